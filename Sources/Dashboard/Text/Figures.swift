import RolloutCore

/// How numbers of a criterion are written in tables, charts and sentences of the screen.
enum Figures {
    /// What stands for a number nobody knows.
    static let unknown = "-"

    /// A value with its unit where the unit is short enough for a table: `398 ms`, `0.24%`.
    static func value(_ value: Double?, unit: String) -> String {
        guard let value, value.isFinite else { return unknown }
        return value.shown(in: unit)
    }

    /// A range in one unit that is said once: `490–566 ms`, or `≥ 490 ms` without an upper end.
    static func range(_ estimate: Estimate, unit: String) -> String {
        guard let upper = estimate.upper else { return "≥ " + value(estimate.lower, unit: unit) }
        let lower = value(estimate.lower, unit: unit)
        let top = value(upper, unit: unit)
        for end in ["%", " ms"] where lower.hasSuffix(end) && top.hasSuffix(end) {
            return "\(lower.dropLast(end.count))–\(top)"
        }
        return "\(lower)–\(top)"
    }

    /// A range of plain numbers.
    static func range(_ estimate: Estimate, _ shown: (Double) -> String) -> String {
        guard let upper = estimate.upper else { return "≥ \(shown(estimate.lower))" }
        return "\(shown(estimate.lower))–\(shown(upper))"
    }

    /// A limit as the table shows it; nil is a criterion without a limit that can be said.
    static func limit(_ limit: Double?, unit: String) -> String {
        guard let limit else { return unknown }
        return "≤ " + value(limit, unit: unit)
    }

    /// The canary against stable: in points for shares, else in percent of stable's value.
    static func change(canary: Double?, stable: Double?, unit: String) -> String {
        guard let canary, let stable, canary.isFinite, stable.isFinite else { return unknown }
        if unit == "%" { return signed(canary - stable, digits: 2) + " pt" }
        guard stable > 0 else { return unknown }
        return signed((canary - stable) / stable * 100, digits: 1) + "%"
    }

    /// How much of a limit is used: `113%`; nothing known is `-`.
    static func used(_ share: Double?) -> String {
        guard let share, share.isFinite else { return unknown }
        let percent = share * 100
        return percent >= 1_000 ? ">999%" : percent.formatted(digits: 0) + "%"
    }

    /// `1 instance`, `4 instances`.
    static func count(_ number: Int, _ noun: String) -> String {
        "\(number.grouped) \(noun)" + (number == 1 ? "" : "s")
    }

    private static func signed(_ value: Double, digits: Int) -> String {
        let text = value.formatted(digits: digits)
        return value >= 0 && !text.hasPrefix("-") ? "+" + text : text
    }
}
