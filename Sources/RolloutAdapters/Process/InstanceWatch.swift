import Foundation
import RolloutCore

/// Watches one process until it ends or nobody listens any more; lives on one thread.
struct InstanceWatch {
    /// How often it looks whether the process still runs: an end is seen within twice that.
    private static let tick = Duration.milliseconds(40)
    /// How often the file of output is looked at.
    private static let logPeriod = Duration.seconds(1)

    private let record: InstanceRecord
    private let plan: ProcessPlan
    private let folder: FleetFolder
    private let mask: SecretMask
    private let began: ContinuousClock.Instant
    private var health: InstanceHealth
    /// Nil for a worker, of which nothing is asked.
    private var probes: InstanceProbes?
    private var logDue: ContinuousClock.Instant
    private var isRecordedSoaked: Bool
    private var reported: InstanceReport?

    /// A watch over a process that runs, new or found.
    init(_ record: InstanceRecord, plan: ProcessPlan, folder: FleetFolder, mask: SecretMask) {
        self.record = record
        self.plan = plan
        self.folder = folder
        self.mask = mask
        began = .now
        if let endpoint = record.endpoint {
            health = InstanceHealth(plan, wasSoaked: record.isSoaked)
            probes = InstanceProbes(plan, endpoint: endpoint, at: began)
        } else {
            health = InstanceHealth(ofWorker: plan, wasSoaked: record.isSoaked, at: began)
        }
        logDue = began
        isRecordedSoaked = record.isSoaked
    }

    /// Reports each change until the process has ended, or the flag is up.
    ///
    /// - Throws: a ``Failure`` when the start-up check did not pass in time. The process runs on.
    mutating func run(until stop: StopFlag, report: (InstanceReport) -> Void) throws {
        while !stop.isRaised {
            if let exit = ProcessExits.exit(of: record.process) {
                say(ending(exit), report)
                endSession()
                return sealLog()
            }
            let now = ContinuousClock.now
            health.pass(at: now)
            probes?.advance(&health, at: now)
            // Before it is said, so that nobody acts on a soak that the next steward would repeat.
            try? keepHouse(at: now)
            if let finding { say(self.report(finding), report) }
            if health.isStartingUp, now >= began + plan.startupWithin { throw overdue() }
            wait(from: now)
        }
    }

    /// What to say of it: one that was told to end may stop answering at any moment, whatever its
    /// checks say until then.
    private var finding: InstanceHealth.Finding? {
        guard record.isStopping else { return health.finding }
        return InstanceHealth.Finding(state: .notReady, detail: "was told to end")
    }

    private func wait(from now: ContinuousClock.Instant) {
        let lanes = probes?.lanes(whileStartingUp: health.isStartingUp) ?? []
        let due = lanes.map(\.due).min() ?? now + Self.tick
        let descriptors = lanes.compactMap { $0.exchange?.waitingFor }
        HTTPClient.wait(for: descriptors, until: min(now + Self.tick, due))
    }

    private mutating func say(_ next: InstanceReport, _ report: (InstanceReport) -> Void) {
        guard next != reported else { return }
        reported = next
        report(next)
    }

    private func report(_ finding: InstanceHealth.Finding) -> InstanceReport {
        InstanceReport(
            state: finding.state,
            pid: Int(record.process.pid),
            endpoint: record.endpoint,
            detail: mask.masked(finding.detail)
        )
    }

    /// The last report: stopped when it was asked to end, as its record says or says no more.
    private func ending(_ exit: Exit) -> InstanceReport {
        let kept = folder.records.record(of: record.id)
        let isOurs = kept?.process == record.process
        let wasAsked = !isOurs || kept?.isStopping == true
        let line = folder.log(of: record.id).ownLines(1, mask: mask).last ?? "printed nothing"
        return InstanceReport(
            state: wasAsked ? .stopped : .crashed,
            pid: Int(record.process.pid),
            endpoint: record.endpoint,
            detail: wasAsked ? "" : line,
            exit: exit
        )
    }

    /// Ends what the process had started and left behind.
    ///
    /// By session and not by marker: the next attempt, which bears the same, may be starting now.
    private func endSession() {
        for process in ProcessTable.session(of: record.process.pid) {
            kill(process.pid, SIGKILL)
        }
    }

    /// Takes the secrets out of what it printed, for good.
    ///
    /// Not once the next attempt writes there, whose file would be replaced under its hands; that
    /// one's start has done it then. What fails is done at the next start.
    private func sealLog() {
        try? folder.lock.whileHeld {
            let kept = folder.records.record(of: record.id)
            guard kept == nil || kept?.process == record.process else { return }
            try folder.log(of: record.id).seal(mask)
        }
    }

    private func overdue() -> Failure {
        let answer = health.finding?.detail ?? ""
        let lines = folder.log(of: record.id).lastLines(5, mask: mask)
        return Failure(
            .timedOut,
            "\(record.id) did not start up: \(plan.startup.path) has not passed within "
                + "\(plan.startupWithin.spoken), last \(mask.masked(answer))",
            detail: "Process \(record.process.pid) still runs, without traffic. It printed last: "
                + (lines.isEmpty ? "nothing" : lines.joined(separator: " | "))
        )
    }

    /// Bounds the output, and writes down that the soak is over once it is.
    ///
    /// Neither may disturb the watch. What could not be written is tried again at the next turn; a
    /// soak nobody wrote down is waited for once more by the next steward.
    private mutating func keepHouse(at now: ContinuousClock.Instant) throws {
        if now >= logDue {
            logDue = now + Self.logPeriod
            try folder.log(of: record.id).bound()
        }
        guard health.isSoaked, !isRecordedSoaked else { return }
        try folder.lock.whileHeld {
            guard var kept = folder.records.record(of: record.id), kept.process == record.process
            else { return }
            kept.isSoaked = true
            try folder.records.write(kept)
        }
        isRecordedSoaked = true
    }
}
