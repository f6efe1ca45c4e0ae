import Foundation
import Testing

@testable import RolloutCore

/// What makes the judge a fold: order, duplicates, gaps, storage and extremes change no bit.
@Suite struct JudgeFoldTests {
    private let settings = JudgeSettings(
        startMass: StartMass(plannedSeconds: 900, laterStages: 1, isOpenEnded: true)
    )

    private func seconds(_ count: Int, seed: UInt64, canaryErrors: Double = 0.02) -> [SecondCounts]
    {
        var release = SyntheticRelease(seed: seed)
        release.canaryErrors = canaryErrors
        return (0..<count).map { second in
            release.weight = second < 150 ? 0.1 : 0.4
            return release.second(second)
        }
    }

    private func judged(_ seconds: [SecondCounts]) -> ReleaseJudge {
        seconds.reduce(into: ReleaseJudge(settings)) { $0.take($1) }
    }

    @Test(arguments: [1, 2, 10])
    func `polling more often gives the same bits`(_ timesPerSecond: Int) {
        let seconds = seconds(240, seed: 1)
        var judge = ReleaseJudge(settings)
        for poll in 0..<240 * timesPerSecond {
            // Each poll delivers the last two seconds again, as a reader of a journal does.
            let newest = poll / timesPerSecond
            for second in max(0, newest - 1)...newest { judge.take(seconds[second]) }
        }
        let once = judged(seconds)
        #expect(judge.evidence.bitPattern == once.evidence.bitPattern)
        #expect(judge.streams == once.streams)
        #expect(judge.finding == once.finding)
        #expect(judge.droppedSeconds == (2 * 240 - 1) * timesPerSecond - 240)
    }

    @Test func `what comes out of order is dropped and counted`() {
        let seconds = seconds(60, seed: 2)
        var judge = judged(seconds)
        let before = judge
        judge.take(seconds[30])
        judge.take(SecondCounts(second: -5, weight: 1, canary: .init(), baseline: .init()))
        judge.take(SecondCounts(second: .max, weight: 1, canary: .init(), baseline: .init()))
        #expect(judge.droppedSeconds == 3)
        #expect(judge.evidence == before.evidence)
        #expect(judge.nextSecond == 60)
    }

    @Test func `a judge stored midway goes on bit for bit`() throws {
        let seconds = seconds(300, seed: 3, canaryErrors: 0.012)
        var judge = judged(Array(seconds[..<163]))
        let data = try JSONEncoder().encode(judge)
        var stored = try JSONDecoder().decode(ReleaseJudge.self, from: data)
        #expect(stored == judge)
        for second in seconds[163...] {
            judge.take(second)
            stored.take(second)
        }
        #expect(stored == judge)
        #expect(stored.evidence.bitPattern == judge.evidence.bitPattern)
        #expect(judge.measuredSeconds == 300)
    }

    @Test func `a gap is the same however it is reported`() {
        let seconds = seconds(200, seed: 4, canaryErrors: 0.01)
        var told = judged(Array(seconds[..<93]))
        var untold = told
        for second in 94...121 { told.pass(to: second) }
        for second in seconds[121...] {
            told.take(second)
            untold.take(second)
        }
        #expect(told == untold)
        #expect(told.missingSeconds == 28)
    }

    @Test func `missing seconds cast no vote`() {
        var judge = judged(seconds(150, seed: 5, canaryErrors: 0.01))
        let votes = judge.streams.map(\.votes)
        judge.pass(to: 10_000_000)
        #expect(zip(judge.streams, votes).allSatisfy { $0.votes <= $1 + 1 })
        #expect(judge.finding == .hold)
        #expect(judge.troubles == [.sourceSilent(seconds: 10_000_000 - 150)])
    }

    @Test func `after a rollback nothing changes any more`() throws {
        var judge = judged(seconds(240, seed: 6, canaryErrors: 0.3))
        let before = judge
        #expect(judge.finding == .rollback)
        var good = SyntheticRelease(seed: 7)
        for second in 240..<500 { judge.take(good.second(second)) }
        judge.pass(to: 9_000)
        #expect(judge == before)
    }

    @Test func `a stopped process does not hear what is not cast`() {
        var process = VoteProcess(.share)
        process.update(Vote(value: 1, bound: 0.1), mass: 1)
        let before = process
        process.update(.none, mass: 0)
        #expect(process == before)
    }

    @Test func `extreme counts give numbers`() {
        let most = Int.max / 2
        var latency = LatencyTally()
        latency.add(milliseconds: 1e9, count: most)
        latency.add(milliseconds: 1e9, count: most)
        let arms = [
            ArmCounts(), ArmCounts(requests: most, errors: most, latency: latency, open: most),
            ArmCounts(requests: most), ArmCounts(requests: 1, errors: 1, latency: LatencyTally()),
        ]
        var settings = settings
        settings.warmUpSeconds = 0
        // Out of reach, or the first crash would end the test.
        settings.rule.rollbackAt = 1e300
        var judge = ReleaseJudge(settings)
        for second in 0..<1_600 {
            let weight = [0, 0.5, 1, .nan, 1e-12][second / 320]
            let baseline = arms[second / 80 % 4]
            judge.take(
                SecondCounts(
                    second: second,
                    weight: weight,
                    canary: arms[second / 5 % 4],
                    baseline: baseline,
                    strata: second % 7 == 0 ? ["a": ArmPair(canary: arms[1])] : [:]
                )
            )
            let numbers = judge.streams.map(\.evidence) + [judge.evidence, judge.cost.extraErrors]
            #expect(numbers.allSatisfy { $0.isFinite })
        }
        #expect(judge.ratio(of: .errors).lower.isFinite)
        #expect(judge.slowdown(.p99)?.lower.isFinite == true)
    }
}
