package import RolloutCore

/// A part of the release that time is told for.
package enum ReportStep: Sendable, Hashable {
    case preflight
    case rehearsal
    case expand
    case start
    case workers
    /// The shift to a stage's weight and the time at it.
    case weight(Weight)
    case warm
    case retire
    case contract
    case rollback

    /// The step of a phase; nil after the end.
    init?(_ phase: Phase, plan: Plan) {
        switch phase {
        case .preflight: self = .preflight
        case .rehearsing: self = .rehearsal
        case .expanding: self = .expand
        case .starting: self = .start
        case .changingWorkers: self = .workers
        case .shifting(let stage, _), .baking(let stage, _):
            self = .weight(plan.stages.indices.contains(stage) ? plan.stages[stage].weight : .full)
        case .warm: self = .warm
        case .retiring: self = .retire
        case .contracting: self = .contract
        case .rollingBack: self = .rollback
        case .ended: return nil
        }
    }

    /// Its name, a word or two.
    package var name: String {
        switch self {
        case .preflight: "preflight"
        case .rehearsal: "rehearsal"
        case .expand: "expand"
        case .start: "start"
        case .workers: "workers"
        case .weight(let weight): "\(weight)"
        case .warm: "warm"
        case .retire: "retire"
        case .contract: "contract"
        case .rollback: "rollback"
        }
    }
}

/// One visit to a step.
package struct StepSpan: Sendable, Hashable {
    /// Which.
    package var step: ReportStep
    /// When it began.
    package var from: Timestamp
    /// When the next one began, or the release ended, or nothing more is known.
    package var to: Timestamp
}

/// The canary's share from a moment on.
package struct WeightChange: Sendable, Hashable {
    /// When the router reported it.
    package var at: Timestamp
    /// The share; nil from where nobody could read the router.
    package var weight: Weight?
}

/// A moment that stands out on the time axis.
package struct ReportMark: Sendable, Hashable {
    /// What sort of moment.
    package enum Kind: Sendable, Hashable {
        /// A weight was decided.
        case shift
        /// A person did something.
        case person
        /// Something speaks against the release, or made it wait.
        case warning
        /// The way back.
        case rollback
        /// It ended.
        case end
    }

    /// When.
    package var at: Timestamp
    /// What sort.
    package var kind: Kind
    /// A word or two.
    package var label: String
}

/// Where the time of one step went; the three parts add up to all of it.
package struct StepTime: Sendable, Hashable {
    /// Which step.
    package var step: ReportStep
    /// How often it was come to; more than once after a step back.
    package var visits: Int
    /// Work of the machine: checks, starts, shifts, drains.
    package var work: Duration
    /// Time that the plan asks for while metrics accumulate or the previous revision stays warm.
    package var watching: Duration
    /// Time in which only a person was missing: at a gate, in a hold, in a pause.
    package var person: Duration

    /// All of it.
    package var total: Duration { work + watching + person }
}
