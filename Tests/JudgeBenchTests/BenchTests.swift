import Testing

@testable import JudgeBench

@Suite struct BenchTests {
    private func row(_ name: String) throws -> Row {
        try #require(Row.all.first { $0.name == name })
    }

    /// A row of short releases after the shortest history there is.
    private var short: Row {
        var scenario = ErrorScenario(
            requestsPerSecond: 200,
            schedule: .constant(0.5),
            failing: 0.01
        )
        scenario.ratio = 50
        scenario.seconds = 90
        scenario.historySeconds = 1_800
        return Row(name: "short", scenario: .errors(scenario), bars: [.median(atMost: 5)])
    }

    @Test func `a clear regression is found in every run, on any number of threads`() async throws {
        let row = short
        let one = try await Bench(runs: 3, peerRuns: 1, seed: 3, threads: 1, sharing: 1).play(row)
        let two = try await Bench(runs: 3, peerRuns: 1, seed: 3, threads: 3, sharing: 1).play(row)
        #expect(one.judge.found == 1)
        #expect(!one.bars.contains { !$0.isMet })
        #expect(one.judge.median == two.judge.median)
        #expect(one.extraFailed == two.extraFailed)
        #expect(one.peers[.argoTuned]?.median == 61)
    }

    @Test func `stops before the onset are wrong, those after it are found`() {
        let stopping = Stopping([nil, 50, 150, 250], isWorse: true, onset: 100)
        #expect(stopping.found == 0.5)
        #expect(stopping.stoppedWrongly == 0.25)
        #expect(stopping.median == nil)
        let alike = Stopping([nil, 50], isWorse: false, onset: 0)
        #expect(alike.stoppedWrongly == 0.5)
    }

    @Test func `a quantile is that of the runs, those never stopped last`() {
        let stops = (1...10).map { Optional($0) }
        let stopping = Stopping(stops, isWorse: true, onset: 0)
        #expect(stopping.median == 5.5)
        #expect(stopping.p90 == 9)
    }

    @Test func `a missed bar is named in the summary`() throws {
        let row = try row("1%→50%, 1000 rps, 50%")
        let never = RunOutcome(decisions: Decisions())
        let summary = Summary([RowResult(row, [never])])
        #expect(!summary.isMet)
        #expect(summary.missed == ["1%→50%, 1000 rps, 50%: median ≤ 3 s"])
    }
}
