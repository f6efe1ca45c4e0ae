import RolloutCore

/// What a column of a CSV file, or a key of a JSON line, holds.
enum CountField: Hashable, Sendable {
    case second
    case group
    case slice
    case weight
    case requests
    case errors
    /// Requests that took at most so many milliseconds.
    case latency(Double)

    /// The names that every file may have; `le_` and a number of milliseconds comes beside them.
    static let names = ["second", "group", "requests", "errors", "weight", "slice"]

    /// The column of that name; nil when there is none.
    init?(column name: String) {
        if name.hasPrefix("le_") {
            guard let bound = Self.bound(name.dropFirst(3)) else { return nil }
            self = .latency(bound)
            return
        }
        switch name {
        case "second": self = .second
        case "group": self = .group
        case "slice": self = .slice
        case "weight": self = .weight
        case "requests": self = .requests
        case "errors": self = .errors
        default: return nil
        }
    }

    /// Milliseconds above 0, or `inf`.
    static func bound(_ text: some StringProtocol) -> Double? {
        if text == "inf" || text == "+Inf" { return .infinity }
        return text.decimal.flatMap { $0 > 0 ? $0 : nil }
    }

    /// What to say of a name that is none of ours.
    static func unknown(_ name: String) -> String {
        let word = names.nearest(to: name).map { " Write `\($0)`, or remove it." }
        return "`\(name)` is not known." + (word ?? " There are \(names.spokenNames) and le_50.")
    }
}

extension [String] {
    fileprivate var spokenNames: String { map { "`\($0)`" }.joined(separator: ", ") }
}
