import RolloutCore

/// What happens at each step, in the order in which the core does it.
extension PlanOutline.Course {
    private typealias Step = PlanOutline.Step

    var preflight: PlanOutline.Step {
        var action = "make every check, change nothing"
        if let validatedIn { action += "; these bytes must have succeeded in \(validatedIn)" }
        if !freezes.isEmpty {
            let names = freezes.map(\.name).spokenList
            action += "; nothing is released during \(names)"
        }
        return Step(
            part: .preflight,
            name: "preflight",
            action: action,
            rollback: [Consequence("nothing was changed")]
        )
    }

    var rehearsing: [PlanOutline.Step] {
        guard !isFirst, rehearsal != .off else { return [] }
        var when = ""
        if case .whenOlderThan(let limit) = rehearsal {
            when = ", unless it did within \(limit.spoken)"
        }
        return [
            Step(
                part: .rehearsal,
                name: "rehearse",
                action: "start 1 stable instance beside the fleet and see it ready" + when,
                atLeast: when.isEmpty ? process.soak : .zero,
                atMost: progressDeadline,
                rollback: [Consequence("no traffic has moved, ends that instance")]
            )
        ]
    }

    var expanding: [PlanOutline.Step] {
        guard let expand = migrations?.expand else { return [] }
        return [
            Step(
                part: .expand,
                name: "expand",
                action: "change the schema so that both revisions tolerate it, until the check "
                    + "says \(expand.reaches)",
                atMost: progressDeadline + expand.command.within,
                rollback: [
                    Consequence("no traffic has moved"),
                    Consequence("the schema stays as the database says it is"),
                ]
            )
        ]
    }

    var start: PlanOutline.Step {
        Step(
            part: .start,
            name: "start",
            action: "start \(counted("canary")) at 0%, wait until ready and soaked",
            atLeast: process.soak,
            atMost: progressDeadline,
            needs: dependencies,
            rollback: [Consequence("no traffic has moved")] + schemaStays + [removal]
        )
    }

    var changingWorkers: [PlanOutline.Step] {
        guard let workers else { return [] }
        let soak = worker?.soak ?? .zero
        let all = counted("canary", "worker", workers.count)
        var action = "start \(all)"
        var atLeast = soak
        if !isFirst, workers.mode == .exclusive {
            action =
                "tell the previous workers to end and wait for their open jobs, then \(action)"
                + "; never both"
        } else if !isFirst {
            let rest = workers.firstCount < workers.count
            action =
                "start \(workers.firstCount) of \(all) and watch, "
                + (rest ? "start the rest, " : "") + "then the previous ones finish their jobs"
            atLeast = soak + workers.watch + (rest ? soak : .zero)
        }
        return [
            Step(
                part: .workers,
                name: "change workers",
                action: action,
                atLeast: atLeast,
                atMost: progressDeadline + workers.watch + workers.drainWithin,
                needs: dependencies,
                rollback: [Consequence("no traffic has moved")] + workersReturn + schemaStays
                    + [removal]
            )
        ]
    }

    /// A first release has nothing to compare with and goes to all traffic at once.
    var shifts: [PlanOutline.Step] {
        var weight = Weight.zero
        return stages.filter { !isFirst || $0.weight == .full }.map { stage in
            let isFull = stage.weight == .full
            let set = flags.filter { weight < $0.at && $0.at <= stage.weight }
            weight = stage.weight
            let action =
                isFull
                ? "all requests go to the canary"
                : "\(stage.weight) of requests go to the canary, criteria are judged"
            return Step(
                part: .shift,
                name: "shift to \(stage.weight)",
                action: set.reduce(action) { $0 + "; flag \($1.name) → \($1.value)" },
                atLeast: stage.bake,
                needs: dependencies,
                needsCriteria: !isFull,
                persons: stage.gate.persons,
                rollback: wayBack(from: stage.weight)
            )
        }
    }

