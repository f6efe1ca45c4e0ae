/// How far one level is from what it usually does, as facts for a person.
package struct ExcursionFinding: Sendable, Hashable, Codable {
    /// How unusual it is.
    package let level: ExcursionLevel
    /// The last value read.
    package let value: Double?
    /// Where it stood before the release.
    package let reference: Double
    /// How long the excursion that leads has lasted; zero without one.
    @InMicroseconds package var lasted: Duration
    /// The spans of the history it is compared with; they overlap.
    package let comparable: Int
    /// How long each of them is.
    @InMicroseconds package var span: Duration
    /// How many of them had an excursion as large; nil when more than the 2% that are kept.
    package let asLarge: Int?
    /// Whether the leading sum is one of the two that gather small deviations over a long time.
    package let isSlow: Bool
    /// Whether the release takes longer than the spans it is compared with.
    package let isBeyondPlan: Bool
}

extension ExcursionWatch {
    /// The facts behind ``level``, of the sum that is nearest to or furthest above its limit.
    package var finding: ExcursionFinding {
        let leading =
            sums.indices.max {
                sums[$0].value / sums[$0].hold < sums[$1].value / sums[$1].hold
            } ?? 0
        let sum = sums[leading]
        let highest = calibration.members[leading].highest
        let asLarge = highest.prefix { $0 >= sum.value }.count
        let isKept = asLarge < highest.count || calibration.releases == highest.count
        return ExcursionFinding(
            level: level,
            value: last,
            reference: reference,
            lasted: sum.value > 0 ? calibration.windows.span(of: blocks - sum.since + 1) : .zero,
            comparable: calibration.releases,
            span: calibration.windows.span(of: calibration.windows.release),
            asLarge: isKept ? asLarge : nil,
            isSlow: leading < sums.count / 2,
            isBeyondPlan: isBeyondPlan
        )
    }
}

extension ExcursionFinding {
    /// One sentence for the metric: what it is, what it was, for how long, how often before.
    ///
    /// It says what was seen in the history, never that the release is to blame or in order.
    package func sentence(of metric: MetricName, unit: String) -> String {
        "\(metric): " + words(unit: unit)
    }

    /// The same without the metric's name, where that stands already.
    package func words(unit: String) -> String {
        guard level != .unmeasured, let value else {
            return "nothing read; that is no sign of calm"
        }
        let levels = "\(value.told(in: unit)), \(reference.told(in: unit)) before the release"
        guard level >= .hold else { return "\(levels); \(comparison)" }
        return "\(levels), for \(lasted.spoken): \(rank)\(beyond)"
    }

    /// How it compares with the history, without the values.
    var comparison: String {
        switch level {
        case .calm: "within what \(spans(comparable)) show"
        case .unmeasured: "nothing measured, which is no sign of calm"
        case .hold, .rollback: "\(rank), for \(lasted.spoken)\(beyond)"
        }
    }

    private var rank: String {
        let higher = isSlow ? "longer higher " : "higher "
        return switch asLarge {
        case 0: higher + "than in any of \(spans(comparable))"
        case let count?: higher + "than in all but \(count.grouped) of \(spans(comparable))"
        case nil: higher + "than usual in \(spans(comparable))"
        }
    }

    private var beyond: String {
        isBeyondPlan ? "; the release takes longer than those did" : ""
    }

    private func spans(_ count: Int) -> String {
        span == .seconds(3_600)
            ? "\(count.grouped) comparable hours"
            : "\(count.grouped) comparable spans of \(span.spoken)"
    }
}
