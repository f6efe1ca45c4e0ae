/// What the gauges of a release say together.
package enum GaugeAction: Sendable, Hashable, Codable {
    /// No gauge is unusual or near its limit.
    case calm
    /// Some gauges were not read and the rest are calm; no reason to advance.
    case unmeasured([MetricName])
    /// Freeze the weight at once and ask a person.
    case hold([MetricName])
    /// Return to stable, for the reason named.
    case rollBack([MetricName], because: GaugeWitness)
}

/// What makes a gauge at its rollback level roll back.
package enum GaugeWitness: String, Sendable, Hashable, Codable {
    /// A gauge is near its limit or on the way there.
    case capacity
    /// The votes that compare canary and stable hold evidence of 10:1 or more.
    case splitEvidence
    /// The plan lets gauges roll back on their own.
    case plan
}

/// What one gauge says by itself.
package struct GaugeFinding: Sendable, Hashable, Codable {
    /// Its metric.
    package var metric: MetricName
    /// How unusual it is; nil without a calibration, which is no sign of calm either.
    package var excursion: ExcursionLevel?
    /// How near its limit it is; nil for a gauge that has none.
    package var capacity: CapacityFinding?

    /// A finding of one gauge.
    package init(metric: MetricName, excursion: ExcursionLevel?, capacity: CapacityFinding?) {
        self.metric = metric
        self.excursion = excursion
        self.capacity = capacity
    }

    /// Whether nothing it says was measured.
    package var isUnmeasured: Bool {
        excursion == .unmeasured || capacity == .unmeasured
            || (excursion == nil && capacity == nil)
    }
}

/// The rule by which gauges, which have no control group, may roll back a release.
///
/// Alone they hold: "unlike the last 276 hours" is not "worse than the old revision". They roll
/// back with a second witness, which keeps them within a fifth of the budget of false rollbacks.
package struct Corroboration: Sendable, Hashable, Codable {
    /// The evidence of the split, from 10:1, that counts as a witness.
    package static let evidence = 10.0

    /// Whether a gauge at its rollback level needs no witness: an operator's choice, usually no.
    package var gaugesMayRollBackAlone: Bool

    /// The rule, with or without that choice.
    package init(gaugesMayRollBackAlone: Bool = false) {
        self.gaugesMayRollBackAlone = gaugesMayRollBackAlone
    }

    /// What to do about what the gauges say.
    ///
    /// A gauge at its rollback level rolls back when any gauge is in breach of its capacity, or
    /// the split's evidence is 10:1; evidence that is not a number is none.
    package func action(
        _ findings: [GaugeFinding],
        splitEvidence: Double
    ) -> GaugeAction {
        let extreme = findings.filter { $0.excursion == .rollback }.map(\.metric)
        let breaches = findings.filter { $0.capacity?.isBreach == true }
        if !extreme.isEmpty {
            if !breaches.isEmpty { return .rollBack(extreme, because: .capacity) }
            if splitEvidence >= Self.evidence {
                return .rollBack(extreme, because: .splitEvidence)
            }
            if gaugesMayRollBackAlone { return .rollBack(extreme, because: .plan) }
        }
        let unusual = findings.filter(\.isUnusual)
        if !unusual.isEmpty { return .hold(unusual.map(\.metric)) }
        let silent = findings.filter(\.isUnmeasured)
        return silent.isEmpty ? .calm : .unmeasured(silent.map(\.metric))
    }
}
