import Foundation
import Testing

@testable import RolloutCore

@Suite struct JudgeRehearsalTests {
    /// Half an hour of four slices with 1% errors, and `extra` errors of one slice in a second.
    private func history(
        seconds: Int = 1_800,
        slices: Int = 4,
        extra: (_ second: Int, _ slice: Int) -> Int = { _, _ in 0 }
    ) -> RehearsalHistory {
        var source = CountSource(seed: 9)
        var history = RehearsalHistory(sliceCount: slices)
        for second in 0..<seconds {
            history.append(
                (0..<slices).map { slice in
                    let errors = source.count(of: 50, chance: 0.01) + extra(second, slice)
                    return ArmCounts(requests: 50, errors: errors)
                }
            )
        }
        return history
    }

    private func stream(_ name: StreamName, _ rehearsal: JudgeRehearsal) -> StreamRehearsal? {
        rehearsal.streams.first { $0.name == name }
    }

    @Test func `an even service votes every second`() {
        let rehearsal = JudgeRehearsal.rehearse(on: history())
        #expect(rehearsal.basis == .fakeReleases(4))
        #expect(rehearsal.streams.map(\.name) == [.errorShare, .errorExcess, .crash])
        #expect(rehearsal.streams.allSatisfy { $0.terms.blockSeconds == 1 })
        #expect(rehearsal.streams.allSatisfy { $0.terms.dispersion < 1.3 })
        #expect(
            rehearsal.sentence
                == "rehearsed on 4 fake releases of 30 m: 0 false rollbacks, one vote per 1 s"
        )
    }

    @Test func `two lengths that pass in a row end the search`() {
        let rehearsal = JudgeRehearsal.rehearse(on: history())
        #expect(stream(.errorShare, rehearsal)?.trials.map(\.blockSeconds) == [1, 2])
    }

    @Test func `bursts of one slice make the votes longer than the burst`() throws {
        let bursty = history { second, slice in
            second % 600 >= 300 && second % 600 < 315 && slice == second / 600 % 4 ? 6 : 0
        }
        let rehearsal = JudgeRehearsal.rehearse(on: bursty)
        let share = try #require(stream(.errorShare, rehearsal))
        #expect(share.terms.blockSeconds >= 10)
        #expect(share.trials.first?.stopped.isEmpty == false)
        #expect(share.chosen?.stopped.isEmpty == true)
        #expect(share.terms.dispersion > 2)
        #expect(rehearsal.falseRollbacks == 0)
        #expect(stream(.crash, rehearsal)?.terms.blockSeconds == 1)
    }

    @Test func `a slice that differs by itself is told, not hidden`() {
        let rehearsal = JudgeRehearsal.rehearse(on: history { _, slice in slice == 2 ? 10 : 0 })
        #expect(rehearsal.falseRollbacks == 1)
        #expect(stream(.errorShare, rehearsal)?.terms.blockSeconds == 60)
        #expect(rehearsal.sentence.contains("1 false rollback, "))
        #expect(rehearsal.sentence.contains("differ in error share and error excess even so"))
    }

    @Test func `of many slices ten play, spread over all`() {
        #expect(JudgeRehearsal.evenly(3) == [0, 1, 2])
        #expect(JudgeRehearsal.evenly(25) == [0, 2, 5, 7, 10, 12, 15, 17, 20, 22])
        let rehearsal = JudgeRehearsal.rehearse(on: history(slices: 12))
        #expect(rehearsal.basis == .fakeReleases(10))
    }

    @Test func `a source read every 15 s is judged in blocks of 15 s at least`() {
        var history = RehearsalHistory(sliceCount: 3)
        var source = CountSource(seed: 5)
        for second in 0..<3_600 {
            let isRead = second % 15 == 7
            history.append(
                (0..<3).map { _ in
                    guard isRead else { return ArmCounts() }
                    let errors = source.count(of: 300, chance: 0.02)
                    return ArmCounts(requests: 300, errors: errors)
                }
            )
        }
        let rehearsal = JudgeRehearsal.rehearse(on: history, interval: 15)
        #expect(rehearsal.streams.allSatisfy { $0.terms.blockSeconds == 15 })
        let without = JudgeRehearsal.unrehearsed(interval: 15)
        #expect(without.streams.allSatisfy { $0.terms.blockSeconds == 15 })
    }

    @Test func `a slice that is slower in bursts makes latency votes longer`() throws {
        var search = SlowLimitSearch()
        for _ in 0..<100 { search.add(tally(slow: 0)) }
        var history = RehearsalHistory(sliceCount: 4, slowLimits: search.limits)
        for second in 0..<1_800 {
            let burst = second % 600 < 12 ? second / 600 : -1
            history.append(
                (0..<4).map { slice in
                    let usual = (second + slice) % 5 == 0 ? 1 : 0
                    let slow = slice == burst ? 12 : usual
                    return ArmCounts(requests: 50, latency: tally(slow: slow))
                }
            )
        }
        let rehearsal = JudgeRehearsal.rehearse(on: history)
        #expect(Set(rehearsal.streams.map(\.name.metric)) == [.errors, .p99, .p95, .p50])
        let share = try #require(stream(.p99Share, rehearsal))
        #expect(share.terms.blockSeconds > 1)
        #expect(stream(.errorShare, rehearsal)?.terms.blockSeconds == 5)
        #expect(rehearsal.sentence.contains("one vote per 5 to "))
    }

    @Test func `limits of slowness are the quantiles of the history`() throws {
        var search = SlowLimitSearch()
        #expect(search.limits.isEmpty)
        for milliseconds in 1...1_000 {
            var tally = LatencyTally()
            tally.add(milliseconds: Double(milliseconds))
            search.add(tally)
        }
        let limits = search.limits
        for (metric, exact) in [(JudgedMetric.p50, 500.0), (.p95, 950), (.p99, 990)] {
            let limit = try #require(limits[metric])
            #expect((exact / 1.06...exact).contains(limit))
        }
        #expect(limits[.errors] == nil)
    }

    @Test func `a rehearsal comes back from its stored form, which is small`() throws {
        let rehearsal = JudgeRehearsal.rehearse(on: history())
        let stored = try JSONEncoder().encode(rehearsal)
        #expect(stored.count < 3_000)
        let back = try JSONDecoder().decode(JudgeRehearsal.self, from: stored)
        #expect(back == rehearsal)
    }

    @Test func `the judge is set by what was found`() {
        let rehearsal = JudgeRehearsal.rehearse(on: history())
        let calibration = rehearsal.calibration(from: "14:00 to 14:30 today")
        #expect(
            calibration.basis
                == .rehearsed(on: "14:00 to 14:30 today", fakeReleases: 4, seconds: 1_800)
        )
        #expect(calibration.terms(of: .errorShare).blockSeconds == 1)
        #expect(calibration.terms(of: .p99Share).blockSeconds == 5)
    }

    /// Fifty requests of 20 ms, some of them of 500 ms instead.
    private func tally(slow: Int) -> LatencyTally {
        var tally = LatencyTally()
        tally.add(milliseconds: 20, count: 50 - slow)
        tally.add(milliseconds: 500, count: slow)
        return tally
    }
}
