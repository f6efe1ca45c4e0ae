/// A day, or a day and a time of it, without a zone: `2026-12-20 18:00`, `2026-12-20`.
///
/// Gregorian. A day alone is the whole of it.
struct DateText {
    /// As a plan keeps it, with one space before the time.
    let text: String
    private let day: String
    private let time: String?

    /// Reads a date; nil when there is no such day or time.
    init?(_ text: String) {
        guard
            let match = text.wholeMatch(
                of: #/(([0-9]{4})-([0-9]{2})-([0-9]{2}))([ T](([0-9]{2}):([0-9]{2})))?/#
            ), let year = Int(match.2), let month = Int(match.3), let number = Int(match.4),
            year >= 1970, (1...12).contains(month), number >= 1,
            number <= Self.days(in: month, of: year)
        else { return nil }
        if let hour = match.7.flatMap({ Int($0) }), let minute = match.8.flatMap({ Int($0) }) {
            guard hour <= 23, minute <= 59 else { return nil }
        }
        day = String(match.1)
        time = match.6.map(String.init)
        self.text = time.map { "\(match.1) \($0)" } ?? day
    }

    /// Whether something that begins at `start` is over, or not yet there, at this end.
    func isEnd(before start: DateText) -> Bool {
        day + " " + (time ?? "24:00") <= start.day + " " + (start.time ?? "00:00")
    }

    /// Days in a month, 1 through 12.
    static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2:
            let isLeap = year.isMultiple(of: 4) && !year.isMultiple(of: 100)
            return isLeap || year.isMultiple(of: 400) ? 29 : 28
        case 4, 6, 9, 11: return 30
        default: return 31
        }
    }
}
