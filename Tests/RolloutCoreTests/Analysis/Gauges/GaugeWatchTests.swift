import Foundation
import Testing

@testable import RolloutCore

@Suite struct GaugeWatchTests {
    private func watch() throws -> GaugeWatch {
        let history = wanderingLevel()
        let calibration = try ExcursionCalibration(
            history: history,
            windows: ExcursionWindows(release: .seconds(3_600))
        )
        let excursion = try ExcursionWatch(calibration, before: history)
        return GaugeWatch(metric: .connections, excursion: excursion, hasLimit: true)
    }

    private func at(_ seconds: Int) -> Timestamp { Timestamp(seconds: Int64(seconds)) }

    @Test func `readings once a second become the finding of their blocks`() throws {
        var watch = try watch()
        for second in 0..<120 { watch.add(190, limit: 200, at: at(second)) }
        #expect(watch.finding.excursion == .rollback)
        #expect(watch.finding.capacity == .near(share: 0.95))
        let action = Corroboration().action([watch.finding], splitEvidence: 1)
        #expect(action == .rollBack([.connections], because: .capacity))
    }

    @Test func `ten readings a second make the same finding as one`() throws {
        var slow = try watch()
        var quick = slow
        for second in 0..<300 {
            let level = 40 + Double(second / 3)
            slow.add(level, limit: 200, at: at(second))
            for tenth in 0..<10 {
                let moment = at(second) + .milliseconds(100 * tenth)
                quick.add(level, limit: 200, at: moment)
            }
        }
        #expect(quick.finding == slow.finding)
        #expect(quick.excursion == slow.excursion)
    }

    @Test func `a source that falls silent is not measured after three blocks`() throws {
        var watch = try watch()
        for second in 0..<60 { watch.add(40, limit: 200, at: at(second)) }
        #expect(watch.finding.excursion == .calm)
        watch.pass(to: at(89))
        #expect(watch.finding.excursion == .calm)
        watch.pass(to: at(90))
        #expect(watch.finding.excursion == .unmeasured)
        #expect(watch.finding.capacity == .unmeasured)
    }

    @Test func `without a calibration the limit is still watched`() {
        var watch = GaugeWatch(metric: .connections, excursion: nil, hasLimit: true)
        for second in 0..<40 { watch.add(199, limit: 200, at: at(second)) }
        #expect(watch.finding.excursion == nil)
        #expect(watch.finding.capacity?.isBreach == true)
    }

    @Test func `a level that drops, as after a purge, is calm`() throws {
        var watch = try watch()
        for second in 0..<300 { watch.add(second < 100 ? 40 : 0, limit: 200, at: at(second)) }
        #expect(watch.finding.excursion == .calm)
        #expect(watch.finding.capacity == .calm)
    }
}
