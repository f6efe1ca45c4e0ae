import Foundation
import Testing

@testable import RolloutCore

@Suite struct BlockCollectorTests {
    private func at(_ seconds: Double) -> Timestamp {
        Timestamp(microseconds: Int64(seconds * 1_000_000))
    }

    /// The values of the blocks that those readings finish.
    private func values(_ readings: [(Double, Double)], until end: Double) -> [Double?] {
        var collector = BlockCollector<LevelBlock>()
        var blocks = readings.flatMap { collector.add($0.1, at: at($0.0)) }
        blocks += collector.finish(until: at(end))
        return blocks.map(\.value)
    }

    @Test func `a block is the median of its readings`() {
        let spike = [(0.0, 5.0), (3, 900), (6, 7), (10, 1), (11, 3)]
        #expect(values(spike, until: 20) == [7, 2])
    }

    @Test func `blocks without readings are missing, not zero`() {
        #expect(values([(1, 4), (41, 6)], until: 50) == [4, nil, nil, nil, 6])
        #expect(values([(1, 4)], until: 35) == [4, nil, nil])
    }

    @Test func `a block of readings that are no numbers is missing`() {
        #expect(values([(1, .nan), (2, .infinity), (11, 3)], until: 20) == [nil, 3])
    }

    @Test func `negative levels count`() {
        #expect(values([(1, -4), (2, -2), (3, -3)], until: 10) == [-3])
    }

    @Test func `the same readings make the same blocks at every polling frequency`() {
        let seconds = (0..<60).map { (Double($0), Double($0 * $0 % 17)) }
        let tenths = seconds.flatMap { reading in
            (0..<10).map { (reading.0 + Double($0) / 10, reading.1) }
        }
        #expect(values(tenths, until: 60) == values(seconds, until: 60))
    }

    @Test func `blocks begin at whole multiples of their length`() {
        var collector = BlockCollector<LevelBlock>()
        #expect(collector.add(1, at: at(-3)).isEmpty)
        let blocks = collector.add(2, at: at(17))
        #expect(blocks.map(\.start) == [at(-10), at(0)])
        #expect(blocks.map(\.value) == [1, nil])
    }

    @Test func `a reading that comes late changes no finished block`() {
        #expect(values([(1, 4), (12, 6), (5, 999), (13, 8)], until: 20) == [4, 7])
    }

    @Test func `nothing is finished before the first reading`() {
        #expect(values([], until: 1_000) == [])
    }

    @Test func `a silence of more than a week begins anew`() {
        #expect(values([(1, 4), (1_000_001, 5)], until: 1_000_010) == [4, 5])
    }

    @Test func `a collector stored in the middle of a block goes on`() throws {
        var collector = BlockCollector<LevelBlock>()
        _ = collector.add(1, at: at(1))
        let stored = try JSONEncoder().encode(collector)
        var back = try JSONDecoder().decode(BlockCollector<LevelBlock>.self, from: stored)
        #expect(back == collector)
        #expect(back.add(3, at: at(2)).isEmpty)
        #expect(back.finish(until: at(10)).map(\.value) == [2])
    }
}
