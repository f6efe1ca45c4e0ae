import RolloutCore

// Everything the engine does outside comes by here, and is held against what is in the journal
// and what the plan has at that point.
extension SimulatedState {
    /// Notes that something was changed outside, and whether it was to be.
    mutating func did(_ deed: Deed) {
        deeds.append(deed)
        guard let rollout = witness?.rollout else { return }
        let wished = rollout.outstanding(at: now)
        if !wished.contains(where: { rollout.means($0, by: deed) }) {
            violated(.intent, "\(deed) was done, and its intent is not in the journal")
        }
        checkWayBack(deed, rollout)
        checkHooks(before: deed, rollout)
        if deed == .migrationBegan(MigrationStage.contract.rawValue) { checkContract() }
    }

    /// Until the warm time is over, stable is only ever repaired.
    private mutating func checkWayBack(_ deed: Deed, _ rollout: Rollout) {
        guard rollout.phase.needsStable, let id = deed.leaving,
            rollout.instances[id]?.arm == .stable, processes[id]?.state != .crashed
        else { return }
        violated(.wayBack, "\(deed) while \(rollout.phase.name)")
    }

    /// No removal while a process of the old revision lives.
    mutating func checkContract() {
        guard let stable = plan?.stable?.label else { return }
        let old = processes.values.filter { $0.isAlive && $0.launch.label == stable }
            .map(\.launch.id).sorted()
        guard let first = old.first else { return }
        violatedOnce(.contract, "the removal runs while \(first) of \(stable) does")
    }
}

extension Rollout {
    /// Whether that operation is to do just this.
    fileprivate func means(_ operation: Operation, by deed: Deed) -> Bool {
        switch (deed, operation) {
        case (.started(let id, let attempt), .run(let wanted, let times)):
            id == wanted && attempt == times
        case (.started(let id, _), .rehearse), (.stopped(let id), .rehearse),
            (.stopped(let id), .clearRehearsal):
            id == rehearsalInstance
        case (.stopped(let id), .stop(let wanted)), (.removed(let id), .stop(let wanted)),
            (.removed(let id), .run(let wanted, _)), (.admitted(let id), .admit(let wanted)),
            (.drainBegan(let id), .drain(let wanted)):
            id == wanted
        case (.shifted(_, let weight), .shift(let wanted)): weight == wanted
        case (.promoted, .promote): true
        case (.flagSet(let name, _, let value), .setFlag(let wanted, let reading)):
            name == wanted && reading == FlagReading(value)
        case (.migrationBegan(let name), .migrate(let stage)): name == stage.rawValue
        case (.migrationBegan(let name), .backfill): name == SimulatedMigrations.backfillName
        case (.hookBegan(let key), .hook(let run)): context(of: run)?.idempotencyKey == key
        case (.messageSent(let id), .send(let wanted)): id == wanted
        default: false
        }
    }
}

extension Deed {
    /// The instance whose service it ends.
    fileprivate var leaving: InstanceID? {
        switch self {
        case .stopped(let id), .drainBegan(let id), .removed(let id): id
        default: nil
        }
    }
}

extension Phase {
    /// Whether a rollback from here has to find stable running.
    fileprivate var needsStable: Bool {
        switch self {
        case .starting, .changingWorkers, .shifting, .baking, .warm: true
        case .preflight, .rehearsing, .expanding, .retiring, .contracting, .rollingBack, .ended:
            false
        }
    }
}
