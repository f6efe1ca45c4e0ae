import RolloutCore

extension Duration {
    /// Units of the plan file, the longest first, in milliseconds.
    private static let units: [(name: String, milliseconds: Double)] = [
        ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
    ]

    /// Whole hours.
    static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }

    /// A length as plans spell it: `500ms`, `30s`, `1.5m`, `2h`, `1d`; a bare number is seconds.
    ///
    /// Nil for anything else and for a thousand days and more. Whole milliseconds.
    init?(spelled text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count)
        let scale = unit.isEmpty ? 1_000 : Self.units.first { $0.name == unit }?.milliseconds
        guard let scale, let number = String(digits).decimal else { return nil }
        let milliseconds = (number * scale).rounded()
        guard milliseconds < 86_400_000_000 else { return nil }
        self = .milliseconds(Int64(milliseconds))
    }

    /// The length in the largest unit that leaves a whole number, as plans spell it.
    var spelled: String {
        let milliseconds = wholeMicroseconds / 1_000
        let unit = Self.units.first { milliseconds.isMultiple(of: Int64($0.milliseconds)) }
        guard let unit, milliseconds != 0 else { return "0s" }
        return "\(milliseconds / Int64(unit.milliseconds))\(unit.name)"
    }
}

extension StringProtocol {
    /// The number that decimal digits with at most one point spell; no sign, exponent or `nan`.
    var decimal: Double? {
        guard let first, first.isNumber, allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") })
        else { return nil }
        return Double(self)
    }

    /// The text without the space between a number and its unit.
    var withoutTrailingSpace: SubSequence {
        last == " " ? dropLast() : self[...]
    }
}
