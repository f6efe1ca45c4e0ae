import Testing

@testable import RolloutCore

@Suite struct StrataTests {
    /// The canary gets 40% of an error-prone route, the baseline 20%: the same code on both.
    private func judged(byRoute: Bool) -> ReleaseJudge {
        var random = SplitMix(seed: 1)
        func arm(_ requests: Int, _ rate: Double) -> ArmCounts {
            ArmCounts(
                requests: requests,
                errors: (0..<requests).count { _ in random.unit() < rate }
            )
        }
        let settings = {
            var settings = JudgeSettings(startMass: StartMass(plannedSeconds: 900))
            settings.warmUpSeconds = 0
            return settings
        }()
        var judge = ReleaseJudge(settings)
        for second in 0..<600 {
            let calm = ArmPair(canary: arm(30, 0.005), baseline: arm(360, 0.005))
            let prone = ArmPair(canary: arm(20, 0.08), baseline: arm(90, 0.08))
            func both(_ part: KeyPath<ArmPair, ArmCounts>) -> ArmCounts {
                ArmCounts(
                    requests: calm[keyPath: part].requests + prone[keyPath: part].requests,
                    errors: calm[keyPath: part].errors + prone[keyPath: part].errors
                )
            }
            judge.take(
                SecondCounts(
                    second: second,
                    weight: 0.1,
                    canary: both(\.canary),
                    baseline: both(\.baseline),
                    strata: byRoute ? ["/calm": calm, "/prone": prone] : [:]
                )
            )
        }
        return judge
    }

    @Test func `another mix of routes is no regression when routes are told apart`() {
        #expect(judged(byRoute: false).finding == .rollback)
        #expect(judged(byRoute: true).finding == .go)
    }

    @Test func `the baseline is brought to the canary's mix`() {
        let calm = BlockCounts(
            canaryEvents: 3,
            baselineEvents: 4,
            canaryRequests: 600,
            baselineRequests: 800
        )
        let prone = BlockCounts(
            canaryEvents: 32,
            baselineEvents: 16,
            canaryRequests: 400,
            baselineRequests: 200
        )
        let both = BlockCounts.standardised([calm, prone])
        #expect(both.canaryRate == 0.035)
        #expect(both.baselineRate.isClose(to: 0.6 * 0.005 + 0.4 * 0.08))
        #expect(both.baselineRequests < 1_000)
        #expect(BlockCounts.standardised([calm]) == calm)
    }

    @Test func `what only the canary has is not compared`() {
        let mine = BlockCounts(canaryEvents: 50, canaryRequests: 50)
        let common = BlockCounts(
            canaryEvents: 1,
            baselineEvents: 1,
            canaryRequests: 100,
            baselineRequests: 100
        )
        let both = BlockCounts.standardised([mine, common])
        #expect(both.canaryRequests == 100)
        #expect(both.canaryEvents == 1)
    }

    @Test func `strata beyond the thirty-second are counted together`() {
        var slots = StrataSlots()
        let strata = Dictionary(uniqueKeysWithValues: (10..<60).map { ("/\($0)", ArmPair()) })
        let sorted = slots.sorted(strata)
        #expect(sorted.map(\.slot).max() == StratifiedShareVotes.most - 1)
        #expect(Set(sorted.map(\.slot)).count == StratifiedShareVotes.most)
        #expect(slots.sorted(strata).map(\.slot) == sorted.map(\.slot))
        let rows = (0..<50).map { _ in
            BlockCounts(
                canaryEvents: 1,
                baselineEvents: 9,
                canaryRequests: 10,
                baselineRequests: 90
            )
        }
        var votes = StratifiedShareVotes(tolerance: 1)
        #expect(votes.vote(rows, weight: 0.1).value.isClose(to: 0.1))
    }
}
