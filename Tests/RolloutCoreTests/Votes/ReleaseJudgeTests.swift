import Foundation
import Testing

@testable import RolloutCore

@Suite struct ReleaseJudgeTests {
    private func settings(warmUp: Int = 0, block: Int = 1) -> JudgeSettings {
        let terms = Dictionary(
            uniqueKeysWithValues: StreamName.allCases.map { name in
                (name, StreamTerms(blockSeconds: block, dispersion: 1))
            }
        )
        var settings = JudgeSettings(
            startMass: StartMass(plannedSeconds: 3_600),
            calibration: JudgeCalibration(
                basis: .rehearsed(on: "test", fakeReleases: 10, seconds: 3_600),
                terms: terms
            )
        )
        settings.warmUpSeconds = warmUp
        return settings
    }

    private func judged(
        _ release: SyntheticRelease,
        seconds: Int = 300,
        settings: JudgeSettings? = nil
    ) -> ReleaseJudge {
        var release = release
        var judge = ReleaseJudge(settings ?? self.settings())
        for second in 0..<seconds { judge.take(release.second(second)) }
        return judge
    }

    @Test func `the weights and their sum are the reference's`() throws {
        let vector = try VoteVectors.read().combine
        let names: [StreamName: String] = [
            .errorShare: "err_share", .errorExcess: "err_excess", .crash: "crash",
            .p99Share: "p99_share", .p99Excess: "p99_excess", .p95Share: "p95_share",
            .p95Excess: "p95_excess", .p50Share: "p50_share", .p50Excess: "p50_excess",
        ]
        var sum = 0.0
        for name in StreamName.allCases {
            let key = try #require(names[name])
            #expect(name.usualWeight == vector.weights[key])
            sum += name.usualWeight * (vector.e[key] ?? 0)
        }
        #expect(sum.isClose(to: vector.total))
        #expect((sum >= FindingRule().rollbackAt) == vector.rollback)
        #expect((sum >= FindingRule().holdAt) == vector.hold)
    }

    @Test func `a release like the one before goes on`() {
        let judge = judged(SyntheticRelease(seed: 1))
        #expect(judge.finding == .go)
        #expect(judge.evidence < 3)
        #expect(judge.measuredSeconds == 300)
    }

    @Test func `five times the errors roll back within half a minute`() throws {
        var release = SyntheticRelease(seed: 2)
        release.canaryErrors = 0.05
        let judge = judged(release)
        #expect(judge.finding == .rollback)
        #expect(try #require(judge.rolledBackAt) < 30)
        #expect(judge.attribution.first?.name.metric == .errors)
        #expect(judge.cost.extraErrors > 3)
    }

    @Test func `half as slow again rolls back by latency`() throws {
        var release = SyntheticRelease(seed: 3)
        release.slowdown = 1.5
        let judge = judged(release)
        #expect(judge.finding == .rollback)
        #expect(judge.attribution.first?.name.metric != .errors)
        let slowdown = try #require(judge.slowdown(.p50))
        #expect(slowdown.lower > 1.2)
        #expect(try #require(slowdown.upper) < 1.9)
    }

    @Test func `five percent slower is tolerated`() {
        var release = SyntheticRelease(seed: 4)
        release.slowdown = 1.05
        #expect(judged(release).finding == .go)
    }

    @Test func `a canary as slow as stable was lately, and no longer is, is held`() {
        var settings = settings()
        settings.calibration.slowLimits = [.p99: 1_000, .p95: 1_000, .p50: 1_000]
        var release = SyntheticRelease(seed: 9)
        release.slowdown = 1.05
        #expect(judged(release, seconds: 60, settings: settings).finding == .go)
        release.slowdown = 2
        var judge = judged(release, seconds: 60, settings: settings)
        #expect(judge.evidence <= 1)
        #expect(judge.slower == [.p99, .p95, .p50])
        #expect(judge.finding == .hold)
        #expect(judged(release, seconds: 600, settings: settings).rolledBackAt == nil)
        release.weight = 1
        judge.take(release.second(60))
        #expect(judge.finding == .go)
    }

    @Test func `in the warm-up only a crash counts`() {
        var release = SyntheticRelease(seed: 5)
        release.canaryErrors = 0.2
        let warm = judged(release, seconds: 120, settings: settings(warmUp: 120))
        #expect(warm.finding == .go)
        #expect(warm.isWarmingUp)
        #expect(warm.streams.allSatisfy { $0.name == .crash || $0.votes == 0 })
        release.canaryErrors = 1
        #expect(judged(release, seconds: 60, settings: settings(warmUp: 120)).finding == .rollback)
    }

    @Test func `an outage of both is no evidence`() {
        var release = SyntheticRelease(seed: 6)
        var judge = ReleaseJudge(settings())
        for second in 0..<300 {
            let isDown = (100..<160).contains(second)
            release.canaryErrors = isDown ? 0.3 : 0.01
            release.baselineErrors = isDown ? 0.3 : 0.01
            judge.take(release.second(second))
        }
        #expect(judge.finding == .go)
    }

    @Test func `a release that is as good is cleared within minutes`() throws {
        var release = SyntheticRelease(seed: 7)
        release.requestsPerSecond = 1_000
        let judge = judged(release, seconds: 200)
        #expect(judge.isCleared)
        #expect(try #require(judge.clearedAt(.errors)) < 200)
        #expect(judge.clearedAt(.p50) == nil)
    }

    @Test func `a new weight begins its own proof and keeps the evidence`() {
        var release = SyntheticRelease(seed: 8)
        release.requestsPerSecond = 1_000
        var judge = ReleaseJudge(settings())
        for second in 0..<200 { judge.take(release.second(second)) }
        let evidence = judge.evidence
        release.weight = 0.5
        judge.take(release.second(200))
        #expect(!judge.isCleared)
        #expect(judge.stageStart == 200)
        #expect((0.2...5).contains(judge.evidence / evidence))
    }

    @Test func `at full weight there is no control and no vote but a crash`() throws {
        var release = SyntheticRelease(seed: 9)
        release.weight = 1
        release.canaryErrors = 0.05
        let judge = judged(release)
        #expect(!judge.hasControl)
        #expect(judge.finding == .go)
        #expect(judge.streams.allSatisfy { $0.name == .crash || $0.votes == 0 })
    }

    @Test func `observing only, it says what it would do and does nothing`() {
        var release = SyntheticRelease(seed: 10)
        release.canaryErrors = 0.05
        var observing = settings()
        observing.observesOnly = true
        let judge = judged(release, settings: observing)
        #expect(judge.finding == .rollback)
        #expect(judge.decision == .go)
    }

    @Test func `the time to a decision is known while evidence rises`() throws {
        var release = SyntheticRelease(seed: 11)
        release.canaryErrors = 0.03
        var judge = ReleaseJudge(settings())
        var told: [Double] = []
        for second in 0..<300 where judge.rolledBackAt == nil {
            judge.take(release.second(second))
            if let seconds = judge.secondsToDecision { told.append(seconds) }
        }
        #expect(judge.rolledBackAt != nil)
        #expect(judge.secondsToDecision == nil)
        #expect(try #require(told.last) < 30)
    }
}
