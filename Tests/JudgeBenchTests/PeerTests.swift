import Testing

@testable import JudgeBench

@Suite struct PeerTests {
    @Test func `Kayenta passes equal samples and fails clearly higher ones`() {
        var dice = Dice(seed: 1)
        let base = (0..<20).map { 1 + 0.1 * Double($0 % 7) }
        let rule = Kayenta.oneMinute
        #expect(rule.label(base, base, &dice) == .pass)
        #expect(rule.label(base.map { $0 + 1 }, base, &dice) == .high)
        #expect(rule.label(base.map { $0 - 1 }, base, &dice) == .pass)
    }

    @Test func `Kayenta takes missing values as nothing and passes where nothing varies`() {
        var dice = Dice(seed: 1)
        let nothing = [Double](repeating: .nan, count: 12)
        #expect(Kayenta.oneMinute.label(nothing, nothing, &dice) == .pass)
        #expect(Kayenta.oneMinute.label([], [], &dice) == .pass)
    }

    @Test func `an increase below the allowed one passes however sure it is`() {
        var dice = Dice(seed: 1)
        let base = (0..<40).map { 0.01 + 0.001 * Double($0 % 5) }
        var rule = Kayenta.oneMinute
        let more = base.map { $0 * 1.05 + 0.004 }
        #expect(rule.label(more, base, &dice) == .high)
        rule.allowedIncrease = 1.5
        #expect(rule.label(more, base, &dice) == .pass)
    }

    @Test func `the rank statistic without ties is the textbook's`() throws {
        // Ranks of the canary 4, 5, 6: 15 - 6 = 9 pairs of 9 won; (4.5 - 0.5) / sqrt(5.25).
        let test = RankTest(canary: [4, 5, 6], baseline: [1, 2, 3])
        let statistic = try test.statistic(shift: 0)
        #expect(abs(statistic - 4 / 5.25.squareRoot()) < 1e-12)
        let shift = try test.shift(at: 0)
        #expect(abs(shift - 3) < 1.1)
        #expect(throws: RankTest.AllTied.self) {
            try RankTest(canary: [1, 1], baseline: [1, 1]).statistic(shift: 0)
        }
    }

    @Test func `Argo aborts with the measurement after those it forgives`() {
        let bad: ThresholdCheck = { _, _ in false }
        #expect(ArgoRollouts.documented.stop([bad], seconds: 3_600) == 901)
        #expect(ArgoRollouts.tuned.stop([bad], seconds: 3_600) == 61)
        #expect(ArgoRollouts.tuned.stop([{ _, _ in true }], seconds: 3_600) == nil)
    }

    @Test func `Argo aborts after five errors in a row`() {
        #expect(ArgoRollouts.tuned.stop([{ _, _ in nil }], seconds: 3_600) == 41)
    }

    @Test func `Flagger rolls back a round after its counter is full and never resets it`() {
        #expect(Flagger.tuned.stop([{ _, _ in false }], seconds: 3_600) == 40)
        #expect(Flagger.documented.stop([{ _, _ in nil }], seconds: 3_600) == 660)
        let rarely: ThresholdCheck = { _, end in end % 1_000 != 0 }
        #expect(Flagger.tuned.stop([rarely], seconds: 3_600) == 3_010)
    }
}
