import Testing

@testable import RolloutAdapters

@Suite struct RecordAudits {
    private func look(
        _ answered: Int,
        _ after: Int,
        before: Int? = nil,
        silent: Int = 0
    ) -> RecordAudit.Look {
        let counters = HAProxyStatistics.Counters(total: answered + silent, answered: answered)
        return RecordAudit.Look(before: before, counters: counters, after: after)
    }

    /// What all looks showed together.
    private func lost(_ audit: inout RecordAudit, _ looks: RecordAudit.Look...) -> Int {
        looks.reduce(0) { $0 + audit.note($1).lost }
    }

    @Test func `a missing record is told once`() {
        var audit = RecordAudit(received: 40)
        #expect(lost(&audit, look(10, 50), look(20, 59), look(20, 59), look(30, 69)) == 1)
    }

    @Test func `a surplus that does not last is a race`() {
        var audit = RecordAudit(received: 0)
        #expect(lost(&audit, look(10, 9), look(20, 20), look(30, 29), look(30, 30)) == 0)
    }

    @Test func `records that arrive while the counters are read hide nothing for long`() {
        var audit = RecordAudit(received: 0)
        #expect(lost(&audit, look(10, 14), look(20, 19), look(21, 20)) == 1)
    }

    @Test func `requests without an answer are told once`() {
        var audit = RecordAudit(received: 0)
        let looks = [
            look(5, 5), look(8, 8, silent: 2), look(9, 9, silent: 2), look(9, 9, silent: 2),
        ]
        #expect(looks.map { audit.note($0).unanswered }.reduce(0, +) == 2)
    }

    @Test func `counters that fell are a gap`() {
        var audit = RecordAudit(received: 0)
        #expect(lost(&audit, look(50, 50), look(3, 51, before: 51), look(4, 52)) == 0)
    }

    @Test(arguments: UInt64(1)...50)
    func `no order of events makes a loss where there is none`(seed: UInt64) {
        #expect(simulate(seed: seed, dropEvery: nil).told == 0)
    }

    @Test(arguments: UInt64(1)...50)
    func `every loss is told once it is quiet`(seed: UInt64) {
        let (told, dropped) = simulate(seed: seed, dropEvery: 97)
        #expect(told == dropped)
    }

    /// Ten thousand requests with looks at random moments, then quiet.
    private func simulate(seed: UInt64, dropEvery: Int?) -> (told: Int, dropped: Int) {
        var random = Seeded(state: seed)
        var audit = RecordAudit(received: 0)
        var (answered, received, dropped, told) = (0, 0, 0, 0)
        func serve(_ count: Int) {
            for _ in 0..<count {
                answered += 1
                if let dropEvery, answered % dropEvery == 0 { dropped += 1 } else { received += 1 }
            }
        }
        while answered < 10_000 {
            serve(Int.random(in: 0...40, using: &random))
            let before = received
            serve(Int.random(in: 0...3, using: &random))
            let counters = HAProxyStatistics.Counters(total: answered, answered: answered)
            serve(Int.random(in: 0...3, using: &random))
            told += audit.note(.init(before: before, counters: counters, after: received)).lost
        }
        told += lost(&audit, look(answered, received), look(answered, received))
        return (told, dropped)
    }
}

/// A small generator that repeats (SplitMix64).
private struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
