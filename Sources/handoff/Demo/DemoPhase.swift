import ArgumentParser
import RolloutCore

/// A point of the whole story at which the demo can turn back.
enum DemoPhase: String, CaseIterable, Codable, ExpressibleByArgument, Sendable {
    case preflight, rehearsal, expand, start, workers, shift, flags, bake, warm, retire, contract

    /// Whether the release is there.
    func isReached(by rollout: Rollout) -> Bool {
        switch (self, rollout.phase) {
        case (.preflight, .preflight): rollout.steward != nil
        case (.rehearsal, .rehearsing), (.expand, .expanding), (.start, .starting),
            (.workers, .changingWorkers), (.shift, .shifting), (.shift, .baking),
            (.warm, .warm), (.retire, .retiring), (.contract, .contracting):
            true
        case (.flags, .baking): rollout.flags.values.contains(where: \.isOurs)
        case (.bake, .baking(let stage, _)): stage > 0
        default: false
        }
    }

    /// How long after that the demo turns back, so that something of the phase is under way.
    ///
    /// Those that may be over in less than a second get no time.
    var patience: Duration {
        switch self {
        case .preflight, .expand, .shift, .flags, .retire: .zero
        case .rehearsal: .milliseconds(700)
        case .start, .workers, .bake, .contract: .seconds(1)
        case .warm: .seconds(2)
        }
    }

    /// Whether the release cannot be turned back there any more, which the demo shows.
    var isBeyondReturn: Bool { self == .contract }

    /// What the schema may be at once the release was turned back from there.
    var schemas: Set<String> {
        switch self {
        case .preflight, .rehearsal: ["3"]
        // The migration is carried out or not, never half.
        case .expand: ["3", "4"]
        case .contract: ["5"]
        default: ["4"]
        }
    }
}
