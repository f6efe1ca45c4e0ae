import RolloutCore

/// Gathers what happened outside: instances, migrations, flags, hooks, messages, the way back.
struct WorldFold: Sendable {
    private(set) var lives: [InstanceID: InstanceLife] = [:]
    private(set) var works: [Work] = []
    private(set) var wayBack: WayBack?
    private(set) var stewards: [Steward] = []

    init(_ rollout: Rollout) {
        for instance in rollout.instances.values {
            lives[instance.id] = Self.life(instance, isWorker: false)
        }
        for worker in rollout.workforce.members.values {
            lives[worker.id] = Self.life(worker, isWorker: true)
        }
    }

    private static func life(_ instance: Instance, isWorker: Bool) -> InstanceLife {
        InstanceLife(
            id: instance.id,
            arm: instance.arm,
            isWorker: isWorker,
            report: instance.report
        )
    }

    /// What is known only before the entry is folded.
    mutating func note(_ entry: Entry, before: Rollout) {
        switch entry.event {
        case .notified(let id):
            guard let message = before.outbox.notification(id) else { return }
            let words = "taken after \((entry.at - message.at).spoken)"
            add(entry, .message, Self.name(message), words)
        case .notificationDropped(let id, let failure):
            guard let message = before.outbox.notification(id) else { return }
            add(entry, .message, Self.name(message), "given up: \(failure.summary)", isFine: false)
        case .externalChanged(let name, let report):
            guard before.externals[name]?.isUp != report.isUp, before.externals[name] != nil else {
                return
            }
            let words = report.isUp ? "up again" : "down: \(report.detail)"
            add(entry, .dependency, name, words, isFine: report.isUp)
        default: break
        }
    }

    private static func name(_ message: Notification) -> String {
        "\(message.kind.words), receiver \(message.receiver + 1)"
    }

    mutating func take(_ entry: Entry, after: Rollout) {
        switch entry.event {
        case .stewardStarted(let steward, _): stewards.append(steward)
        case .sampled(let sample): add(sample)
        case .instanceChanged(let id, let report):
            change(id, report, at: entry.at, after)
        case .instanceDrained(let id, let leftOpen, let took):
            lives[id]?.drained = took
            lives[id]?.leftOpen = leftOpen
            if wayBack != nil { wayBack?.leftOpen += leftOpen }
        case .rollbackStarted(let cause): beginWayBack(cause, entry.at, after)
        case .trafficReturned(let took): wayBack?.returned = took
        case .ended(let outcome): end(outcome, at: entry.at)
        default: takeWork(entry, after: after)
        }
    }

    private mutating func add(_ sample: Sample) {
        for (id, traffic) in sample.instances {
            lives[id]?.requests += traffic.requests
            lives[id]?.errors += traffic.errors
        }
    }

    private mutating func change(
        _ id: InstanceID,
        _ report: InstanceReport,
        at moment: Timestamp,
        _ after: Rollout
    ) {
        guard let known = after.instances[id] ?? after.workforce.members[id] else { return }
        let isWorker = after.instances[id] == nil
        var life = lives[id] ?? Self.life(known, isWorker: isWorker)
        if report.state == .starting, life.started == nil { life.started = moment }
        if report.state == .ready, life.readyAfter == nil, let started = life.started {
            life.readyAfter = moment - started
        }
        let hasStopped = report.state == .stopped && life.report.state != .stopped
        if hasStopped, wayBack != nil, life.arm == .canary { wayBack?.stopped += 1 }
        life.crashes = known.crashes
        life.report = known.report
        lives[id] = life
    }

    private mutating func beginWayBack(_ cause: Cause, _ moment: Timestamp, _ after: Rollout) {
        guard case .rollingBack(let rollback) = after.phase else { return }
        wayBack = WayBack(
            cause: cause,
            decided: moment,
            from: rollback.from,
            stopped: 0,
            leftOpen: 0,
            flags: []
        )
    }

    private mutating func end(_ outcome: Outcome, at moment: Timestamp) {
        if let decided = wayBack?.decided { wayBack?.finished = moment - decided }
        if case .rollbackFailed(_, let left) = outcome { wayBack?.left = left }
    }
}

extension WorldFold {
    private mutating func takeWork(_ entry: Entry, after: Rollout) {
        switch entry.event {
        case .migrated(let receipt): migrated(entry, receipt)
        case .backfillAdvanced(let progress) where progress.isDone:
            add(entry, .migration, "backfill", "done in \(progress.batches.grouped) batches")
        case .schemaFound(let state):
            add(entry, .migration, "schema", "found at \(state)", isFine: false)
        case .contractLeft:
            add(entry, .migration, "contract", "left for a later release")
        case .flagSet(let name, let reading):
            add(entry, .flag, name, "set to \(reading)")
            wayBack?.flags.append("\(name) to \(reading)")
        case .flagFound(let name, let reading) where after.flags[name]?.isForeign == true:
            add(entry, .flag, name, "changed by somebody else to \(reading)", isFine: false)
        case .hookPassed(let run, let said):
            add(entry, .hook, run.hook, "advanced" + (said.isEmpty ? "" : ": \(said)"))
        case .hookOverridden(let run, let person, let reason):
            add(entry, .hook, run.hook, "passed by \(person.name): \(reason)", isFine: false)
        default: break
        }
    }

    private mutating func migrated(_ entry: Entry, _ receipt: MigrationReceipt) {
        let change =
            receipt.hasRun
            ? "\(receipt.before) → \(receipt.after) in \(receipt.took.spoken)"
            : "was at \(receipt.after) already"
        add(
            entry,
            .migration,
            receipt.stage.rawValue,
            change + (receipt.remark.map { "; \($0)" } ?? ""),
            isFine: receipt.remark == nil
        )
    }

    private mutating func add(
        _ entry: Entry,
        _ kind: Work.Kind,
        _ name: String,
        _ words: String,
        isFine: Bool = true
    ) {
        works.append(Work(at: entry.at, kind: kind, name: name, words: words, isFine: isFine))
    }
}

extension NotificationKind {
    /// As said in a sentence: `rolling back`.
    fileprivate var words: String {
        switch self {
        case .rollingBack: "rolling back"
        case .rolledBack: "rolled back"
        case .rollbackFailed: "rollback failed"
        case .started, .refused, .shifted, .paused, .held, .alerted, .waiting, .aborted,
            .succeeded:
            rawValue
        }
    }
}
