extension Rollout {
    /// The answer to a person's wish, in events.
    ///
    /// - Throws: a ``Rejection`` saying what was not done, why, and what can be done.
    func decide(
        _ command: Command,
        at now: Timestamp,
        judge: any Judge
    ) throws(Rejection)
        -> [Event]
    {
        if case .annotate = command.verb {
            return [.annotated(command.reason ?? "", by: command.by)]
        }
        // The way back is never refused because the picture changed on the way to it.
        if let seen = command.seen, seen != revision, command.verb != .rollback, !isOver {
            throw Rejection(
                "not done: the release moved on since the screen was drawn and is now "
                    + "\(phase.name) at \(split.asked). Look again, then decide."
            )
        }
        if let rejection = availability(of: command.verb, at: now, judge: judge) {
            throw rejection
        }
        return switch command.verb {
        case .pause: [.paused(by: command.by, reason: command.reason)]
        case .resume: resume(by: command.by)
        case .advance: try advance(command, at: now, judge: judge)
        case .stepBack: stepBack(command)
        case .rollback: [.rollbackStarted(.person(command.by, reason: command.reason))]
        case .holdWarm: [.warmHeld(by: command.by, reason: command.reason)]
        case .releaseWarm: [.warmEnded(by: command.by)]
        case .contract(let later): contract(command, later: later)
        case .annotate: []
        }
    }

    private func contract(_ command: Command, later: Bool) -> [Event] {
        endOfHold(by: command.by) + [
            later
                ? .contractLeft(by: command.by, reason: command.reason)
                : .contractConfirmed(by: command.by, reason: command.reason)
        ]
    }

    private func resume(by person: Operator) -> [Event] {
        (pause == nil ? [] : [.resumed(by: person)]) + endOfHold(by: person)
    }

    /// A hold ends with whatever a person has done next.
    private func endOfHold(by person: Operator) -> [Event] {
        hold == nil ? [] : [.holdEnded(by: person)]
    }

    private func stepBack(_ command: Command) -> [Event] {
        guard let target = stepBackStage else { return [] }
        let shift = Shift(
            to: plan.stages[target].weight,
            stage: target,
            cause: .stepBack,
            by: command.by,
            reason: command.reason
        )
        return endOfHold(by: command.by) + [.shiftStarted(shift)]
    }

    private func advance(
        _ command: Command,
        at now: Timestamp,
        judge: any Judge
    )
        throws(Rejection) -> [Event]
    {
        guard case .advance(let full, let override) = command.verb else { return [] }
        let passed = blockers(at: now, judge: judge)
        let overriding = overriddenMetrics(at: now, judge: judge)
        if override, (command.reason ?? "").isEmpty {
            throw Rejection(
                "not advanced: an override goes into the record with its reason, and none was "
                    + "given. Add `--reason`."
            )
        }
        if override, isAtHook, let hook = currentHook {
            let reason = command.reason ?? ""
            return endOfHold(by: command.by) + [
                .hookOverridden(hook.run, by: command.by, reason: reason)
            ]
        }
        if case .baking = phase, missingApprovals(with: command.by) > 0 {
            guard !approvals.contains(where: { $0.uid == command.by.uid }) else {
                throw Rejection(
                    "not advanced again: \(command.by.name) did so already, and the plan asks "
                        + "\(neededApprovals) persons. Another has to."
                )
            }
            return [.approved(by: command.by)]
        }
        var events = endOfHold(by: command.by)
        if full { events.append(.advancedFully(by: command.by)) }
        switch phase {
        case .baking(let stage, _):
            let how = GateOpening.person(
                command.by,
                past: passed.map(\.sentence),
                overriding: overriding,
                reason: command.reason
            )
            return events + verdictEvents(at: now, judge: judge) + [
                .gateOpened(stage: stage, how: how), shift(toStage: stage + 1),
            ]
        case .warm:
            return events + [.warmEnded(by: command.by)]
        default:
            return events
        }
    }

    private func overriddenMetrics(at now: Timestamp, judge: any Judge) -> [MetricName] {
        let criteria = plan.criteria.filter { !$0.isObserveOnly }
        let found = judge.verdicts(on: criteria, in: window, at: now)
        return criteria.compactMap { criterion in
            switch found[criterion.metric]?.kind {
            case .worse, .suspect, .unmeasured: criterion.metric
            case .pass, .undecided, nil: nil
            }
        }
    }

    /// The stage one weight down; nil when there is none to step to.
    var stepBackStage: Int? {
        switch phase {
        case .shifting(let stage, _), .baking(let stage, _): stage > 0 ? stage - 1 : nil
        case .warm: plan.stages.count > 1 ? plan.stages.count - 2 : nil
        default: nil
        }
    }
}
