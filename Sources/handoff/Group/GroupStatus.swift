import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// Where a group stands, for scripts and for people; a row a component.
///
/// Names in JSON are never changed, only added.
struct GroupStatus: Encodable, Sendable {
    /// One component.
    struct Row: Encodable, Sendable {
        var component: String
        var service: String
        var release: String?
        var state: String
        var askedPercent: Double?
        var after: [String]
        /// Components it still waits for.
        var waitsFor: [String]
        /// What it is at, or waits for, in words.
        var words: String
    }

    var group: String
    var environment: String
    var number: Int
    var phase: String
    var outcome: String?
    var cause: String?
    var isPaused: Bool
    var hasSteward: Bool
    var components: [Row]

    init(_ group: Group, _ rollouts: [ComponentName: Rollout], hasSteward: Bool, at now: Timestamp)
    {
        self.group = group.plan.name.rawValue
        environment = group.plan.environment
        number = group.start.number
        phase = group.phase.name
        outcome = group.outcome?.name
        cause = group.cause?.sentence
        isPaused = group.pause != nil
        self.hasSteward = hasSteward
        let rows = ComponentRow.rows(group, rollouts, at: now)
        components = zip(group.plan.components, rows).map { component, row in
            let rollout = rollouts[component.name]
            return Row(
                component: component.name.rawValue,
                service: component.service.rawValue,
                release: rollout.map { "\($0.start.release)" },
                state: row.state,
                askedPercent: rollout.map { Double($0.split.asked.hundredths) / 100 },
                after: component.after.map(\.rawValue),
                waitsFor: group.component(component.name).standing == .waiting
                    ? group.awaited(by: component.name).map(\.rawValue) : [],
                words: row.words
            )
        }
    }

    /// A line for the whole and one for each component.
    var text: String {
        let head =
            "\(group) (\(environment)) group \(number): \(phase)"
            + (cause.map { ", \($0)" } ?? "") + (isPaused ? ", paused" : "")
        let width = components.map(\.component.count).max() ?? 0
        let rows = components.map { row in
            let weight =
                row.askedPercent.map { $0.formatted(digits: 2, trimmed: true) + "%" } ?? "-"
            return "  \(row.component.filled(to: width + 2))\(row.state.filled(to: 18))"
                + "\(weight.filled(to: 8))\(row.words)"
        }
        let steward =
            hasSteward || outcome != nil
            ? [] : ["  no steward runs; `handoff resume \(group)` starts one"]
        return ([head] + rows + steward).joined(separator: "\n")
    }
}
