import RolloutCore
import TerminalUI

/// The state of one instance as a character, in words and in a style.
struct InstanceFace {
    private let instance: Instance
    /// Whether it takes jobs instead of requests, and if so, whether it is to take any.
    private let isWantedWorker: Bool?

    /// An instance that takes requests, or a worker with whether it is to take jobs.
    init(_ instance: Instance, isWantedWorker: Bool? = nil) {
        self.instance = instance
        self.isWantedWorker = isWantedWorker
    }

    private var isDraining: Bool {
        guard instance.mayRun, case .draining = instance.admission else { return false }
        return true
    }

    /// Whether it was ready for the steward before, and this one has not looked at it yet.
    private var isUnseen: Bool {
        instance.report.state == .ready && instance.admission == .admitted && !instance.isConfirmed
    }

    var glyph: Character {
        if isDraining { return "◌" }
        if isUnseen { return "?" }
        return switch instance.report.state {
        case .planned, .stopped: "○"
        case .starting: "◐"
        case .ready: "●"
        case .notReady: "!"
        case .crashed: "✗"
        }
    }

    var style: Style {
        if isDraining || isUnseen { return .watch }
        return switch instance.report.state {
        case .planned, .stopped: .muted
        case .starting: .text
        case .ready: instance.carriesTraffic || isWantedWorker == true ? .ok : .text
        case .notReady: .watch
        case .crashed: .fail
        }
    }

    /// The state in a word or two, without counts.
    var shortState: String {
        if isDraining { return "draining" }
        if let isWantedWorker { return workerState(isWantedWorker) }
        return switch instance.admission {
        case .out where instance.report.state == .ready: "awaiting router"
        default: instance.stateWords
        }
    }

    private func workerState(_ isWanted: Bool) -> String {
        switch instance.report.state {
        case .ready where !instance.isConfirmed: "not looked at yet"
        case .ready: isWanted ? "working" : "finishing jobs"
        case .planned: "waits its turn"
        default: instance.report.state.rawValue
        }
    }
}
