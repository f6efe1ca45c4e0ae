import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct PackedValueTests {
    private struct Everything: Codable, Hashable {
        enum Choice: Codable, Hashable {
            case none
            case one(Int, named: String)
        }

        var small = 7
        var negative = -70_000
        var large = UInt64.max
        var whole = 0.0
        var part = 0.1
        var text = "è ▲"
        var absent: Int?
        var present: String? = "here"
        var choices: [Choice] = [.none, .one(3, named: "x")]
        var table: [InstanceID: Weight] = [:]
        var numbers = (0..<300).map { Double($0) / 7 }
        var span = Duration.milliseconds(1_234)
        var nested: [[Int]] = [[], [1], [1, -2, 300]]
    }

    private func there(and back: Everything) throws -> Everything {
        let names = PackedNames()
        var parts: [[UInt8]] = []
        var bytes: [UInt8] = []
        try PackedEncoder.pack(back, names: names).write(to: &bytes) { part in
            parts.append(part)
            return parts.count - 1
        }
        let source = PackedSource(names) { parts[$0] }
        var slice = bytes[...]
        return try PackedDecoder.unpack(Everything.self, from: Packed.read(&slice), source)
    }

    @Test func `a value comes back the same`() throws {
        var value = Everything()
        for number in 0..<50 {
            value.table[InstanceID(rawValue: "shop-\(number)")] = Weight(percent: number)
        }
        #expect(try there(and: value) == value)
    }

    @Test func `a judge comes back bit for bit`() throws {
        var judge = ReleaseJudge(JudgeSettings(startMass: StartMass(plannedSeconds: 600)))
        for second in 0..<200 {
            let sample = Example.sample(spread: 40 + second % 20)
            let counts = SecondCounts(sample, second: second, weight: Weight(percent: 25))
            if let counts { judge.take(counts) }
        }
        let names = PackedNames()
        var bytes: [UInt8] = []
        try PackedEncoder.pack(judge, names: names).write(to: &bytes, depth: .max / 2) { _ in 0 }
        var slice = bytes[...]
        let source = PackedSource(names) { _ in throw PackedDamage() }
        let read = try PackedDecoder.unpack(ReleaseJudge.self, from: Packed.read(&slice), source)
        #expect(read == judge)
        #expect(read.evidence.bitPattern == judge.evidence.bitPattern)
    }

    @Test func `bytes that were cut are refused`() throws {
        var bytes: [UInt8] = []
        try PackedEncoder.pack(Everything(), names: PackedNames())
            .write(to: &bytes, depth: .max / 2) { _ in 0 }
        for length in stride(from: 0, to: bytes.count, by: 7) {
            var slice = bytes.prefix(length)
            #expect(throws: PackedDamage.self) { try Packed.read(&slice) }
        }
    }
}
