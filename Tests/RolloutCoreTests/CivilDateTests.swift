import Testing

@testable import RolloutCore

@Suite struct CivilDateTests {
    @Test func `every day from 1970 to 2110 has the number after the day before`() throws {
        var (number, weekday) = (0, 4)
        for year in 1_970...2_110 {
            for month in 1...12 {
                for day in 1...CivilDate.length(ofMonth: month, in: year) {
                    let date = try #require(CivilDate(year: year, month: month, day: day))
                    guard date.number == number, CivilDate(number: number) == date,
                        date.weekday == weekday
                    else {
                        Issue.record("\(date) is \(date.number), not \(number)")
                        return
                    }
                    number += 1
                    weekday = (weekday + 1) % 7
                }
            }
        }
        #expect(number == 51_499)
    }

    @Test func `days that do not exist are none`() {
        #expect(CivilDate(year: 2_027, month: 2, day: 29) == nil)
        #expect(CivilDate(year: 2_100, month: 2, day: 29) == nil)
        #expect(CivilDate(year: 2_028, month: 2, day: 29) != nil)
        #expect(CivilDate(year: 2_026, month: 13, day: 1) == nil)
        #expect(CivilDate(year: 2_026, month: 4, day: 31) == nil)
    }

    @Test(arguments: ["2026-12-20 18:00", "2026-12-20T18:00"])
    func `a date with its time is read and written`(text: String) throws {
        let time = try #require(CivilTime(text))
        #expect(time.minute == 1_080)
        #expect(time.description == "2026-12-20 18:00")
        #expect(CivilTime(shownSeconds: time.shownSeconds) == time)
    }

    @Test func `a day alone has no time`() {
        #expect(CivilTime("2026-12-20")?.minute == nil)
        #expect(CivilTime("2026-12-20")?.description == "2026-12-20")
    }

    @Test(arguments: [
        "", "2026-12", "2026-12-20 24:00", "2026-12-20 18:60", "2026-2-3", "2026-02-30", "today",
        "2026-12-20 18", "2026-12-20 18:00 UTC", "2026-12-20  18:00", "-026-12-20",
    ])
    func `anything else is no time`(text: String) {
        #expect(CivilTime(text) == nil)
    }
}
