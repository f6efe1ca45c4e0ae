import Foundation
import RolloutCore
import TestSupport
import Testing

@testable import RolloutAdapters

/// Windows around changes of daylight saving; Berlin put its clocks forward on 2026-03-29 from
/// 02:00 to 03:00 (01:00 UTC) and back on 2026-10-25 from 03:00 to 02:00 (01:00 UTC).
@Suite struct FreezeCalendarTests {
    private func calendar(
        cron: String,
        minutes: Int,
        zone: String = "Europe/Berlin"
    ) throws -> FreezeCalendar {
        let lasts = InMicroseconds(wrappedValue: .seconds(minutes * 60))
        return try FreezeCalendar(
            FreezeWindow(name: "w", span: .cron(cron, lasts: lasts), timeZone: zone)
        )
    }

    private func calendar(
        _ from: String,
        _ to: String,
        zone: String = "Europe/Berlin"
    ) throws -> FreezeCalendar {
        try FreezeCalendar(
            FreezeWindow(name: "w", span: .dates(from: from, to: to), timeZone: zone)
        )
    }

    /// The moment of a time in UTC.
    private func utc(_ text: String) throws -> Int64 { try #require(CivilTime(text)).shownSeconds }

    private func words(_ calendar: FreezeCalendar, at text: String) throws -> String {
        func word(_ second: Int64?) -> String {
            second.map { CivilTime(shownSeconds: $0).description } ?? "never"
        }
        return switch calendar.state(at: try utc(text)) {
        case .on(let since, let until): "on \(word(since)) to \(word(until))"
        case .off(let next): "off, next \(word(next))"
        }
    }

    @Test func `a weekend lasts from Friday evening to Monday morning of its zone`() throws {
        let weekend = try calendar(cron: "0 18 * * FRI", minutes: 62 * 60)
        #expect(try words(weekend, at: "2026-11-27 16:59") == "off, next 2026-11-27 17:00")
        let on = "on 2026-11-27 17:00 to 2026-11-30 07:00"
        #expect(try words(weekend, at: "2026-11-27 17:00") == on)
        #expect(try words(weekend, at: "2026-11-30 06:59") == on)
        #expect(try words(weekend, at: "2026-11-30 07:00") == "off, next 2026-12-04 17:00")
    }

    @Test func `a window lasts its length through a change of the clock`() throws {
        let weekend = try calendar(cron: "0 18 * * SAT", minutes: 24 * 60)
        // 18:00 to 19:00 on the wall: the night had 23 hours.
        let spring = "on 2026-03-28 17:00 to 2026-03-29 17:00"
        #expect(try words(weekend, at: "2026-03-29 16:30") == spring)
        let autumn = "on 2026-10-24 16:00 to 2026-10-25 16:00"
        #expect(try words(weekend, at: "2026-10-25 15:30") == autumn)
    }

    @Test func `a time that the clock skips begins when it is put forward`() throws {
        let night = try calendar(cron: "30 2 * * *", minutes: 60)
        #expect(try words(night, at: "2026-03-28 12:00") == "off, next 2026-03-29 01:00")
        #expect(
            try words(night, at: "2026-03-29 01:59") == "on 2026-03-29 01:00 to 2026-03-29 02:00"
        )
        #expect(try words(night, at: "2026-03-29 02:00") == "off, next 2026-03-30 00:30")
    }

    @Test func `a time that the clock shows twice begins at the first`() throws {
        let night = try calendar(cron: "30 2 * * *", minutes: 30)
        #expect(try words(night, at: "2026-10-25 00:29") == "off, next 2026-10-25 00:30")
        #expect(
            try words(night, at: "2026-10-25 00:45") == "on 2026-10-25 00:30 to 2026-10-25 01:00"
        )
        #expect(try words(night, at: "2026-10-25 01:30") == "off, next 2026-10-26 01:30")
    }

    @Test func `an open hour follows the clock`() throws {
        let hourly = try calendar(cron: "30 * * * *", minutes: 10)
        #expect(
            try words(hourly, at: "2026-10-25 00:35") == "on 2026-10-25 00:30 to 2026-10-25 00:40"
        )
        #expect(try words(hourly, at: "2026-10-25 00:40") == "off, next 2026-10-25 01:30")
        #expect(try words(hourly, at: "2026-03-29 00:40") == "off, next 2026-03-29 01:30")
    }

    @Test func `windows without a gap between them are one`() throws {
        let day = try calendar(cron: "*/10 8-15 * * MON-FRI", minutes: 10, zone: "UTC")
        #expect(try words(day, at: "2026-11-23 12:34") == "on 2026-11-23 08:00 to 2026-11-23 16:00")
        let always = try calendar(cron: "0 * * * *", minutes: 61, zone: "UTC")
        #expect(try words(always, at: "2026-11-23 12:34").hasSuffix("to never"))
    }

    @Test func `days that are rare are found`() throws {
        let leap = try calendar(cron: "0 0 29 2 *", minutes: 60, zone: "UTC")
        #expect(try words(leap, at: "2026-11-23 12:00") == "off, next 2028-02-29 00:00")
        #expect(try words(leap, at: "2096-03-01 12:00") == "off, next 2104-02-29 00:00")
        let end = try calendar(cron: "0 0 31 * *", minutes: 60, zone: "UTC")
        #expect(try words(end, at: "2026-11-01 00:00") == "off, next 2026-12-31 00:00")
    }

    @Test func `dates are of their zone`() throws {
        let holidays = try calendar(
            "2026-12-20 18:00",
            "2027-01-04 08:00",
            zone: "America/New_York"
        )
        #expect(try words(holidays, at: "2026-12-20 22:59") == "off, next 2026-12-20 23:00")
        #expect(
            try words(holidays, at: "2027-01-04 12:59") == "on 2026-12-20 23:00 to 2027-01-04 13:00"
        )
        #expect(try words(holidays, at: "2027-01-04 13:00") == "off, next never")
    }

    @Test func `days without times are whole`() throws {
        let days = try calendar("2026-12-24", "2026-12-26", zone: "UTC")
        #expect(
            try words(days, at: "2026-12-26 23:59") == "on 2026-12-24 00:00 to 2026-12-27 00:00"
        )
    }

    @Test func `dates in a change of the clock take the longer stretch`() throws {
        let autumn = try calendar("2026-10-25 02:00", "2026-10-25 02:30")
        #expect(
            try words(autumn, at: "2026-10-25 01:00") == "on 2026-10-25 00:00 to 2026-10-25 01:30"
        )
        let spring = try calendar("2026-03-29 02:15", "2026-03-29 03:15")
        #expect(
            try words(spring, at: "2026-03-29 01:05") == "on 2026-03-29 01:00 to 2026-03-29 01:15"
        )
    }

    @Test func `what cannot be understood is said`() {
        #expect(throws: FreezeCalendar.Trouble.self) {
            try calendar(cron: "0 18 * * FRI", minutes: 1, zone: "Europe/Nowhere")
        }
        #expect(throws: FreezeCalendar.Trouble.self) { try calendar(cron: "0 18", minutes: 1) }
        #expect(throws: FreezeCalendar.Trouble.self) { try calendar("soon", "2026-12-26") }
        #expect(throws: FreezeCalendar.Trouble.self) { try calendar("2026-12-26", "2026-12-24") }
    }
}
