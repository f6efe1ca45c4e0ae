import RolloutCore

extension Timestamp {
    /// The time of day in UTC, `14:03:27`.
    var clock: String {
        let second = Int(((wholeSeconds % 86_400) + 86_400) % 86_400)
        return [second / 3_600, second / 60 % 60, second % 60].map(\.twoDigits)
            .joined(separator: ":")
    }

    /// The time of day to a tenth of a second, `14:03:27.4`.
    var clockWithTenths: String {
        let rest = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
        return "\(clock).\(rest / 100_000)"
    }

    /// The day in UTC, `2026-11-23`.
    var day: String {
        let days = wholeSeconds >= 0 ? wholeSeconds / 86_400 : (wholeSeconds - 86_399) / 86_400
        return CivilDate(number: Int(max(0, days))).description
    }

    /// Day and time in UTC, `2026-11-23 14:03:27 UTC`.
    var dayAndTime: String { "\(day) \(clock) UTC" }

    /// As machines read it, `2026-11-23T14:03:27Z`.
    var machine: String { "\(day)T\(clock)Z" }

    private var wholeSeconds: Int64 { second.microseconds / 1_000_000 }
}

extension BinaryInteger {
    /// The number in two digits, `07`.
    var twoDigits: String { (self < 10 ? "0" : "") + String(self) }
}

extension Duration {
    /// How much of `whole` it is, 0 through 1; 0 of nothing.
    func share(of whole: Duration) -> Double {
        let all = whole.inSeconds
        return all > 0 ? min(1, max(0, inSeconds / all)) : 0
    }
}
