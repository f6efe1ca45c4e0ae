extension Rollout {
    /// Most rounds of consequences one input may have; a release walks through its phases in fewer.
    private static let roundLimit = 16

    /// What is to be recorded for an input, in order; nothing when it changes nothing.
    ///
    /// Looks, and changes nothing. A fact cannot be refused, only a command can.
    /// - Throws: a ``Rejection`` in words the person can act on.
    package func decide(
        _ input: Input,
        at now: Timestamp,
        judge: any Judge
    ) throws(Rejection)
        -> [Event]
    {
        guard !isOver else {
            guard case .command(let command) = input else { return afterEnd(input, at: now) }
            return try decide(command, at: now, judge: judge)
        }
        var events = try immediate(input, at: now, judge: judge)
        var next = self
        next.record(events, at: now)
        for _ in 0..<Self.roundLimit {
            let more = next.isOver ? [] : next.transitions(at: now, judge: judge)
            if more.isEmpty { return events }
            events += more
            next.record(more, at: now)
        }
        preconditionFailure("no end to the consequences of \(input) in \(phase.name)")
    }

    /// The state as if those events had been journaled at `now`.
    mutating func record(_ events: [Event], at now: Timestamp) {
        for event in events {
            apply(Entry(release: start.release, sequence: sequence + 1, at: now, event: event))
        }
    }

    private func immediate(
        _ input: Input,
        at now: Timestamp,
        judge: any Judge
    )
        throws(Rejection) -> [Event]
    {
        switch input {
        case .command(let command): try decide(command, at: now, judge: judge)
        case .observed(let observation): decide(observation, at: now, judge: judge)
        case .steward(let steward):
            [.stewardStarted(steward, resumed: self.steward != nil)]
        case .timePassed: []
        }
    }

    /// What follows from the state alone: the next phase when its conditions hold.
    private func transitions(at now: Timestamp, judge: any Judge) -> [Event] {
        // The user's own steps come before what the phase itself would do.
        guard !isAtHook else { return [] }
        let failed = exposureFailures(at: now)
        guard failed.isEmpty else { return failed }
        return switch phase {
        case .preflight: afterPreflight(at: now)
        case .rehearsing(let since): whileRehearsing(since: since, at: now)
        case .expanding(let since): whileExpanding(since: since, at: now)
        case .changingWorkers(let since):
            whileChangingWorkers(since: since, at: now, judge: judge)
        case .contracting: whileContracting()
        case .starting(let since): whileStarting(since: since, at: now)
        case .shifting: []
        case .baking(let stage, _): whileBaking(stage: stage, at: now, judge: judge)
        case .warm: whileWarm(at: now, judge: judge)
        case .retiring: whileRetiring(at: now)
        case .rollingBack(let rollback): whileRollingBack(rollback, at: now)
        case .ended: []
        }
    }
}
