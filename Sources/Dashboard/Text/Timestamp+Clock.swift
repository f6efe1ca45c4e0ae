import RolloutCore

extension Timestamp {
    /// The time of day in UTC, `14:03:27`; screens that show it end it with `Z` once.
    var clock: String {
        let second = ((secondsSinceEpoch % 86_400) + 86_400) % 86_400
        return [second / 3_600, second / 60 % 60, second % 60].map(\.twoDigits)
            .joined(separator: ":")
    }

    /// The calendar day in UTC, `2026-11-23`.
    ///
    /// By the days-from-civil method: years begin in March, so that the leap day is the last.
    var day: String {
        let days = Int64((Double(secondsSinceEpoch) / 86_400).rounded(.down)) + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let dayOfMonth = dayOfYear - (153 * shifted + 2) / 5 + 1
        return "\(year)-\(month.twoDigits)-\(dayOfMonth.twoDigits)"
    }

    private var secondsSinceEpoch: Int64 { second.microseconds / 1_000_000 }
}

extension Duration {
    /// As a clock that runs: `04:12`, `1:02:03`; less than nothing is `00:00`.
    ///
    /// Whole seconds are cut, not rounded, so that a count down ends at `00:00`.
    var clock: String {
        let seconds = max(0, wholeMicroseconds / 1_000_000)
        let rest = [seconds / 60 % 60, seconds % 60].map(\.twoDigits).joined(separator: ":")
        return seconds >= 3_600 ? "\(seconds / 3_600):\(rest)" : rest
    }

    /// How long a picture or an instance is old: `0.8 s`, `13 m`, `6 d`; one unit only.
    var age: String {
        let seconds = max(0, inSeconds)
        switch seconds {
        case ..<10: return seconds.formatted(digits: 1) + " s"
        case ..<60: return "\(Int(seconds)) s"
        case ..<3_600: return "\(Int(seconds) / 60) m"
        case ..<86_400: return "\(Int(seconds) / 3_600) h"
        default: return "\(Int(seconds) / 86_400) d"
        }
    }
}

extension BinaryInteger {
    fileprivate var twoDigits: String { (self < 10 ? "0" : "") + String(self) }
}
