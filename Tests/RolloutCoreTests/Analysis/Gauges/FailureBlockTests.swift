import Testing

@testable import RolloutCore

@Suite struct FailureBlockTests {
    @Test func `failures are scored in units of their usual spread`() throws {
        let history = [FailureBlock(failures: 30, attempts: 300)]
        let rate = try #require(FailureRate(history: history))
        #expect(rate.share == 0.1)
        // 30 are expected, so (41 - 30) / √31.
        let score = try #require(rate.score(FailureBlock(failures: 41, attempts: 300)))
        #expect(agrees(score, 11 / 31.squareRoot()))
    }

    @Test func `a block in which nothing was tried says nothing`() throws {
        let rate = try #require(FailureRate(history: [FailureBlock(failures: 1, attempts: 9)]))
        #expect(rate.score(FailureBlock()) == nil)
        #expect(rate.score(nil) == nil)
    }

    @Test func `failures without attempts count`() throws {
        let rate = try #require(FailureRate(history: [FailureBlock(failures: 0, attempts: 9)]))
        #expect(rate.score(FailureBlock(failures: 2, attempts: 0)) == 2)
    }

    @Test func `a counter that was reset makes its block unknown`() {
        var collector = BlockCollector<FailureBlock>()
        var blocks = collector.add((1, 10), at: Timestamp(seconds: 1))
        blocks += collector.add((-7, 3), at: Timestamp(seconds: 2))
        blocks += collector.add((2, 10), at: Timestamp(seconds: 11))
        blocks += collector.add((0, 1), at: Timestamp(seconds: 21))
        #expect(blocks.map { $0.value?.failures } == [nil, 2])
    }

    @Test func `counts too large for a number make the block unknown`() {
        var block = FailureBlock(failures: .max, attempts: .max)
        #expect(block.value != nil)
        block.add((1, 1))
        #expect(block.value == nil)
    }

    @Test func `a history in which nothing was tried has no rate`() {
        #expect(FailureRate(history: [nil, FailureBlock()]) == nil)
        #expect(FailureRate(history: []) == nil)
    }
}
