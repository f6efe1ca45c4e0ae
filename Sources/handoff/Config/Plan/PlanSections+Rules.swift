import RolloutCore

extension PlanSections {
    /// Contradictions between sections.
    static var fileRules: [Rule<PlanDraft>] {
        [
            Rule(at: "instances.process.ports", "instances.count") { draft in
                let needed = 2 * draft.instanceCount
                guard let ports = draft.process.ports, ports.count < needed else { return nil }
                let range = "\(ports.lowerBound)-\(ports.upperBound)"
                return "ports \(range) are \(ports.count), and \(draft.instanceCount) instances of "
                    + "two revisions need \(needed). Write a wider range, or a smaller `count`."
            },
            Rule(at: "instances.ready.soak", "progressDeadline") { draft in
                guard draft.process.soak >= draft.progressDeadline else { return nil }
                return deadline(
                    draft,
                    "`soak` (\(draft.process.soak.spelled))",
                    "no instance could become ready in time"
                )
            },
            Rule(at: "instances.startup.within", "progressDeadline") { draft in
                guard draft.process.startupWithin > draft.progressDeadline else { return nil }
                return deadline(
                    draft,
                    "`startup.within` (\(draft.process.startupWithin.spelled))",
                    "it would never be reached"
                )
            },
            Rule(at: "instances.drain.grace", "progressDeadline") { draft in
                guard draft.process.grace >= draft.progressDeadline else { return nil }
                return deadline(
                    draft,
                    "`grace` (\(draft.process.grace.spelled))",
                    "a rollback could not finish in time"
                )
            },
            Rule(at: "router.haproxy.listen", "instances.process.ports") { draft in
                let port = draft.haproxy.listen?.split(separator: ":").last.flatMap { Int($0) }
                guard let port, draft.process.ports?.contains(port) == true else { return nil }
                return "port \(port) is one of the ports of instances. Write another port here, or "
                    + "another range there."
            },
        ] + stepRules + [hookStepRule]
    }

    /// Contradictions between what a release does and its steps.
    private static var stepRules: [Rule<PlanDraft>] {
        [
            Rule(at: "workers.soak", "progressDeadline") { draft in
                guard let soak = draft.workers?.soak, soak >= draft.progressDeadline else {
                    return nil
                }
                return deadline(
                    draft,
                    "`soak` (\(soak.spelled))",
                    "no worker could become ready in time"
                )
            },
            Rule(over: "flags", "strategy.steps") { draft in
                draft.flags.compactMap { flag in
                    let weights = draft.stages.map(\.weight)
                    guard !weights.contains(flag.at),
                        let next = weights.first(where: { $0 > flag.at })
                    else { return nil }
                    return Finding(
                        place: "flags.\(flag.name).at",
                        sentence: "no step goes to \(flag.at), so this flag would be set at "
                            + "\(next). Write \(next), or add the step."
                    )
                }
            },
            Rule(at: "artifact.validatedIn", "environment") { draft in
                guard draft.artifact.validatedIn == draft.environment else { return nil }
                return "`validatedIn` is the environment of this plan, where a first release could "
                    + "never succeed. Write the one before it, or remove it."
            },
            Rule(at: "rollback.unanswered", "strategy.steps") { draft in
                guard draft.unanswered.way == .continue else { return nil }
                for stage in draft.stages {
                    guard case .persons(let count) = stage.gate else { continue }
                    return "the gate at \(stage.weight) asks \(count) persons, and `continue` "
                        + "would open it without any. Write hold or rollback."
                }
                return nil
            },
        ]
    }

    private static func deadline(_ draft: PlanDraft, _ what: String, _ effect: String) -> String {
        "\(what) is longer than `progressDeadline` (\(draft.progressDeadline.spelled)) allows, so "
            + "\(effect). Shorten it, or write a longer `progressDeadline`."
    }
}
