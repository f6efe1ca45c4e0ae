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
            .later("unanswered"),
        ])
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

    /// The age a rehearsal may have, while it is being read.
    private struct AgeDraft {
        var limit = Duration.zero
    }
}
