extension Double {
    /// The value in its unit as tables, charts and evidence sentences show it: `398 ms`, `0.24%`,
    /// `35.0 MiB`, `1,204`.
    ///
    /// Latencies and shares have decimals while they are below 10. Bytes go by 1,024, all else
    /// that counts 100,000 or more by 1,000 (`123k`, `36.7M`), to three digits. Units that are
    /// nouns, such as `jobs`, are not part of it; ``told(in:)`` adds them. Not finite is `?`.
    ///
    /// The unit is that of a ``Measure``: `%`, `ms`, `bytes`, or what the plan says. Trailing zeros
    /// are left out when `trimmed`, as in sentences; columns keep them.
    package func shown(in unit: String, trimmed: Bool = false) -> String {
        switch unit {
        case "%": return formatted(digits: magnitude < 10 ? 2 : 1, trimmed: trimmed) + "%"
        case "ms": return formatted(digits: magnitude < 10 ? 1 : 0, trimmed: trimmed) + " ms"
        case "bytes", "B":
            return scaled(from: 1_024, by: 1_024, [" B", " KiB", " MiB", " GiB", " TiB"], trimmed)
        default: return scaled(from: 100_000, by: 1_000, ["", "k", "M", "G", "T"], trimmed)
        }
    }

    /// The value in a sentence, with its unit whatever that is: `1,204 jobs`, `35 MiB`.
    package func told(in unit: String) -> String {
        let number = shown(in: unit, trimmed: true)
        if ["%", "ms", "bytes", "B", ""].contains(unit) { return number }
        // Units are plurals in a plan: `jobs`, `connections`.
        return "\(number) " + (number == "1" && unit.hasSuffix("s") ? "\(unit.dropLast())" : unit)
    }

    /// Below `least` as it is, from there on with the greatest name that leaves 1 or more.
    private func scaled(
        from least: Double,
        by step: Double,
        _ names: [String],
        _ trimmed: Bool
    ) -> String {
        guard magnitude >= least else {
            let isWhole = self == rounded() || magnitude >= 100
            return formatted(digits: isWhole ? 0 : 1, trimmed: trimmed) + (names.first ?? "")
        }
        var rest = self
        var place = 0
        // Half a unit below the step is shown as the step, so it takes the next name already.
        while rest.magnitude >= step - 0.5, place + 1 < names.count {
            rest /= step
            place += 1
        }
        let digits = rest.magnitude < 9.995 ? 2 : rest.magnitude < 99.95 ? 1 : 0
        return rest.formatted(digits: digits, trimmed: trimmed) + names[place]
    }
}
