import Testing

@testable import JudgeBench

@Suite struct ScenarioTests {
    private func scenario(_ pattern: ErrorScenario.Pattern) -> ErrorScenario {
        var scenario = ErrorScenario(
            requestsPerSecond: 1_000,
            schedule: .constant(0.25),
            failing: 0.01
        )
        scenario.pattern = pattern
        scenario.ratio = 3
        return scenario
    }

    private static let patterns: [ErrorScenario.Pattern] = [
        .independent, .noisy(correlation: 0.005, instances: 1),
        .noisy(correlation: 0.005, instances: 10), .clumps(size: 20, share: 0.5),
        .sticky(size: 3, seconds: 20, share: 0.3),
    ]

    @Test(arguments: patterns)
    func `every pattern has the share of failures it says`(_ pattern: ErrorScenario.Pattern) {
        var dice = Dice(seed: 1)
        let series = scenario(pattern).release(&dice)
        let canary = Double(series.canary.failed.reduce(0, +))
        let baseline = Double(series.baseline.failed.reduce(0, +))
        #expect(abs(canary / 27_000 - 1) < 0.1)
        #expect(abs(baseline / 27_000 - 1) < 0.1)
    }

    @Test func `a leak rises from its onset on`() {
        var leak = scenario(.independent)
        leak.course = .leak
        leak.onset = 300
        #expect([299, 300, 1_200, 2_100, 3_000].map(leak.ratio(at:)) == [1, 1, 2, 3, 3])
    }

    @Test func `the bound is the design's`() throws {
        let rows = Row.worseErrors.filter { $0.name.hasPrefix("1%→2%, 100 rps") }
        let bound = try #require(rows.first?.informationBound)
        #expect(abs(bound - 251) < 0.5)
    }

    @Test func `latencies have the law's quantiles`() {
        let law = LatencyLaw().probabilities
        #expect(abs(law.reduce(0, +) - 1) < 1e-12)
        let p95 = LatencyLaw.middles[LatencyLaw.bucket(ofQuantile: 0.95, in: law)]
        #expect((115...130).contains(p95))
    }

    @Test func `names of rows differ, because seeds hang on them`() {
        #expect(Set(Row.all.map(\.name)).count == Row.all.count)
    }
}
