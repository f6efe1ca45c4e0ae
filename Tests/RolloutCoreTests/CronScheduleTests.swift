import Testing

@testable import RolloutCore

@Suite struct CronScheduleTests {
    private func days(_ line: String, of year: Int = 2_026, _ month: Int) throws -> [Int] {
        let schedule = try CronSchedule(line)
        return (1...CivilDate.length(ofMonth: month, in: year)).filter { day in
            CivilDate(year: year, month: month, day: day).map(schedule.begins) == true
        }
    }

    @Test(arguments: [
        ("0 18 * * *", [0], [18]), ("*/20 8-10 * * *", [0, 20, 40], [8, 9, 10]),
        ("5,1,3-4 0-23/6 * * *", [1, 3, 4, 5], [0, 6, 12, 18]),
        ("10-30/10  23\t* * *", [10, 20, 30], [23]),
    ])
    func `lists, ranges and steps give minutes and hours`(
        line: String,
        minutes: [Int],
        hours: [Int]
    ) throws {
        let schedule = try CronSchedule(line)
        #expect(schedule.minutes == minutes)
        #expect(schedule.hours == hours)
    }

    @Test(arguments: ["0 0 * * 0", "0 0 * * 7", "0 0 * * SUN", "0 0 * * sun", "0 0 * * 7-7"])
    func `Sunday is 0, 7 and SUN`(line: String) throws {
        #expect(try days(line, 11) == [1, 8, 15, 22, 29])
    }

    @Test(arguments: ["0 0 * * FRI-SUN", "0 0 * * 5-7", "0 0 * * 0,5,6", "0 0 * * SUN,FRI-SAT"])
    func `a weekend may run through Sunday`(line: String) throws {
        #expect(try days(line, 11) == [1, 6, 7, 8, 13, 14, 15, 20, 21, 22, 27, 28, 29])
    }

    @Test func `names of months are months`() throws {
        #expect(try days("0 0 1 DEC,jan *", 12) == [1])
        #expect(try days("0 0 1 DEC,jan *", 11).isEmpty)
    }

    @Test func `either day is enough where both are restricted`() throws {
        #expect(try days("0 0 13 * FRI", 11) == [6, 13, 20, 27])
        #expect(try days("0 0 1 * MON", 12) == [1, 7, 14, 21, 28])
    }

    @Test func `both days are needed where one begins with a star`() throws {
        #expect(try days("0 0 */2 * MON", 11) == [9, 23])
        #expect(try days("0 0 1-7 * *", 11) == [1, 2, 3, 4, 5, 6, 7])
        #expect(try days("0 0 1-7 * */3", 11) == [1, 4, 7])
    }

    @Test func `the last days of a month come where they exist`() throws {
        #expect(try days("0 0 31 * *", 11).isEmpty)
        #expect(try days("0 0 31 * *", 12) == [31])
        #expect(try days("0 0 29 2 *", of: 2_028, 2) == [29])
        #expect(try days("0 0 29 2 *", of: 2_027, 2).isEmpty)
    }

    @Test(arguments: [
        ("0 18 * *", "`0 18 * *` has 4 fields."), ("@weekly", "`@weekly` has 1 fields."),
        ("60 * * * *", "`60` is no minute."), ("* 24 * * *", "`24` is no hour."),
        ("* * 0 * *", "`0` is no day of the month."), ("* * * 13 *", "`13` is no month."),
        ("* * * * 8", "`8` is no weekday."), ("* * * * FRX", "`FRX` is no weekday."),
        ("*/0 * * * *", "`*/0` is no minute."), ("1,, * * * *", "`` is no minute."),
        ("1-2-3 * * * *", "`1-2-3` is no minute."), ("-1 * * * *", "`-1` is no minute."),
        ("5/10 * * * *", "has a step behind a single value."),
        ("* 22-6 * * *", "the hour `22-6` runs backwards."),
        ("0 0 30 2 *", "`0 0 30 2 *` never comes"), ("0 0 31 4,6 *", "never comes"),
    ])
    func `what is wrong is said`(line: String, words: String) throws {
        let problem = #expect(throws: CronProblem.self) { try CronSchedule(line) }
        #expect(problem?.sentence.contains(words) == true, "\(problem?.sentence ?? "")")
    }

    @Test func `a day that never comes does no harm beside a weekday`() throws {
        #expect(try days("0 0 30 2 MON", of: 2_027, 2) == [1, 8, 15, 22])
    }
}
