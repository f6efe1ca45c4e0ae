import RolloutCore

extension DashboardModel {
    /// What stays on the ordinary screen after leaving: where the release is, and how to come back.
    package var farewell: [String] {
        guard let rollout else { return ["no release was seen"] }
        let plan = rollout.plan
        let from = plan.stable.map { "\($0.label) → " } ?? ""
        let name = "\(plan.service) \(rollout.start.release) \(from)\(plan.canary.label)"
        if case .ended(let outcome, let at) = rollout.phase {
            return ending(outcome, name: name, at: at)
        }
        let observed = rollout.split.observed?.description ?? "an unknown share"
        let state = "\(name): \(rollout.phase.name), \(observed) on \(plan.canary.label)"
        return [state + " at \(now.clock)Z", course(rollout)] + [
            "  handoff watch \(plan.service)     shows it again",
            "  handoff rollback \(plan.service)  returns all traffic"
                + (plan.stable.map { " to \($0.label)" } ?? ""),
        ]
    }

    private func course(_ rollout: Rollout) -> String {
        if case .gone(let since) = stewardship {
            return "Nobody steers since \(since.clock)Z: `handoff resume \(rollout.plan.service)`."
        }
        return switch rollout.plan.whenUnwatched {
        case .hold:
            "The release goes on under its steward and waits at the next gate unless "
                + "somebody watches."
        case .continue: "The release goes on under its steward by the plan."
        }
    }

    private func ending(_ outcome: Outcome, name: String, at: Timestamp) -> [String] {
        let head = "\(name): \(outcome.name) at \(at.day) \(at.clock)Z"
        switch outcome {
        case .succeeded, .rehearsed, .adopted, .aborted:
            return [head]
        case .refused:
            let failed = rollout?.findings.filter { !$0.passed } ?? []
            return [head + ", nothing was changed"] + failed.map { "  \($0.name): \($0.finding)" }
        case .rolledBack(let cause):
            return [head, "  \(cause.sentence)"]
        case .rollbackFailed(let cause, let left):
            return [head, "  \(cause.sentence)", "  \(left)"]
        }
    }
}
