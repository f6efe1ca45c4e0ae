import RolloutCore
import TerminalUI

/// One instance as the table shows it.
struct InstanceRow {
    let instance: Instance
    /// Whether it takes jobs instead of requests.
    let isWorker: Bool
    /// What it served in the newest second; nil when that was not measured.
    let traffic: InstanceTraffic?
    let revision: String
    let age: String
    /// Whether a worker is to take jobs.
    private let isWanted: Bool
    /// How long it has been at what its detail names.
    private let wait: String

    var id: InstanceID { instance.id }

    init(_ instance: Instance, _ scene: Scene) {
        self.instance = instance
        isWorker = scene.rollout.workforce.members[instance.id] != nil
        isWanted = isWorker && scene.rollout.isWanted(worker: instance)
        let sample = instance.mayRun ? scene.freshSample : nil
        traffic = sample.flatMap { $0.hasTraffic ? scene.assessment.traffic[instance.id] : nil }
        revision = scene.plan.revision(of: instance.arm)?.label ?? Figures.unknown
        age = (scene.now - instance.since).age
        wait = (scene.now - instance.reported).age
    }

    /// The state in words, with what it waits for.
    var state: String {
        if isWorker { return workerState }
        return switch instance.admission {
        case .draining(_, let open) where instance.report.state != .stopped:
            "draining, \(open) open"
        case .out where instance.report.state == .ready: "awaiting router"
        default: instance.stateWords
        }
    }

    private var workerState: String {
        switch instance.report.state {
        case .ready where !instance.isConfirmed: "not looked at yet"
        case .ready: isWanted ? "working" : "finishing jobs"
        case .planned: "waits its turn"
        default: instance.report.state.rawValue
        }
    }

    /// The state in a word or two, without counts.
    var shortState: String {
        if case .draining = instance.admission, instance.mayRun { return "draining" }
        return state
    }

    /// Whether it runs, or should, without carrying traffic.
    var isOdd: Bool {
        guard isWorker else {
            return !instance.carriesTraffic && instance.report.state != .stopped
        }
        return isWanted != (instance.report.state == .ready && instance.isConfirmed)
            && instance.report.state != .stopped
    }

    var glyph: String {
        if case .draining = instance.admission, instance.mayRun { return "◌" }
        if instance.isUnseen { return "?" }
        return switch instance.report.state {
        case .planned, .stopped: "○"
        case .starting: "◐"
        case .ready: "●"
        case .notReady: "!"
        case .crashed: "✗"
        }
    }

    var style: Style {
        if case .draining = instance.admission, instance.mayRun { return .watch }
        if instance.isUnseen { return .watch }
        return switch instance.report.state {
        case .planned, .stopped: .muted
        case .starting: .text
        case .ready: instance.carriesTraffic || (isWorker && isWanted) ? .ok : .text
        case .notReady: .watch
        case .crashed: .fail
        }
    }

    var requests: String { traffic.map { $0.requests.grouped } ?? Figures.unknown }
    var p95: String { Figures.value(traffic?.p95, unit: "ms") }
    var errors: String { traffic.map { $0.errors.grouped } ?? Figures.unknown }
    var open: String { traffic.map { $0.open.grouped } ?? Figures.unknown }

    /// What it is at, or what was wrong with it.
    var detail: String {
        let exit = instance.report.exit.map(\.words)
        let detail = instance.report.detail
        let words =
            detail.isEmpty || instance.report.state != .starting
            ? detail : "\(detail), \(wait) so far"
        return [exit, words.isEmpty ? nil : words].compactMap(\.self).joined(separator: ", ")
    }

    /// The rows of a scene: what is odd first, then by side and number; the stopped ones last.
    static func rows(_ scene: Scene) -> [InstanceRow] {
        scene.rollout.instances.values
            .sorted { left, right in
                let one = (left.oddness, left.arm == .canary ? 0 : 1)
                let other = (right.oddness, right.arm == .canary ? 0 : 1)
                return one == other ? left.id < right.id : one < other
            }
            .map { InstanceRow($0, scene) }
            + scene.rollout.workforce.members.values
            .sorted { ($0.arm == .canary ? 0 : 1, $0.id) < ($1.arm == .canary ? 0 : 1, $1.id) }
            .map { InstanceRow($0, scene) }
    }
}

extension Instance {
    /// Whether it was ready for the steward before, and this one has not looked at it yet.
    fileprivate var isUnseen: Bool {
        report.state == .ready && admission == .admitted && !isConfirmed
    }

    /// Where it stands in the table, 0 first.
    fileprivate var oddness: Int {
        switch (report.state, admission) {
        case (.crashed, _): 0
        case (.notReady, _): 1
        case (.starting, _), (.planned, _): 2
        case (.ready, .draining), (.ready, .drained): 3
        case (.ready, .out): 4
        case (.ready, .admitted): isConfirmed ? 5 : 4
        case (.stopped, _): 6
        }
    }
}
