import RolloutCore
import Testing

@testable import RolloutCore

/// Histories as they come: with gaps, repeated seconds, changing instances.
@Suite struct HistoryReadingTests {
    /// Seconds that were written down beforehand.
    struct Script: HistorySource {
        var interval = 1
        var seconds: [HistorySecond]

        func forEachSecond(_ body: (HistorySecond) -> Void) { seconds.forEach(body) }
    }

    private let settings = JudgeSettings(startMass: StartMass(plannedSeconds: 600))

    private func second(_ number: Int, _ names: [Int], requests: Int = 10) -> HistorySecond {
        HistorySecond(
            second: Timestamp(seconds: Int64(1_000 + number)),
            slices: names.map { name in
                HistorySecond.Slice(
                    id: InstanceID(rawValue: "shop-\(name)"),
                    counts: ArmCounts(requests: requests)
                )
            }
        )
    }

    private func read(_ seconds: [HistorySecond], interval: Int = 1) -> RehearsalHistory {
        RehearsalHistory(reading: Script(interval: interval, seconds: seconds), for: settings)
    }

    @Test func `two histories are read in the order of time, what both have from the observed`() {
        let held = [second(5, [3]), second(1, [3]), second(2, [3])]
        let observed = Script(interval: 2, seconds: [second(0, [1, 2]), second(2, [1, 2])])
        let merged = MergedHistory(observed, held)
        var read: [HistorySecond] = []
        merged.forEachSecond { read.append($0) }
        #expect(merged.interval == 2)
        let moments = [1_000, 1_001, 1_002, 1_005].map { Timestamp(seconds: $0) }
        #expect(read.map(\.second) == moments)
        #expect(read.map(\.slices.count) == [2, 1, 2, 1])
    }

    @Test func `seconds that come twice or late are dropped and told`() {
        let history = read([0, 1, 1, 0, 2].map { second($0, [1, 2]) })
        #expect(history.seconds == 3)
        #expect(history.repairs.droppedSeconds == 2)
        #expect(history.repairs.sentence == "2 s came twice or late and were dropped")
    }

    @Test func `a gap is missing, and of a long one only a minute is kept`() {
        let short = read([0, 5].map { second($0, [1, 2]) })
        #expect(short.seconds == 6 && short.missing == 4)
        let long = read([0, 3_601].map { second($0, [1, 2]) })
        #expect(long.seconds == 62 && long.missing == 60)
        #expect(long.repairs.cutSeconds == 3_540)
    }

    @Test func `the instances of the next revision take the places of those before`() {
        let history = read(
            (0..<4).map { second($0, $0 < 2 ? [1, 2, 3] : [4, 5, 6]) }
        )
        #expect(history.sliceCount == 3)
        #expect(history.slices(of: .errors)?.map(\.allRequests) == [40, 40, 40])
    }

    @Test func `an instance that comes back keeps its place, one that is gone leaves it`() {
        let back = read([second(0, [1, 2]), second(1, [2]), second(2, [1, 2])])
        #expect(back.slices(of: .errors)?.map(\.allRequests) == [20, 30])
        let next = read(
            [second(0, [1, 2])] + (1...62).map { second($0, [2]) } + [second(63, [2, 3])]
        )
        #expect(next.sliceCount == 2)
        #expect(next.slices(of: .errors)?.first?.allRequests == 20)
    }

    @Test func `more instances than slices share them`() {
        let history = read([second(0, Array(1...45))])
        #expect(history.sliceCount == 20)
        let requests = history.slices(of: .errors)?.map(\.allRequests) ?? []
        #expect(requests.reduce(0, +) == 450)
    }

    @Test func `what was read every 15 s is no gap`() {
        let history = read([0, 15, 30].map { second($0, [1, 2]) }, interval: 15)
        #expect(history.seconds == 45 && history.missing == 0)
        let gap = read([0, 45].map { second($0, [1, 2]) }, interval: 15)
        #expect(gap.seconds == 60 && gap.missing == 30)
    }

    @Test func `a history of nothing is told as such`() {
        let none = JudgeRehearsal.rehearse(on: read([]))
        #expect(none.basis == .nothing(.noHistory))
        let silent = read((0..<1_900).map { second($0, [1, 2], requests: 0) })
        #expect(JudgeRehearsal.rehearse(on: silent).basis == .nothing(.noTraffic))
        let short = read((0..<1_700).map { second($0, [1, 2]) })
        #expect(JudgeRehearsal.rehearse(on: short).basis == .nothing(.tooShort))
    }
}
