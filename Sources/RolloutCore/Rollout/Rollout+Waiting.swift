extension Rollout {
    /// At a gate where only a person is missing: says so once, and does what the plan wants when
    /// nobody comes.
    ///
    /// Called when nothing but a person is in the way, the criteria included.
    func whileAwaited(stage: Int, at now: Timestamp, judge: any Judge) -> [Event] {
        guard let since = awaitedSince else { return [.answerAwaited] }
        guard let deadline = answerDeadline(since: since), now >= deadline else { return [] }
        switch plan.unanswered.way {
        case .hold:
            return []
        case .rollback:
            return canRollBackByItself
                ? [.rollbackStarted(.unanswered(.init(wrappedValue: plan.unanswered.after)))] : []
        case .continue:
            return verdictEvents(at: now, judge: judge) + [
                .gateOpened(
                    stage: stage,
                    how: .unanswered(.init(wrappedValue: plan.unanswered.after))
                ),
                shift(toStage: stage + 1),
            ]
        }
    }

    /// When a gate that waits for a person is answered by the plan; nil when it waits for ever.
    package func answerDeadline(since: Timestamp) -> Timestamp? {
        plan.unanswered.way == .hold ? nil : limit(plan.unanswered.after, from: since)
    }

    /// Persons whose word the gate of the present stage needs; 1 but where the plan says more.
    package var neededApprovals: Int {
        guard case .baking(let stage, _) = phase, case .persons(let count) = plan.stages[stage].gate
        else { return 1 }
        return count
    }

    /// Who would be enough with that person: empty when the gate may open now.
    func missingApprovals(with person: Operator) -> Int {
        let names = Set((approvals + [person]).map(\.uid))
        return max(0, neededApprovals - names.count)
    }
}