    var ending: [PlanOutline.Step] {
        guard !isFirst else { return [] }
        let isFilled = migrations?.backfill != nil
        let restart = Consequence(
            "starts stable instances that were stopped; traffic follows as they get ready",
            time: "at most \(progressDeadline.spoken)"
        )
        return [
            Step(
                part: .warm,
                name: "warm",
                action: "keep the previous revision running, criteria are judged"
                    + (isFilled ? "; fill the schema batch by batch" : ""),
                atLeast: warm,
                needs: isFilled ? ["no row is left to fill"] : [],
                needsCriteria: true,
                rollback: wayBack(from: .full)
            ),
            Step(
                part: .retire,
                name: "retire",
                action: "drain and stop \(counted("previous"))",
                atMost: process.drainLongLived + process.grace,
                rollback: [restart] + wayBack(from: .full)
            ),
        ]
    }

    var contracting: [PlanOutline.Step] {
        guard let contract = migrations?.contract else { return [] }
        return [
            Step(
                part: .contract,
                name: "contract",
                action: "remove from the schema what only the previous revision needed, at most "
                    + contract.command.within.spoken,
                persons: 1,
                rollback: [
                    Consequence("refused once a person has confirmed: the point of no return")
                ]
            )
        ]
    }

    /// The step with the hooks around it, and those of a rollback from it.
    func withHooks(_ step: PlanOutline.Step) -> PlanOutline.Step {
        var step = step
        let before = hooks.filter { $0.point == .before(step.part) }.map { "before: \($0.spoken)" }
        let after = hooks.filter { $0.point == .after(step.part) }.map { "after: \($0.spoken)" }
        step.hooks = before + after
        let hasWayBack = step.part != .preflight && step.part != .contract
        step.rollback += hooks.filter { hasWayBack && $0.point == .after(.rollback) }.map {
            Consequence("hook \($0.name), once traffic has returned", time: "at most \($0.limit)")
        }
        return step
    }
}

/// The way back, in the order in which the core takes it.
extension PlanOutline.Course {
    private func wayBack(from weight: Weight) -> [Consequence] {
        guard !isFirst else {
            return [
                Consequence("no revision served before: nothing to return traffic to"), removal,
            ]
        }
        let rest = Weight(hundredths: Weight.full.hundredths - weight.hundredths)
        let restored = flags.filter { $0.at <= weight }.reversed().map {
            Consequence("flag \($0.name) → what it was")
        }
        return [Consequence("canary \(weight) → 0%, stable \(rest) → 100%")] + workersReturn
            + restored + schemaStays + [removal]
    }

    private var workersReturn: [Consequence] {
        guard let workers else { return [] }
        return [
            Consequence(
                isFirst
                    ? "ends the canary's workers"
                    : workers.mode == .exclusive
                        ? "ends the canary's workers, then starts the previous ones"
                        : "starts the previous workers and ends the canary's",
                time: "at most \((progressDeadline + workers.drainWithin).spoken)"
            )
        ]
    }

    private var schemaStays: [Consequence] {
        guard migrations?.expand != nil else { return [] }
        return [Consequence("the schema stays expanded; both revisions tolerate it")]
    }

    /// What follows once no traffic reaches the canary.
    private var removal: Consequence {
        Consequence(
            "drains and stops \(counted("canary"))",
            time: "at most \((process.drainLongLived + process.grace).spoken)"
        )
    }

    private var dependencies: [String] { externals.map { "\($0.name) is up" } }

    private func counted(
        _ side: String,
        _ kind: String = "instance",
        _ number: Int? = nil
    )
        -> String
    {
        let count = number ?? instanceCount
        return "\(count) \(side) \(kind)" + (count == 1 ? "" : "s")
    }
}

extension Gate {
    /// Persons who have to open it; 0 when it opens by itself.
    fileprivate var persons: Int {
        switch self {
        case .automatic: 0
        case .person: 1
        case .persons(let count): count
        }
    }
}

extension HookPlan {
    /// How long it may take, in words.
    fileprivate var limit: String {
        switch action {
        case .command(let command): command.within.spoken
        case .http(_, let timeout): timeout.wrappedValue.spoken
        }
    }

    fileprivate var spoken: String { "\(name), at most \(limit)" }
}
