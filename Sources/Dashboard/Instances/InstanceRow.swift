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
    private let face: InstanceFace
    private let now: Timestamp
    /// Whether a second since its drain began was measured, so that its open requests are known.
    private let isCounted: Bool
    /// Whether a worker is to take jobs.
    private let isWanted: Bool

    var id: InstanceID { instance.id }

    init(_ instance: Instance, _ scene: Scene) {
        self.instance = instance
        isWorker = scene.rollout.workforce.members[instance.id] != nil
        isWanted = isWorker && scene.rollout.isWanted(worker: instance)
        face = InstanceFace(instance, isWantedWorker: isWorker ? isWanted : nil)
        let sample = instance.mayRun ? scene.freshSample : nil
        traffic = sample.flatMap { $0.hasTraffic ? scene.assessment.traffic[instance.id] : nil }
        revision = scene.plan.revision(of: instance.arm)?.label ?? Figures.unknown
        now = scene.now
        if case .draining(let since, _) = instance.admission {
            isCounted = scene.rollout.window.samples.last.map { $0.second >= since.second } ?? false
        } else {
            isCounted = false
        }
    }

    /// The row of an instance or worker of that name; nil when there is none.
    init?(_ id: InstanceID, _ scene: Scene) {
        let rollout = scene.rollout
        guard let instance = rollout.instances[id] ?? rollout.workforce.members[id] else {
            return nil
        }
        self.init(instance, scene)
    }

    /// How long it has been what it is.
    var age: String {
        guard case .draining(let since, _) = instance.admission else {
            return (now - instance.since).age
        }
        return (now - since).age
    }
    /// Whether its state began so lately that the row stands out.
    var isNew: Bool { now - instance.since < Scene.newness }

    /// The state in words, with what it waits for.
    var state: String {
        guard case .draining(_, let open) = instance.admission, instance.mayRun, !isWorker,
            isCounted
        else { return face.shortState }
        return "draining, \(open) open"
    }

    /// The state in a word or two, without counts.
    var shortState: String { face.shortState }

    /// Whether it runs, or should, without carrying traffic.
    var isOdd: Bool {
        guard isWorker else {
            return !instance.carriesTraffic && instance.report.state != .stopped
        }
        return isWanted != (instance.report.state == .ready && instance.isConfirmed)
            && instance.report.state != .stopped
    }

    var glyph: String { String(face.glyph) }
    var style: Style { face.style }

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
            ? detail : "\(detail), \((now - instance.reported).age) so far"
        return [exit, words.isEmpty ? nil : words].compactMap(\.self).joined(separator: ", ")
    }

    /// All of it in one line, for the clipboard.
    var text: String {
        let report = instance.report
        let parts = [
            "\(id) \(state)", "\(revision) \(instance.arm.rawValue)", detail,
            report.endpoint ?? "", report.pid.map { "pid \($0)" } ?? "",
            traffic == nil
                ? "" : "\(requests) requests/s, p95 \(p95), \(errors) errors, \(open) open",
        ]
        return parts.filter { !$0.isEmpty }.joined(separator: ", ")
    }
}
