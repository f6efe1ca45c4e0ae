import Testing

@testable import RolloutCore

@Suite struct TrafficSanityTests {
    private func second(
        _ second: Int,
        canary: Int,
        baseline: Int,
        weight: Double = 0.1,
        open: Int? = nil
    ) -> SecondCounts {
        SecondCounts(
            second: second,
            weight: weight,
            canary: ArmCounts(requests: canary, open: open),
            baseline: ArmCounts(requests: baseline, open: 1)
        )
    }

    private func judged(
        _ seconds: Range<Int>,
        _ counts: (Int) -> SecondCounts
    ) -> ReleaseJudge {
        seconds.reduce(into: ReleaseJudge(JudgeSettings(startMass: StartMass(plannedSeconds: 600))))
        { judge, second in judge.take(counts(second)) }
    }

    @Test func `a canary without requests is held when it should have had twelve`() {
        // 4 requests a second of which 10% are the canary's: twelve in 30 s.
        let before = judged(0..<29) { second($0, canary: 0, baseline: 4) }
        #expect(before.finding == .go)
        let after = judged(0..<30) { second($0, canary: 0, baseline: 4) }
        #expect(after.finding == .hold)
        #expect(after.troubles == [.canaryGetsNothing(seconds: 30)])
    }

    @Test func `ten seconds are waited for even at much traffic`() {
        let before = judged(0..<9) { second($0, canary: 0, baseline: 1_000) }
        #expect(before.finding == .go)
        let after = judged(0..<10) { second($0, canary: 0, baseline: 1_000) }
        #expect(after.troubles == [.canaryGetsNothing(seconds: 10)])
    }

    @Test func `at full weight the traffic before says how much there should be`() {
        let judge = judged(0..<60) { index in
            second(index, canary: index < 40 ? 20 : 0, baseline: 0, weight: 1)
        }
        #expect(judge.troubles == [.canaryGetsNothing(seconds: 20)])
    }

    @Test func `less than half of its share holds after half a minute`() {
        let before = judged(0..<29) { second($0, canary: 4, baseline: 96) }
        #expect(before.finding == .go)
        let after = judged(0..<30) { second($0, canary: 4, baseline: 96) }
        #expect(after.troubles == [.canaryGetsTooLittle(requests: 120, expected: 300)])
    }

    @Test func `requests that hang are seen although they never end`() {
        let judge = judged(0..<40) { index in
            let isHanging = index >= 20
            return second(
                index,
                canary: isHanging ? 1 : 20,
                baseline: 180,
                open: isHanging ? 20 * (index - 20) : 1
            )
        }
        #expect(judge.troubles.contains(.requestsHang(requests: 20 * 9 - 10)))
        #expect(judge.finding == .hold)
    }

    @Test func `a service of long polls does not hang`() {
        let judge = judged(0..<40) { index in
            SecondCounts(
                second: index,
                weight: 0.1,
                canary: ArmCounts(requests: 2, open: 60),
                baseline: ArmCounts(requests: 18, open: 540)
            )
        }
        #expect(judge.troubles == [])
    }

    @Test func `three silent seconds hold and the next measured one lets go`() {
        var judge = judged(0..<40) { second($0, canary: 10, baseline: 90) }
        judge.pass(to: 42)
        #expect(judge.finding == .go)
        judge.pass(to: 43)
        #expect(judge.finding == .hold)
        #expect(judge.evidenceFinding == .go)
        judge.take(second(43, canary: 10, baseline: 90))
        #expect(judge.finding == .go)
        #expect(judge.missingSeconds == 3)
    }

    @Test func `no traffic at all is no trouble of the canary`() {
        let judge = judged(0..<100) { second($0, canary: 0, baseline: 0) }
        #expect(judge.troubles == [])
        #expect(!judge.isCleared)
    }
}
