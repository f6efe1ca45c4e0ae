extension Rollout {
    /// What the flag should be now; nil when there is nothing to wish, because it is right, was
    /// not read yet, or somebody else changed it.
    func wish(for flag: FlagPlan) -> FlagReading? {
        guard let state = flags[flag.name], let previous = state.previous, !state.isForeign else {
            return nil
        }
        let target = isOn(flag, state) ? FlagReading(flag.value) : previous
        return target == state.now ? nil : target
    }

    /// Whether the flag has the release's value in the present phase.
    private func isOn(_ flag: FlagPlan, _ state: FlagState) -> Bool {
        switch phase {
        case .preflight, .rehearsing, .expanding, .starting, .changingWorkers, .ended: false
        case .shifting: state.isOurs
        case .baking(let stage, _): plan.stages[stage].weight >= flag.at
        case .warm, .retiring, .contracting: true
        case .rollingBack(let rollback):
            // Traffic first, then the workers, then the flags.
            state.isOurs && (rollback.returned == nil || !areWorkersBack)
        }
    }

    /// Flags that are to change and may still be tried.
    var flagOperations: [Operation] {
        guard !isAtHook else { return [] }
        return plan.flags.compactMap { flag in
            wish(for: flag).map { .setFlag(flag.name, to: $0) }
        }
    }

    /// Read all the time, but not while one is being set: what was read before that and heard
    /// after it would look like somebody else's change.
    var flagWatch: [Operation] {
        let isSetting = flagOperations.contains { operation in
            guard let failed = failures[operation] else { return true }
            return failed.retryAt != nil
        }
        return plan.flags.isEmpty || isSetting ? [] : [.watchFlags]
    }

    /// Flags that are not what the present phase asks for, with the words.
    var flagBlockers: [Blocker] {
        plan.flags.compactMap { flag -> Blocker? in
            guard let state = flags[flag.name] else {
                return Blocker(.world, "flag \(flag.name) has not been read yet")
            }
            if state.isForeign, !state.isAccepted {
                let now = state.now?.description ?? "unknown"
                return Blocker(
                    .person,
                    "somebody else set flag \(flag.name) to \(now); a person advances"
                )
            }
            return wish(for: flag).map {
                Blocker(.world, "flag \(flag.name) is not \($0) yet")
            }
        }
    }

    func decide(_ value: FlagValue?, of name: String) -> [Event] {
        guard plan.flags.contains(where: { $0.name == name }) else { return [] }
        return flags[name]?.now == FlagReading(value) ? [] : [.flagFound(name, FlagReading(value))]
    }

    func decideFlagSet(_ name: String, _ reading: FlagReading) -> [Event] {
        guard let flag = plan.flags.first(where: { $0.name == name }), wish(for: flag) == reading
        else { return [] }
        return recovered(.setFlag(name, to: reading)) + [.flagSet(name, reading)]
    }

    mutating func foldFlag(_ event: Event) {
        switch event {
        case .flagFound(let name, let reading): foldFound(reading, name)
        case .flagSet(let name, let reading):
            guard let flag = plan.flags.first(where: { $0.name == name }) else { return }
            flags[name]?.now = reading
            flags[name]?.isOurs = reading == FlagReading(flag.value)
            // What was measured before the flag changed says nothing of it.
            if case .baking = phase, flags[name]?.isOurs == true {
                phase = phase.restarted(at: at)
                window.begin(at: at)
            }
        default:
            preconditionFailure("not about a flag: \(event)")
        }
        revision += 1
    }

    private mutating func foldFound(_ reading: FlagReading, _ name: String) {
        guard let flag = plan.flags.first(where: { $0.name == name }) else { return }
        var state = flags[name] ?? FlagState()
        if state.previous == nil { state.previous = reading }
        // One that has our value although nobody heard of it being set was set by us.
        if let wish = wish(for: flag), wish == reading {
            state.isOurs = reading == FlagReading(flag.value)
        } else if cause != nil, reading == state.previous {
            // Put back by a steward that died before it could say so.
            state.isOurs = false
            state.isForeign = false
        } else if state.now != nil {
            let ours = state.isOurs ? FlagReading(flag.value) : state.previous
            state.isForeign = reading != ours
            state.isAccepted = false
        }
        state.now = reading
        flags[name] = state
    }

    /// Flags of the release that are not what they were before it, with why.
    var flagsLeft: [String] {
        plan.flags.compactMap { flag in
            guard let state = flags[flag.name], state.isOurs, let now = state.now else {
                return nil
            }
            return state.isForeign
                ? "flag \(flag.name) is \(now), set by somebody else, and was left"
                : "flag \(flag.name) is still \(now)"
        }
    }
}
