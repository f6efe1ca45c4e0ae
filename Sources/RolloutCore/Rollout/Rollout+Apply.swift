extension Rollout {
    /// Folds one recorded entry into the state.
    ///
    /// Total: an entry that was ever journaled must fold, so this never throws, reads no clock
    /// and starts nothing. What has to happen next is in ``outstanding(at:)`` afterwards.
    ///
    /// - Precondition: `entry.sequence` is one more than the last applied, and the release is
    ///   not over unless the entry only remarks on it.
    package mutating func apply(_ entry: Entry) {
        precondition(
            entry.sequence == sequence + 1,
            "entry \(entry.sequence) does not follow entry \(sequence)"
        )
        precondition(
            !isOver || entry.event.isRemark,
            "an entry after the end: \(entry.event)"
        )
        sequence = entry.sequence
        at = entry.at
        fold(entry.event)
        noteFailures(of: entry.event)
        tell(entry.event)
    }

    private mutating func fold(_ event: Event) {
        switch event {
        case .instanceChanged, .instanceAdmitted, .drainBegan, .instanceDrained:
            foldInstance(event)
        case .shiftStarted, .weightObserved, .trafficReturned:
            foldTraffic(event)
        case .paused, .resumed, .held, .holdEnded, .advancedFully, .gateOpened, .answerAwaited,
            .approved:
            foldGate(event)
        case .startBegan, .warmBegan, .warmHeld, .warmEnded, .revisionPromoted, .rollbackStarted,
            .ended:
            foldPhase(event)
        case .expandBegan, .migrated, .backfillAdvanced, .schemaFound, .contractBegan,
            .contractConfirmed, .contractLeft:
            foldSchema(event)
        case .workersBegan, .workersHandedOver:
            foldWorkers(event)
        case .flagFound, .flagSet:
            foldFlag(event)
        case .externalChanged(let name, let report):
            externals[name] = report
        case .hookPassed, .hookOverridden:
            foldHook(event)
        case .notified, .notificationDropped:
            foldOutbox(event)
        case .checksAnswered, .preflightFinished, .judgePrepared, .rehearsalBegan, .rehearsed,
            .rehearsalCleared:
            foldPreparation(event)
        case .stewardStarted(let steward, _):
            foldSteward(steward)
        case .sampled(let sample):
            foldSample(sample)
        case .judged(let metric, let verdict):
            verdicts[metric] = verdict
        case .operationFailed(let operation, let failure, let attempt, let retryAfter):
            failures[operation] = FailedOperation(
                failure: failure,
                attempt: attempt,
                retryAt: retryAfter.map { at + $0 }
            )
            // A hook holds no way back up: one try each.
            if case .hook(let run) = operation, cause != nil { hookRuns.removeAll { $0 == run } }
        case .operationRecovered(let operation):
            failures[operation] = nil
        case .watchersChanged(let count):
            watchers = count
        case .rejected, .annotated, .alerted:
            break
        case .releaseStarted:
            preconditionFailure("a release starts once")
        }
    }

    /// What a new steward cannot know until it has looked: the world moves while nobody steers.
    private mutating func foldSteward(_ steward: Steward) {
        self.steward = steward
        stewardSince = at
        // Once promoted there is one revision left, which has all the traffic.
        if !isPromoted { split.observed = nil }
        // Every check is made anew.
        if !areChecksDone { checks = [] }
        // What was given up stays so until a person says otherwise.
        failures = failures.filter { $0.value.retryAt == nil && $0.key.isTriedByPerson }
        externals = [:]
        for id in instances.keys { instances[id]?.isConfirmed = false }
        for arm in [Arm.stable, .canary] { workforce.doubt(arm) }
    }

    private mutating func foldSample(_ sample: Sample) {
        addToWindow(sample)
        for (id, traffic) in sample.instances {
            guard case .draining(let since, _) = instances[id]?.admission else { continue }
            instances[id]?.admission = .draining(since: since, open: traffic.open)
        }
    }
}

extension Rollout {
    fileprivate mutating func foldInstance(_ event: Event) {
        switch event {
        case .instanceChanged(let id, let report):
            foldReport(report, of: id)
        case .instanceAdmitted(let id):
            instances[id]?.admission = .admitted
            if trafficMoved != nil { joined[id] = at }
        case .drainBegan(let id):
            precondition(mayDrain(id), "drain of \(id) before the router reported it idle")
            instances[id]?.admission = .draining(since: at, open: 0)
        case .instanceDrained(let id, let leftOpen, _):
            instances[id]?.admission = .drained(leftOpen: leftOpen)
        default:
            preconditionFailure("not about an instance: \(event)")
        }
    }

    private mutating func foldReport(_ report: InstanceReport, of id: InstanceID) {
        guard let instance = instances[id] else {
            foldWorkerReport(report, of: id)
            return
        }
        instances[id] = instance.taking(report, at: at)
    }

