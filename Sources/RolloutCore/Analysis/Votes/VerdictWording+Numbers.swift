/// How the numbers of a verdict are written.
extension VerdictWording {
    /// A share as a percentage of two or three digits: `5%`, `2.1%`, `12.5%`, `0.05%`.
    static func percent(_ share: Double) -> String {
        let value = share * 100
        return (value < 10 ? number(value) : value.formatted(digits: 1, trimmed: true)) + "%"
    }

    /// A multiple: `1.35x`, `2.1x`, `16x`.
    static func times(_ ratio: Double) -> String {
        multiple(ratio) + "x"
    }

    /// The number of a multiple: below 2 every hundredth counts.
    static func multiple(_ ratio: Double) -> String {
        (1..<2).contains(ratio) ? ratio.formatted(digits: 2, trimmed: true) : number(ratio)
    }

    /// About two digits below 10 and whole above, without trailing zeros.
    static func number(_ value: Double) -> String {
        let digits =
            switch value.magnitude {
            case 0: 0
            case ..<0.001: 6
            case ..<0.01: 4
            case ..<0.1: 3
            case ..<1: 2
            case ..<10: 1
            default: 0
            }
        return value.formatted(digits: digits, trimmed: true)
    }

    /// Odds of so much to one, as far as anybody cares.
    static func odds(_ evidence: Double) -> String {
        evidence > 1_000_000 ? "more than 1,000,000:1" : number(evidence) + ":1"
    }

    /// In how many rollouts odds happen once, rounded down to two digits.
    static func rollouts(_ evidence: Double) -> String {
        var scale = 1
        let whole = Int(min(max(evidence, 1), 1_000_000))
        while whole / scale >= 100 { scale *= 10 }
        return (whole / scale * scale).grouped
    }

    /// A length of time from whole seconds.
    static func spoken(_ seconds: Int) -> String {
        Duration.seconds(max(0, seconds)).spoken
    }

    /// A latency as an operator says it.
    static func milliseconds(_ value: Double) -> String {
        value >= 10_000 ? number(value / 1_000) + " s" : number(value) + " ms"
    }

    /// A count as a whole number.
    static func whole(_ count: Double) -> String {
        Int(min(max(count, 0), 9e15).rounded()).grouped
    }

    /// A count with its noun, `1 request`, `11 requests`.
    static func counted(_ count: Double, _ noun: String) -> String {
        whole(count) + " " + noun + (whole(count) == "1" ? "" : "s")
    }
}
