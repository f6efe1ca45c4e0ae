import Foundation
import Testing

@testable import RolloutCore

@Suite struct CapacityGuardTests {
    /// Feeds the blocks and returns what was found after each.
    private func findings(
        _ blocks: [Double?],
        limit: Double? = 200,
        block: Duration = .seconds(10)
    ) -> [CapacityFinding] {
        var guarding = CapacityGuard(block: block)
        return blocks.map { guarding.add($0, limit: limit) }
    }

    @Test func `nine tenths of the limit for three blocks are a breach`() {
        let found = findings([100, 180, 190, 179, 180, 180, 190])
        #expect(found.map(\.isBreach) == [false, false, false, false, false, false, true])
        #expect(found.last?.sentence == "95% of its limit")
        #expect(findings([210, 210, 210]).last?.sentence == "at its limit")
    }

    @Test func `a slope that reaches the limit within ten minutes is a breach`() {
        // 15 a minute from 20. Three differences are known after three minutes.
        let found = findings((0...40).map { 20 + 2.5 * Double($0) })
        #expect(found.firstIndex(where: \.isBreach) == 20)
        #expect(found[36].sentence == "limit reached in 6 min at this slope")
    }

    @Test func `a slope that takes longer is none`() {
        let found = findings((0...60).map { 20 + Double($0) })
        #expect(found.last == .calm)
    }

    @Test func `one step up, as of a batch job, is no slope`() {
        let found = findings((0...90).map { $0 < 30 ? 50 : 130 })
        #expect(!found.contains { $0.isBreach })
    }

    @Test func `a falling level approaches no limit`() {
        let found = findings((0...60).map { 170 - 2 * Double($0) })
        #expect(!found.contains { $0.isBreach })
    }

    @Test func `three silent blocks are not measured, and a breach stays one`() {
        #expect(findings([50, 50, 50, nil, nil]).last == .calm)
        #expect(findings([50, 50, 50, nil, nil, nil]).last == .unmeasured)
        #expect(findings([190, 190, 190, nil, nil, nil, nil]).last?.isBreach == true)
        #expect(findings([190, nil, 190, .nan, 190]).last?.isBreach == true)
    }

    @Test(arguments: [nil, 0, -5, .nan, .infinity] as [Double?])
    func `without a limit above zero nothing is known`(_ limit: Double?) {
        let found = findings([10, 10, 10, 10], limit: limit)
        #expect(found.last == .unmeasured)
    }

    @Test func `a limit that is lowered counts at once`() {
        var guarding = CapacityGuard()
        for _ in 0..<10 { guarding.add(95, limit: 200) }
        for _ in 0..<2 { guarding.add(95, limit: 100) }
        #expect(guarding.finding == .calm)
        #expect(guarding.add(95, limit: 100) == .near(share: 0.95))
    }

    @Test func `half of the last minutes missing is no slope`() {
        var climb: [Double?] = (0...35).map { 20 + 4 * Double($0) }
        for block in 0...20 where block % 6 != 5 { climb[block] = nil }
        let found = findings(climb)
        #expect(!found.contains { $0.isBreach })
    }

    @Test func `blocks of a minute give the same slope`() {
        let found = findings((0...8).map { 20 + 15 * Double($0) }, block: .seconds(60))
        #expect(found.last?.sentence == "limit reached in 4 min at this slope")
    }

    @Test func `little time left is told in seconds`() {
        let soon = CapacityFinding.filling(
            reachedIn: InMicroseconds(wrappedValue: .seconds(95.4)),
            slope: 10
        )
        #expect(soon.sentence == "limit reached in 1 m 35 s at this slope")
    }

    @Test func `a guard that was stored goes on the same`() throws {
        var guarding = CapacityGuard()
        for block in 0..<25 { guarding.add(20 + 2.5 * Double(block), limit: 200) }
        let stored = try JSONEncoder().encode(guarding)
        var back = try JSONDecoder().decode(CapacityGuard.self, from: stored)
        for block in 25..<40 {
            let level = 20 + 2.5 * Double(block)
            #expect(back.add(level, limit: 200) == guarding.add(level, limit: 200))
        }
        #expect(back == guarding)
    }
}