    fileprivate mutating func foldTraffic(_ event: Event) {
        switch event {
        case .shiftStarted(let shift):
            if shift.to == .full { window.keepBaseline() } else { window.forgetBaseline() }
            if shift.to > .zero, trafficMoved == nil { trafficMoved = at }
            // What was read before the shift says nothing about it, even when it is equal.
            split = Split(
                asked: shift.to,
                observed: split.observed == shift.to ? nil : split.observed
            )
            shiftAsked = at
            // A weight that was refused once is asked for anew when it is decided anew.
            failures = failures.filter { if case .shift = $0.key { false } else { true } }
            needsPerson = shift.cause == .stepBack
            if let stage = shift.stage { enter(.shifting(stage: stage, since: at)) }
            if needsPerson { isAdvancingFully = false }
            revision += 1
        case .weightObserved(let weight):
            split.observed = weight
            guard split.isConfirmed else { return }
            if let asked = shiftAsked {
                lastShiftTook = at - asked
                shiftAsked = nil
            }
            if case .shifting(let stage, _) = phase {
                enter(.baking(stage: stage, since: at))
                window.begin(at: at)
                revision += 1
            }
        case .trafficReturned:
            if case .rollingBack(var rollback) = phase {
                rollback.returned = at
                phase = .rollingBack(rollback)
                queueHooks([.after(.rollback)])
                // They may have been told to end: what was last seen of them says nothing now.
                if workforce.stage == .handingOver { workforce.doubt(.stable) }
            }
        default:
            preconditionFailure("not about traffic: \(event)")
        }
    }

    fileprivate mutating func foldGate(_ event: Event) {
        switch event {
        case .paused(let person, let reason):
            pause = Pause(since: at, by: person, reason: reason)
        case .resumed:
            pause = nil
            restartLimits()
        case .held(let hold):
            self.hold = hold
        case .holdEnded:
            hold = nil
            restartLimits()
            // Whoever goes on has what was given up tried again.
            failures = failures.filter { $0.value.retryAt != nil || !$0.key.isTriedByPerson }
        case .advancedFully:
            isAdvancingFully = true
        case .answerAwaited:
            awaitedSince = at
        case .approved(let person):
            approvals.append(person)
        case .gateOpened(_, let how):
            needsPerson = false
            for name in flags.keys where flags[name]?.isForeign == true {
                flags[name]?.isAccepted = true
            }
            if case .person(_, _, let overriding, _) = how { overridden.formUnion(overriding) }
        default:
            preconditionFailure("not about a gate: \(event)")
        }
        revision += 1
    }

    fileprivate mutating func foldPhase(_ event: Event) {
        switch event {
        case .startBegan:
            enter(.starting(since: at))
            let count = isAdoption ? 0 : plan.instanceCount
            for number in 0..<count {
                let id = InstanceID(plan.service, start.firstInstanceNumber + number)
                instances[id] = Instance(id: id, arm: .canary, since: at)
            }
        case .warmBegan:
            enter(.warm(since: at))
        case .warmHeld(let person, _):
            warmHolder = person
        case .warmEnded:
            enter(.retiring(since: at))
        case .revisionPromoted:
            isPromoted = true
            // Where a removal follows, they come on the way to it.
            if !needsContract { queueHooks([.after(.retire)]) }
        case .rollbackStarted(let cause):
            precondition(schema.confirmed == nil, "rollback after the point of no return")
            enter(.rollingBack(Rollback(cause: cause, since: at, from: split.asked)))
            doubtLeaving()
            pause = nil
            hold = nil
        case .ended(let outcome):
            precondition(!isOver, "a release ends once")
            enter(.ended(outcome, at: at))
            hold = nil
        default:
            preconditionFailure("not about a phase: \(event)")
        }
        revision += 1
    }
}

extension Rollout {
    /// Gives instances and workers their time anew, which did not run while nothing might go on.
    private mutating func restartLimits() {
        switch phase {
        case .starting, .changingWorkers: phase = phase.restarted(at: at)
        default: break
        }
    }

    /// Has previous instances that were on their way out looked at again before they count: they
    /// may have been told to end.
    private mutating func doubtLeaving() {
        for (id, instance) in instances where instance.arm == .stable {
            if case .drained = instance.admission { instances[id]?.isConfirmed = false }
        }
    }
}

extension Event {
    /// Whether the event says something about a release without changing it, so that it may
    /// follow the end.
    package var isRemark: Bool {
        switch self {
        case .rejected, .annotated, .watchersChanged, .stewardStarted, .notified,
            .notificationDropped:
            true
        case .operationFailed(.send, _, _, _), .operationRecovered(.send): true
        default: false
        }
    }
}
