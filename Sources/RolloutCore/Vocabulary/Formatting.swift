extension Double {
    /// The value divided by `divisor`, for display units.
    package func scaled(by divisor: Double) -> Double { self / divisor }

    /// The number with a fixed count of decimals, rounded half away from zero.
    ///
    /// The core has no Foundation and evidence sentences are journaled, so their numbers are
    /// written here, the same on every host. With `trimmed`, trailing zeros are left out.
    /// Not finite, or beyond ±9e15, is written as `?`, because such a number explains nothing.
    package func formatted(digits: Int, trimmed: Bool = false) -> String {
        guard isFinite, magnitude < 9e15 else { return "?" }
        var scale = 1.0
        for _ in 0..<digits { scale *= 10 }
        let scaled = (magnitude * scale).rounded()
        guard scaled < 9e18 else { return "?" }
        let whole = Int64(scaled) / Int64(scale)
        let fraction = Int64(scaled) % Int64(scale)
        let sign = self < 0 && scaled > 0 ? "-" : ""
        guard digits > 0 else { return sign + whole.grouped }
        var decimals = String(fraction)
        decimals = String(repeating: "0", count: digits - decimals.count) + decimals
        if trimmed {
            while decimals.hasSuffix("0") { decimals.removeLast() }
        }
        return sign + whole.grouped + (decimals.isEmpty ? "" : "." + decimals)
    }
}

extension BinaryInteger {
    /// The number with a comma between thousands, as the screens show counts.
    package var grouped: String {
        let digits = String(magnitude)
        var result = ""
        for (offset, digit) in digits.enumerated() {
            if offset > 0, (digits.count - offset) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return (self < 0 ? "-" : "") + result
    }
}

extension Duration {
    /// The length as an operator says it, two units at most: `40 ms`, `4.2 s`, `6 m 10 s`, `2 h`.
    package var spoken: String {
        let micros = wholeMicroseconds
        if micros < 0 { return "-" + (Duration.zero - self).spoken }
        if micros < 999_500 { return "\((micros + 500) / 1_000) ms" }
        if micros < 10_000_000 {
            return (Double(micros) / 1_000_000).formatted(digits: 1, trimmed: true) + " s"
        }
        let seconds = (micros + 500_000) / 1_000_000
        if seconds < 60 { return "\(seconds) s" }
        if seconds < 3_600 { return Self.pair(seconds / 60, "m", seconds % 60, "s") }
        if seconds < 86_400 { return Self.pair(seconds / 3_600, "h", seconds % 3_600 / 60, "m") }
        return Self.pair(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h")
    }

    private static func pair(
        _ big: Int64,
        _ unit: String,
        _ small: Int64,
        _ less: String
    )
        -> String
    {
        small == 0 ? "\(big) \(unit)" : "\(big) \(unit) \(small) \(less)"
    }
}

extension Sequence<String> {
    /// The words as one list in a sentence: `a`, `a and b`, `a, b and c`.
    package var spokenList: String {
        let words = Array(self)
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " and " + last
    }
}
