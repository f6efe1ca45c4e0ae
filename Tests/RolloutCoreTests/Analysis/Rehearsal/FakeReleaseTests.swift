import Testing

@testable import RolloutCore

@Suite struct FakeReleaseTests {
    @Test func `the most evidence of a fake release is that of the reference at every length`()
        throws
    {
        for vector in try RehearsalVectors.read().rehearsal {
            let release = vector.release
            #expect(release.stages.map(\.weight) == [vector.q])
            let highest = BlockLengths.all.map { length in
                release.highestEvidence(
                    [(.errorShare, StreamTerms(blockSeconds: length))],
                    blockSeconds: length,
                    errorTolerance: 0.1,
                    stakes: .single
                )[0]
            }
            #expect(agree(highest, vector.max_e), "\(vector.name)")
        }
    }

    @Test func `the length chosen is that of the reference`() throws {
        let vectors = try RehearsalVectors.read()
        for pick in vectors.pick_delta { #expect(BlockLengths.pick(pick.passed) == pick.out) }
        for vector in vectors.rehearsal {
            #expect(BlockLengths.pick(vector.passed) == vector.delta)
        }
    }

    @Test(arguments: [
        (1, [1, 2, 5, 10, 20, 30, 60]), (0, [1, 2, 5, 10, 20, 30, 60]), (2, [2, 10, 20, 30, 60]),
        (5, [5, 10, 20, 30, 60]), (15, [15, 30, 60]), (60, [60]), (90, [90]),
    ])
    func `lengths are whole multiples of the time between two readings`(
        _ interval: Int,
        _ lengths: [Int]
    ) {
        #expect(BlockLengths.fitting(interval: interval) == lengths)
    }

    @Test func `independent events have a dispersion near 1`() {
        var source = CountSource(seed: 3)
        let events = (0..<2_000).map { _ in source.count(of: 20, chance: 0.05) }
        let rest = (0..<2_000).map { _ in source.count(of: 60, chance: 0.05) }
        let dispersion = [release(events, rest)].dispersion(blockSeconds: 1)
        #expect(dispersion < 1.15)
    }

    @Test func `events in clumps of five have five times the dispersion`() {
        var source = CountSource(seed: 4)
        let events = (0..<4_000).map { _ in 5 * source.count(of: 4, chance: 0.05) }
        let rest = (0..<4_000).map { _ in 5 * source.count(of: 12, chance: 0.05) }
        let dispersion = [release(events, rest)].dispersion(blockSeconds: 1)
        #expect((4.2...5.8).contains(dispersion))
    }

    @Test func `a constant difference is no dispersion`() {
        let release = release([Int](repeating: 4, count: 100), [Int](repeating: 3, count: 100))
        #expect([release].dispersion(blockSeconds: 2) == 1)
    }

    @Test func `without events or requests the dispersion is 1`() {
        let silent = RehearsalSlice(requests: [0, 0, 0], events: [0, 0, 0])
        let nothing = FakeRelease(canary: silent, all: silent)
        #expect([nothing].dispersion(blockSeconds: 1) == 1)
        #expect([FakeRelease]().dispersion(blockSeconds: 1) == 1)
        #expect(nothing.stages.map(\.weight) == [0])
    }

    @Test func `an unfinished last block is left out`() {
        var starts: [Int] = []
        let release = release([1, 1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0, 0])
        release.forEachBlock(of: 3) { start, block, _ in
            starts.append(start)
            #expect(block.canaryEvents == 3)
        }
        #expect(starts == [0, 3])
    }

    private func release(_ events: [Int], _ rest: [Int]) -> FakeRelease {
        let canary = RehearsalSlice(requests: events.map { _ in 20 }, events: events)
        let others = RehearsalSlice(requests: rest.map { _ in 60 }, events: rest)
        return FakeRelease(canary: canary, all: RehearsalSlice(sumOf: [canary, others]))
    }
}
