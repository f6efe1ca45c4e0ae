import RolloutCore

extension PlanSections {
    /// The weights, and how long to stay at each.
    static var strategy: Section<PlanDraft> {
        Section(
            keys: [
                Key(
                    "steps",
                    \.stages,
                    stages,
                    isRequired: true,
                    "Weights that rise to 100, with the pauses after each."
                ),
                Key(
                    "warm",
                    spellings: ["scaleDownDelay"],
                    \.warm,
                    .duration(.zero ... .hours(24 * 7), such: "30m"),
                    "How long the previous revision stays running after 100%."
                ),
                Key(
                    "whenUnwatched",
                    \.whenUnwatched,
                    .word(.hold, .continue),
                    "At a gate while no dashboard is open: hold, or continue by the plan."
                ),
                .later("analysis", "Remove it; criteria are judged all the time."),
            ],
            rules: [
                Rule(at: "warm", "steps") { draft in
                    guard draft.stages.count == 1, draft.warm == .zero else { return nil }
                    return "one step to 100% with `warm: 0s` compares nothing and leaves no way "
                        + "back. Add a smaller weight before, or write a warm time such as 30m."
                }
            ]
        )
    }

    private static var step: Section<StepDraft> {
        Section(
            keys: [
                Key(
                    "setWeight",
                    spellings: ["weight"],
                    \.weight,
                    weight.map(Optional.some),
                    "The share of requests that goes to the new revision, in percent."
                ),
                Key(
                    "pause",
                    \.pause,
                    pause,
                    "How long to stay at the weight before; {} until a person advances."
                ),
                .later("analysis", "Remove it; criteria are judged all the time."),
            ],
            rules: [
                Rule(at: "", "setWeight", "pause") { step in
                    switch (step.weight, step.pause) {
                    case (nil, nil):
                        "a step has one key. Write {setWeight: 5}, {pause: 2m} or {pause: {}}."
                    case (.some, .some):
                        "this step is a weight and a pause. Write them as two steps."
                    default: nil
                    }
                }
            ]
        )
    }

    /// A share of requests above 0.
    static var weight: Kind<Weight> {
        .scalar(
            "a percentage above 0 up to 100, such as 5",
            schema: [
                "anyOf": [
                    ["type": "number", "exclusiveMinimum": 0, "maximum": 100],
                    ["type": "string", "pattern": #"^[0-9]+(\.[0-9]{1,2})? ?%$"#],
                ]
            ]
        ) { text, isPlain in
            let isShare = text.hasSuffix("%")
            guard isPlain || isShare,
                let number = (isShare ? text.dropLast().withoutTrailingSpace : text[...]).decimal
            else { return nil }
            let hundredths = number * 100
            guard (1...10_000).contains(hundredths), hundredths.rounded() == hundredths else {
                return nil
            }
            return Weight(hundredths: Int(hundredths))
        }
    }

    private static var pause: Kind<PauseDraft> {
        let length = Kind<Duration>.duration(.seconds(0)...(.hours(24 * 7)), such: "2m")
        let section = Section<PauseDraft>(keys: [
            Key("duration", \.length, length, "How long; without it, until a person advances."),
            Key(
                "approvals",
                \.approvals,
                .whole(1...10),
                "How many different persons have to advance; 1 when absent and without `duration`."
            ),
        ])
        return .either(
            length.map { PauseDraft(length: $0) },
            orSection: .section(PauseDraft(), section),
            "\(length.expected), {} to wait for a person, or {approvals: 2} for two persons"
        )
    }

    /// The steps as the stages they mean: a weight, the pauses behind it, and what opens its gate.
    private static var stages: Kind<[Stage]> {
        let steps = Kind<[Located<StepDraft>]>.list(
            "a list such as [{setWeight: 5}, {pause: 2m}, {setWeight: 100}]",
            of: Kind.section(StepDraft(), step).located
        )
        return Kind(expected: steps.expected, schema: steps.schema, paths: steps.paths) {
            node,
            reading in
            steps.read(node, &reading).map { stages(from: $0, &reading) }
        }
    }

    private static func stages(
        from steps: [Located<StepDraft>],
        _ reading: inout Reading
    ) -> [Stage] {
        var stages: [Stage] = []
        var line = 0
        for step in steps {
            if let weight = step.value.weight {
                if let last = stages.last, weight <= last.weight {
                    let sentence =
                        "this step goes to \(weight) after \(last.weight) in line "
                        + "\(line). Weights only rise in a plan; to lower one, step back or "
                        + "roll back."
                    reading.report(sentence, at: step.position)
                    continue
                }
                stages.append(Stage(weight: weight, bake: .zero))
                line = step.position.line
            } else if let pause = step.value.pause {
                if let sentence = misplaced(after: stages.last) {
                    reading.report(sentence, at: step.position)
                } else {
                    stages[stages.count - 1].add(pause)
                }
            }
        }
        let isComplete = steps.allSatisfy { $0.value.weight != nil || $0.value.pause != nil }
        if isComplete, let end = steps.last, stages.last?.weight != .full {
            let last = stages.last.map { "the last weight is \($0.weight)" } ?? "there is no weight"
            let sentence = "\(last), and a plan ends at 100%. Add {setWeight: 100} at the end."
            reading.report(sentence, at: end.position)
        }
        return stages
    }

    private static func misplaced(after stage: Stage?) -> String? {
        guard let stage else {
            return "this pause comes before the first weight, where there is nothing to wait for. "
                + "Put it behind a setWeight."
        }
        guard stage.weight == .full else { return nil }
        return "this pause comes after 100%, where the previous revision stays warm anyway. "
            + "Remove it, and write `warm: 30m` under `strategy`."
    }
}

extension Stage {
    /// Makes the stay longer, or its gate one that a person opens.
    fileprivate mutating func add(_ pause: PauseDraft) {
        bake += pause.length ?? .zero
        let needed = max(persons, pause.persons)
        gate = needed == 0 ? .automatic : needed == 1 ? .person : .persons(needed)
    }

    private var persons: Int {
        switch gate {
        case .automatic: 0
        case .person: 1
        case .persons(let count): count
        }
    }
}
