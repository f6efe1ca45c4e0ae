import RolloutCore
import Testing

/// What is killed.
enum Victim: String, CaseIterable, Sendable {
    case steward, dashboard, instance, router
}

/// When it is killed.
enum Moment: String, CaseIterable, Sendable {
    /// A new instance has its process, and none has traffic yet.
    case start
    /// The first weight was just decided; the router may not have heard of it.
    case shift
    /// At the second weight.
    case bake
    /// All traffic is on the new revision, the previous one runs on.
    case warm
    /// Previous instances are waited for, with requests open on them.
    case drain
    /// A person asked to roll back from the second weight.
    case rollback

    /// Whether that moment is now, or was between this look and the one before.
    func hasCome(in rollout: Rollout) -> Bool {
        let canaries = rollout.instances(of: .canary)
        switch (self, rollout.phase) {
        case (.start, .starting): return canaries.contains { $0.report.pid != nil }
        case (.start, _), (.shift, _): return rollout.trafficMoved != nil
        case (.bake, .baking(let stage, _)): return stage == 1
        case (.warm, .warm): return true
        case (.drain, .retiring): return rollout.instances.values.contains(where: \.isDraining)
        case (.rollback, .rollingBack): return true
        default: return false
        }
    }

    /// How the release ends all the same.
    func isRight(_ outcome: Outcome) -> Bool {
        switch outcome {
        case .succeeded: self != .rollback
        case .rolledBack(.person): self == .rollback
        default: false
        }
    }

    /// The side whose loss hurts most then.
    ///
    /// New ones while they are about to take traffic, previous ones while they hold most of it,
    /// drain, or are to take it back.
    var arm: Arm {
        switch self {
        case .start, .shift, .warm: .canary
        case .bake, .drain, .rollback: .stable
        }
    }
}

extension Instance {
    var isDraining: Bool { if case .draining = admission { true } else { false } }
}

/// One case: this victim at that moment.
struct Kill: Sendable, CustomTestStringConvertible {
    var victim: Victim
    var moment: Moment

    var testDescription: String { "\(victim.rawValue) during \(moment.rawValue)" }

    static let all = Moment.allCases.flatMap { moment in
        Victim.allCases.map { Kill(victim: $0, moment: moment) }
    }
}
