/// What a clock on the wall shows: a day and, mostly, a time of it.
///
/// Which moment that is depends on the zone; on two days of a year some are shown twice, or never.
package struct CivilTime: Sendable, Hashable {
    /// The day.
    package let date: CivilDate
    /// Minutes since midnight, 0 through 1439; nil when only the day was written.
    package let minute: Int?

    /// The minute of a day, 0 through 1439.
    package init(_ date: CivilDate, minute: Int) {
        self.date = date
        self.minute = minute
    }

    /// What a shown clock stands for, in seconds since 1 January 1970, as if it were UTC.
    package init(shownSeconds seconds: Int64) {
        let minutes = Int((seconds - (seconds % 60 + 60) % 60) / 60)
        let minute = (minutes % 1_440 + 1_440) % 1_440
        date = CivilDate(number: (minutes - minute) / 1_440)
        self.minute = minute
    }

    /// Reads `2026-12-20 18:00`, `2026-12-20T18:00` or `2026-12-20`; nil for anything else, and for
    /// a day or time that does not exist.
    package init?(_ text: String) {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }
        guard parts.count <= 2,
            let day = parts.first.flatMap({ Self.numbers($0, "-", [4, 2, 2]) }),
            let date = CivilDate(year: day[0], month: day[1], day: day[2])
        else { return nil }
        self.date = date
        guard parts.count == 2 else {
            minute = nil
            return
        }
        guard let time = Self.numbers(parts[1], ":", [2, 2]), time[0] < 24, time[1] < 60 else {
            return nil
        }
        minute = time[0] * 60 + time[1]
    }

    /// What the clock shows at the beginning, in seconds since 1 January 1970 as if it were UTC.
    package var shownSeconds: Int64 {
        Int64(date.number) * 86_400 + Int64(minute ?? 0) * 60
    }

    /// Reads numbers of fixed lengths with a separator between them.
    private static func numbers(
        _ text: Substring,
        _ separator: Character,
        _ lengths: [Int]
    ) -> [Int]? {
        let words = text.split(separator: separator, omittingEmptySubsequences: false)
        guard words.map(\.count) == lengths,
            words.allSatisfy({ $0.allSatisfy { $0.isASCII && $0.isNumber } })
        else { return nil }
        return words.compactMap { Int($0) }
    }
}

extension CivilTime: CustomStringConvertible {
    /// As in `2026-12-20 18:00`.
    package var description: String {
        guard let minute else { return date.description }
        return "\(date) \((minute / 60).withTwoDigits):\((minute % 60).withTwoDigits)"
    }
}
