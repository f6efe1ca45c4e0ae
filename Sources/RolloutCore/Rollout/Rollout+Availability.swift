extension Rollout {
    /// Why a command would be refused now; nil when it would be carried out.
    ///
    /// The key bar greys what this refuses and shows the sentence, and the engine refuses with the
    /// same one.
    package func availability(
        of verb: Command.Verb,
        at now: Timestamp,
        judge: any Judge
    )
        -> Rejection?
    {
        if case .annotate = verb { return nil }
        if let outcome {
            return Rejection(
                "not done: release \(start.release) is over, \(outcome.clause). "
                    + "Start a new one with `handoff run`."
            )
        }
        if case .rollingBack = phase {
            return Rejection(
                "not done: the release is rolling back, and nothing stops that. "
                    + "Start it again afterwards with `handoff run`."
            )
        }
        return switch verb {
        case .pause: pauseRefusal
        case .resume: resumeRefusal
        case .advance(_, let override): advanceRefusal(override: override, at: now, judge: judge)
        case .stepBack: stepBackRefusal
        case .rollback: rollbackRefusal
        case .holdWarm: holdWarmRefusal
        case .releaseWarm: releaseWarmRefusal(at: now, judge: judge)
        case .contract: contractRefusal
        case .annotate: nil
        }
    }

    private var holdWarmRefusal: Rejection? {
        guard case .warm = phase else {
            return Rejection("not kept warm: the release is \(phase.name), not warm.")
        }
        return warmHolder.map { Rejection("not kept warm again: \($0.name) does so already.") }
    }

    private func releaseWarmRefusal(at now: Timestamp, judge: any Judge) -> Rejection? {
        guard case .warm = phase else {
            return Rejection("not released: the release is \(phase.name), not warm.")
        }
        return advanceRefusal(override: false, at: now, judge: judge)
    }

    private var rollbackRefusal: Rejection? {
        if schema.confirmed != nil {
            return Rejection(
                "not rolled back: the removal from the schema was let begin, and the previous "
                    + "revision cannot run without what it removes. Go forward: release a revision "
                    + "that repairs it with `handoff run`."
            )
        }
        guard isPromoting || isPromoted else { return nil }
        return Rejection(
            "not rolled back: the last instance of the previous revision is gone and the release "
                + "is about to succeed. Release the previous revision again with `handoff run`."
        )
    }

    private var pauseRefusal: Rejection? {
        if let pause {
            return Rejection(
                "not paused again: \(pause.by.name) paused it already.",
                remedy: .resume
            )
        }
        if case .contracting = phase {
            return Rejection("not paused: nothing goes on by itself here.", remedy: .contract)
        }
        guard case .retiring = phase else { return nil }
        return Rejection(
            "not paused: the previous instances are being retired, and no gate is left to hold.",
            remedy: .rollback
        )
    }

    private var resumeRefusal: Rejection? {
        guard isFree else { return nil }
        return Rejection("not resumed: the release is not paused.")
    }

    private var stepBackRefusal: Rejection? {
        if stepBackStage != nil { return nil }
        let fact =
            stage == nil
            ? "there is no weight to step back from while \(phase.name)"
            : "\(split.asked) is the plan's lowest weight"
        return Rejection("not stepped back: \(fact).", remedy: .rollback)
    }

    private func advanceRefusal(override: Bool, at now: Timestamp, judge: any Judge) -> Rejection? {
        if isAtHook, let hook = currentHook?.plan {
            return override
                ? nil
                : Rejection(
                    "not advanced: hook \(hook.name) (\(hook.point)) has not advanced the release.",
                    remedy: .override
                )
        }
        switch phase {
        case .baking, .warm: break
        case .contracting:
            return Rejection(
                "not advanced: what is left is the removal from the schema, and it needs its own "
                    + "word.",
                remedy: .contract
            )
        default:
            return Rejection(
                "not advanced: no gate to open while \(phase.name). "
                    + "It goes on by itself as soon as it can."
            )
        }
        if let pause {
            return Rejection("not advanced: paused by \(pause.by.name).", remedy: .resume)
        }
        let blockers = blockers(at: now, judge: judge)
        if let world = blockers.first(where: { $0.kind == .world || $0.kind == .external }) {
            return Rejection("not advanced: \(world.sentence). Advance again when it is.")
        }
        if !override,
            let bad = blockers.first(where: \.isOverridable)
        {
            let fact = bad.kind == .unmeasured ? "could not be measured" : "is \(bad.kind)"
            return Rejection(
                "not advanced: a criterion \(fact): \(bad.sentence).",
                remedy: .override
            )
        }
        return nil
    }
}
