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
        ]
    }

    private static func deadline(_ draft: PlanDraft, _ what: String, _ effect: String) -> String {
        "\(what) is longer than `progressDeadline` (\(draft.progressDeadline.spelled)) allows, so "
            + "\(effect). Shorten it, or write a longer `progressDeadline`."
    }
}
