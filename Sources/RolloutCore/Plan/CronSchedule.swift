/// When something begins again and again: the five fields of a `cron` line.
///
/// Understands what crontab(5) does: numbers, names of months and weekdays, lists, ranges, steps
/// behind `*` or a range, and Sunday as 0 and as 7. Of which zone its times are is not its matter.
package struct CronSchedule: Sendable, Hashable {
    /// Minutes of an hour at which it begins, rising.
    package let minutes: [Int]
    /// Hours of a day at which it begins, rising.
    package let hours: [Int]
    /// Whether the hour is left open, so that it follows the clock through a change of daylight
    /// saving: what is skipped does not begin, and what comes twice begins twice.
    package let hasAnyHour: Bool
    private let days: CronField
    private let months: CronField
    private let weekdays: CronField

    /// Reads a line such as `0 18 * * FRI`.
    ///
    /// - Throws: what is wrong with it, in a sentence; a line that never comes is wrong as well.
    package init(_ line: String) throws(CronProblem) {
        let words = line.split { $0 == " " || $0 == "\t" }.map(String.init)
        guard words.count == 5 else {
            throw CronProblem(
                "`\(line)` has \(words.count) fields. Write five: minute, hour, day of the month, "
                    + "month, weekday, as in `0 18 * * FRI`."
            )
        }
        minutes = try CronField(words[0], .minute).values
        let hour = try CronField(words[1], .hour)
        hours = hour.values
        hasAnyHour = hour.isOpen
        days = try CronField(words[2], .day)
        months = try CronField(words[3], .month)
        weekdays = try CronField(words[4], .weekday)
        guard comes else {
            throw CronProblem(
                "`\(line)` never comes: no month it names has such a day. Correct the day of the "
                    + "month or the month."
            )
        }
    }

    /// Whether it begins on that day, at the times of its other two fields.
    ///
    /// Where day of the month and weekday are both restricted, either is enough, as crontab(5) has
    /// it; a field that begins with `*` restricts nothing in that sense.
    package func begins(on date: CivilDate) -> Bool {
        guard months.contains(date.month) else { return false }
        let isDay = days.contains(date.day)
        let isWeekday = weekdays.contains(date.weekday)
        return days.isOpen || weekdays.isOpen ? isDay && isWeekday : isDay || isWeekday
    }

    private var comes: Bool {
        let isByWeekday = !days.isOpen && !weekdays.isOpen
        // 2028 is a leap year: every day of the month that ever comes is in it.
        let longest = months.values.map { CivilDate.length(ofMonth: $0, in: 2_028) }.max() ?? 0
        return isByWeekday || days.values.contains { $0 <= longest }
    }
}

/// Why a `cron` line cannot be understood.
package struct CronProblem: Error, Sendable, Hashable {
    /// What is wrong and how it is written right; one or two sentences.
    package let sentence: String

    init(_ sentence: String) { self.sentence = sentence }
}
