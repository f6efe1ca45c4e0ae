import Foundation
import RolloutCore
import Testing

/// What is killed.
enum Victim: String, CaseIterable, Sendable {
    /// A process of its own, started again by the dashboard.
    case steward
    /// The process that shows the release.
    case dashboard
    /// A process that serves requests.
    case instance
    /// HAProxy.
    case router
    /// A CI job that steers in its own process; a person starts another steward.
    case job

    /// Whether a person has the release on a dashboard; else a job carries it out.
    var needsDashboard: Bool { self == .steward || self == .dashboard }

    /// How many stewards the release has in the end.
    var stewards: Int { self == .steward || self == .job ? 2 : 1 }
}

/// When it is killed.
enum Moment: Hashable, CaseIterable, Sendable {
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
    /// So long after the release was begun, whatever it is doing.
    case after(milliseconds: Int)

    static let allCases: [Moment] = [.start, .shift, .bake, .warm, .drain, .rollback]

    /// As it is said in a table.
    var name: String {
        if case .after(let milliseconds) = self { "\(milliseconds) ms" } else { "\(self)" }
    }

    /// Whether that moment is now, or was between this look and the one before.
    func hasCome(in rollout: Rollout) -> Bool {
        let canaries = rollout.instances(of: .canary)
        switch (self, rollout.phase) {
        case (.start, .starting): return canaries.contains { $0.report.pid != nil }
        case (.start, _), (.shift, _): return rollout.trafficMoved != nil
        case (.bake, .baking(let stage, _)): return stage == 1
        case (.warm, .warm): return true
        case (.drain, .retiring): return rollout.instances.values.contains(where: \.isDraining)
        case (.rollback, .rollingBack), (.after, _): return true
        default: return false
        }
    }

    /// Whether the release still has gates before it.
    var hasGatesAhead: Bool { [.start, .shift, .bake].contains(self) }

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
        case .after(let milliseconds): milliseconds % 2 == 0 ? .canary : .stable
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
    /// Killed at once after the first, before anybody can have brought that back.
    var second: Victim?

    var testDescription: String { "\(victims) during \(moment.name)" }

    /// `steward`, or `steward+instance`.
    var victims: String {
        [victim, second].compactMap(\.self).map(\.rawValue).joined(separator: "+")
    }

    /// Whether it comes whatever the release is doing.
    var isRandom: Bool { if case .after = moment { true } else { false } }

    /// Whether the process that a person or a job started is the one that is killed.
    var hitsFront: Bool { victim == .dashboard || victim == .job }

    /// What the tests try: the cases asked for in `HANDOFF_KILLS`, such as `instance during bake`,
    /// separated by commas; else those that issue and design name.
    static var chosen: [Kill] {
        guard let names = ProcessInfo.processInfo.environment["HANDOFF_KILLS"] else {
            return all.filter { $0.victim != .job && $0.moment != .warm } + [
                Kill(victim: .job, moment: .bake)
            ]
        }
        let wanted = names.split(separator: ",")
        return all.filter { kill in
            wanted.contains { kill.testDescription.contains($0) }
        }
    }

    /// As many as `HANDOFF_KILL_ROUNDS` says, each of a random victim at a random instant of a
    /// release that takes about 8 s.
    static let random: [Kill] = {
        let rounds = ProcessInfo.processInfo.environment["HANDOFF_KILL_ROUNDS"].flatMap(Int.init)
        return (0..<max(0, rounds ?? 0)).map { _ in
            Kill(
                victim: Victim.allCases.randomElement() ?? .steward,
                moment: .after(milliseconds: .random(in: 0..<7_000)),
                second: Bool.random() ? .instance : nil
            )
        }
    }()

    /// Every victim at every moment.
    static let all = Moment.allCases.flatMap { moment in
        Victim.allCases.map { Kill(victim: $0, moment: moment) }
    }
}
