/// One step of what a command would do, as shown before it is confirmed.
package struct Consequence: Sendable, Hashable {
    /// What would happen, such as `canary 25% → 0%, stable 75% → 100%`.
    package var what: String
    /// How long it takes or may take, such as `40 ms last time` or `at most 30 s`; empty when
    /// nobody can say.
    package var time: String

    /// One step.
    package init(_ what: String, time: String = "") {
        self.what = what
        self.time = time
    }
}

extension Rollout {
    /// What the command would do from here, step by step; empty for one that is refused here.
    ///
    /// Computed from the state, so it is what would happen now, not what usually happens.
    package func consequences(of verb: Command.Verb) -> [Consequence] {
        switch verb {
        case .pause:
            [Consequence("stays at \(split.asked) until resumed; judging and rollback go on")]
        case .resume:
            [Consequence("goes on from \(split.asked) by the plan")]
        case .advance: advanceConsequences
        case .stepBack: stepBackConsequences
        case .rollback: rollbackConsequences
        case .holdWarm:
            [Consequence("keeps the previous revision warm until somebody releases it")]
        case .releaseWarm: advanceConsequences
        case .contract(let later): contractConsequences(later: later)
        case .annotate: []
        }
    }

    private var shiftTime: String {
        lastShiftTook.map { "\($0.spoken) last time" } ?? "at most 5 s"
    }

    private func shiftWords(to weight: Weight) -> String {
        let stable = Weight(hundredths: 10_000 - split.asked.hundredths)
        let stableAfter = Weight(hundredths: 10_000 - weight.hundredths)
        return "canary \(split.asked) → \(weight), stable \(stable) → \(stableAfter)"
    }

    private func contractConsequences(later: Bool) -> [Consequence] {
        guard let contract = plan.migrations?.contract else { return [] }
        guard !later else {
            return [
                Consequence("leaves the schema as it is; a later release can contract it"),
                Consequence("ends as succeeded"),
            ]
        }
        return [
            Consequence(
                "removes from the schema what only the previous revision needed",
                time: "at most \(contract.command.within.spoken)"
            ),
            Consequence("there is no way back from here: rollback is refused afterwards"),
            Consequence("ends as succeeded when the database says `\(contract.reaches)`"),
        ]
    }

    private var advanceConsequences: [Consequence] {
        switch phase {
        case .baking(let stage, _) where stage + 1 < plan.stages.count:
            let next = plan.stages[stage + 1]
            var steps = [Consequence(shiftWords(to: next.weight), time: shiftTime)]
            if let rate = requestRate {
                let more = rate * (next.weight.share - split.asked.share)
                steps.append(
                    Consequence("about \(Int(more.rounded()).grouped) more requests/s on canary")
                )
            }
            return steps + [afterShift(to: next)]
        case .warm:
            return [
                Consequence("ends the warm time; rollback starts instances from here on"),
                Consequence(
                    "drains and stops \(count(of: .stable)) previous instances",
                    time: drainTime(of: plan.stable)
                ),
            ]
        default:
            return []
        }
    }

    private func afterShift(to stage: Stage) -> Consequence {
        if stage.weight == .full {
            let stable = plan.stable?.label ?? "stable"
            return Consequence("keeps \(stable) warm", time: plan.warm.spoken)
        }
        let isWaiting = !stage.gate.isAutomatic && !isAdvancingFully
        let wait = isWaiting ? ", then waits for a person" : ""
        return stage.bake > .zero
            ? Consequence("bakes at \(stage.weight)\(wait)", time: "at least \(stage.bake.spoken)")
            : Consequence("waits at \(stage.weight) for a person to advance")
    }

    private var stepBackConsequences: [Consequence] {
        guard let stage = stepBackStage else { return [] }
        return [
            Consequence(shiftWords(to: plan.stages[stage].weight), time: shiftTime),
            Consequence("waits there until a person advances"),
        ]
    }

    private var rollbackConsequences: [Consequence] {
        guard !isOver else { return [] }
        var steps: [Consequence] = []
        if isFirst {
            steps.append(Consequence("no revision served before: nothing to return traffic to"))
        } else if trafficMoved == nil {
            steps.append(Consequence("no traffic has moved"))
        } else {
            let missing = stableFloor - carrying(.stable)
            if missing > 0 {
                steps.append(
                    Consequence(
                        "starts \(missing) stable instances; traffic follows as they get ready",
                        time: "at most \(plan.progressDeadline.spoken)"
                    )
                )
            }
            steps.append(Consequence(shiftWords(to: .zero), time: shiftTime))
            if let rate = requestRate, split.asked > .zero, carrying(.stable) > 0 {
                steps.append(loadOnStable(rate))
            }
        }
        steps += workerConsequences + flagConsequences + schemaConsequences
        let canary = running(.canary)
        if canary > 0 {
            steps.append(
                Consequence(
                    "drains and stops \(canary) canary instances",
                    time: drainTime(of: plan.canary)
                )
            )
        }
        let end = trafficMoved == nil ? "aborted" : "rolled back"
        return steps + [Consequence("ends as \(end); nothing else starts by itself")]
    }

    private var workerConsequences: [Consequence] {
        let canary = workforce.members(of: .canary).filter(\.isAlive).count
        guard let workers = plan.workers, canary > 0 else { return [] }
        let stable = workforce.members(of: .stable)
        let missing = stable.filter { !$0.isAlive }.count
        let order = workers.mode == .exclusive ? "ends" : "starts"
        return [
            Consequence(
                missing == 0
                    ? "ends \(canary) canary workers; \(stable.count) of stable do the jobs"
                    : order == "ends"
                        ? "ends \(canary) canary workers, then starts \(missing) of stable"
                        : "starts \(missing) workers of stable and ends \(canary) of the canary",
                time: "at most \(workers.drainWithin.spoken)"
            )
        ]
    }

    private var flagConsequences: [Consequence] {
        plan.flags.reversed().compactMap { flag in
            guard let state = flags[flag.name], state.isOurs, let previous = state.previous else {
                return nil
            }
            return state.isForeign
                ? Consequence(
                    "flag \(flag.name) stays \(state.now ?? previous): somebody else set it"
                )
                : Consequence("flag \(flag.name) → \(previous)")
        }
    }

    private var schemaConsequences: [Consequence] {
        guard schema.expanded?.hasRun == true else { return [] }
        return [Consequence("the schema stays expanded; both revisions tolerate it")]
    }

    /// What stable takes on with all traffic, because that is what a rollback can fail by.
    private func loadOnStable(_ rate: Double) -> Consequence {
        let count = Double(carrying(.stable))
        let each = [rate / count, rate * (1 - split.asked.share) / count, rate]
            .map { Int($0.rounded()).grouped }
        return Consequence(
            "puts \(each[2]) requests/s on \(carrying(.stable)) of "
                + "\(self.count(of: .stable)) stable instances, \(each[0]) each "
                + "(now \(each[1]))"
        )
    }

    private func drainTime(of revision: Revision?) -> String {
        guard let process = revision?.process else { return "" }
        return "at most \((process.drainLongLived + process.grace).spoken)"
    }

    /// Requests a second over the last samples; nil while none were measured.
    package var requestRate: Double? {
        let recent = window.samples.suffix(5).filter(\.hasTraffic)
        guard !recent.isEmpty else { return nil }
        let requests = recent.reduce(0) { $0 + $1.stable.requests + $1.canary.requests }
        return Double(requests) / Double(recent.count)
    }
}
