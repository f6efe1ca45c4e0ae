import RolloutCore

extension PlanSections {
    /// How differences between the revisions are judged.
    static var judge: Section<JudgePlan> {
        Section(
            keys: [
                Key(
                    "falseRollbacks",
                    \.falseRollbacks,
                    .percent("a share above 0%, such as 1%", upTo: 20),
                    "How many good releases may be rolled back by mistake, at most."
                ),
                Key(
                    "hold",
                    \.holdAt,
                    .number("how many to 1, such as 10", upTo: 1_000),
                    "The evidence at which the release waits and says why."
                ),
                Key(
                    "clearAgainst",
                    \.clearAgainst,
                    .number("how many times, such as 2", upTo: 100),
                    "How many times worse than stable is ruled out before the canary is cleared."
                ),
                Key(
                    "clearConfidence",
                    \.clearConfidence,
                    .percent("a share from 50%, such as 95%", upTo: 99.9),
                    "How sure that is."
                ),
                Key(
                    "warmup",
                    \.warmUp,
                    .duration(.zero ... .hours(1), such: "2m"),
                    "How long after the first request only crashes count."
                ),
                Key(
                    "voteLength",
                    \.voteLength,
                    .duration(.seconds(1)...(.seconds(60)), such: "5s"),
                    "Seconds that make one vote while unrehearsed; a rehearsal chooses its own."
                ),
                Key(
                    "early",
                    \.early,
                    .duration(.seconds(1)...(.hours(24)), such: "60s"),
                    "Least time at a weight once the canary is cleared; without it the whole pause."
                ),
                Key(
                    "history",
                    in: \.self,
                    history,
                    "Where the service's past is known from beside what was observed here."
                ),
            ],
            rules: [
                Rule(at: "falseRollbacks") { plan in
                    guard plan.falseRollbacks <= 0 else { return nil }
                    return "a judge that may never be wrong never rolls back. Write more than 0%, "
                        + "such as 1%."
                },
                Rule(at: "hold", "falseRollbacks") { plan in
                    guard plan.holdAt <= 1 || plan.holdAt >= plan.rollbackAt else { return nil }
                    let most = plan.rollbackAt.formatted(digits: 0)
                    return "the release would wait at \(plan.holdAt.formatted(digits: 1)):1. "
                        + "Write more than 1, and less than the \(most):1 that rolls it back."
                },
                Rule(at: "clearAgainst") { plan in
                    guard plan.clearAgainst <= 1 else { return nil }
                    return "nothing can be shown to be exactly as good. Write more than 1."
                },
                Rule(at: "clearConfidence") { plan in
                    guard plan.clearConfidence < 50 else { return nil }
                    return "less than 50% is no confidence. Write 50% to 99.9%."
                },
            ]
        )
    }
}

extension JudgePlan {
    fileprivate var voteLength: Duration? {
        get { voteSeconds.map { .seconds($0) } }
        set { voteSeconds = newValue.map { Int($0.components.seconds) } }
    }

    fileprivate var early: Duration? {
        get { earlySeconds.map { .seconds($0) } }
        set { earlySeconds = newValue.map { Int($0.components.seconds) } }
    }
}
