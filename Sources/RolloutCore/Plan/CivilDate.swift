/// A day of the calendar, without a place: what stands on the wall, not a moment.
///
/// Gregorian throughout; cron lines and the dates of freeze windows are made of it.
package struct CivilDate: Sendable, Hashable {
    /// The year, 1970 through 9999.
    package let year: Int
    /// The month, 1 through 12.
    package let month: Int
    /// The day of the month, from 1.
    package let day: Int

    /// A day that exists; nil for one that does not, such as 29 February 2027.
    package init?(year: Int, month: Int, day: Int) {
        guard (1_970...9_999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, in: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day so many days after 1 January 1970, which is number 0.
    package init(number: Int) {
        var year = 1_970 + number / 366
        while Self.daysBefore(year: year + 1) <= number { year += 1 }
        while Self.daysBefore(year: year) > number { year -= 1 }
        var rest = number - Self.daysBefore(year: year)
        var month = 1
        while rest >= Self.length(ofMonth: month, in: year) {
            rest -= Self.length(ofMonth: month, in: year)
            month += 1
        }
        self.year = year
        self.month = month
        day = rest + 1
    }

    /// Days since 1 January 1970.
    package var number: Int {
        let months = (1..<month).reduce(0) { $0 + Self.length(ofMonth: $1, in: year) }
        return Self.daysBefore(year: year) + months + day - 1
    }

    /// The day of the week as cron counts it: 0 for Sunday through 6 for Saturday.
    package var weekday: Int {
        // 1 January 1970 was a Thursday.
        ((number + 4) % 7 + 7) % 7
    }

    /// Days from 1 January 1970 to 1 January of the year.
    private static func daysBefore(year: Int) -> Int {
        let past = year - 1
        return 365 * past + past / 4 - past / 100 + past / 400 - 719_162
    }

    /// Days of a month; February has 29 in leap years.
    package static func length(ofMonth month: Int, in year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        default: 31
        }
    }
}

extension CivilDate: CustomStringConvertible {
    /// As in `2026-12-20`.
    package var description: String {
        [month, day].reduce("\(year)") { $0 + "-" + $1.withTwoDigits }
    }
}

extension Int {
    /// The number with a zero before it when it has one digit.
    var withTwoDigits: String { self < 10 ? "0\(self)" : "\(self)" }
}
