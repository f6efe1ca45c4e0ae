import RolloutCore

extension PlanSections {
    /// How the way back is made sure of.
    static var rollback: Section<PlanDraft> {
        Section(keys: [
            Key(
                "rehearsal",
                \.rehearsal,
                rehearsal,
                "When an instance of stable has to show that it starts: before every release, when "
                    + "the last time is too long ago, or never."
            ),
            Key(
                "unanswered",
                \.unanswered,
                unanswered,
                "At a gate that waits for a person and gets no answer: hold without an end, or "
                    + "rollback or continue after a day or the time given."
            ),
        ])
    }

    /// A way on alone, which comes after a day, or with its time.
    private static var unanswered: Kind<UnansweredPolicy> {
        let expected = "hold, rollback, continue, {rollback: 24h} or {continue: 24h}"
        let ways = Kind<UnansweredPolicy.Way>.word(.hold, .rollback, .continue)
        return .either(
            ways.map { UnansweredPolicy($0) },
            orSection: Kind<WaitDraft>.section(WaitDraft(), wait).map(\.policy),
            expected
        )
    }

    private static var wait: Section<WaitDraft> {
        let length = Kind<Duration>.duration(.seconds(60)...(.hours(24 * 30)), such: "24h")
        return Section(
            keys: [
                Key("rollback", \.rollback, length, "Return all traffic to stable after that."),
                Key("continue", \.goOn, length, "Open the gate after that, if nothing else holds."),
                .refused(
                    "hold",
                    "`hold` waits without an end, so it has no time. Write `unanswered: hold`."
                ),
            ],
            rules: [
                Rule(at: "rollback", "continue", "hold") { draft in
                    guard (draft.rollback == nil) == (draft.goOn == nil) else { return nil }
                    return "a gate that nobody answers has one way on. Write {rollback: 24h} or "
                        + "{continue: 24h}."
                }
            ]
        )
    }

    private static var rehearsal: Kind<RehearsalPolicy> {
        let expected = "required, {whenOlderThan: 24h} or off"
        return .either(
            .scalar(expected, schema: ["enum": ["required", "off"]]) { text, _ in
                ["required": .required, "off": .off][text]
            },
            orSection: Kind<AgeDraft>.section(AgeDraft(), age).map { .whenOlderThan($0.limit) },
            expected
        )
    }

    private static var age: Section<AgeDraft> {
        Section(keys: [
            Key(
                "whenOlderThan",
                \.limit,
                .duration(.seconds(60)...(.hours(24 * 30)), such: "24h"),
                isRequired: true,
                "A rehearsal of the same revision and configuration holds for that long."
            )
        ])
    }

    /// How long a gate waits for what, while it is being read.
    private struct WaitDraft {
        var rollback: Duration?
        var goOn: Duration?

        var policy: UnansweredPolicy {
            if let rollback { return UnansweredPolicy(.rollback, after: rollback) }
            return goOn.map { UnansweredPolicy(.continue, after: $0) } ?? UnansweredPolicy()
        }
    }

    /// The age a rehearsal may have, while it is being read.
    private struct AgeDraft {
        var limit = Duration.zero
    }
}
