import Foundation
import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct ClockTests {
    /// 2026-11-23 08:05:59 UTC.
    private let moment = Timestamp(seconds: 1_795_421_159)

    @Test func `a moment of today is told by its time`() throws {
        let zone = try #require(TimeZone(secondsFromGMT: 3_600))
        #expect(moment.clock(now: moment + .seconds(60), in: zone) == "09:05")
    }

    @Test func `a moment of another day is told with its date`() throws {
        let zone = try #require(TimeZone(secondsFromGMT: -9 * 3_600))
        #expect(moment.clock(now: moment + .seconds(86_400), in: zone) == "2026-11-22 23:05")
    }
}
