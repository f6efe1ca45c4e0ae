import RolloutCore

/// A secret as the plan file says it: from the environment unless another place is named.
struct SecretDraft {
    var name = ""
    var file: String?
    var command: [String]?
    var within: Duration?
}

extension PlanSections {
    /// Longest time a command may take when the plan does not say.
    static let secretLimit = Duration.seconds(10)

    /// Names of variables, each alone or with the place its value comes from; none twice.
    static var secrets: Kind<[SecretDraft]> {
        let list = Kind<[SecretDraft]>.named(
            "names of variables, such as [PAYMENT_SECRET, {name: TOKEN, file: run/token}]",
            secret,
            by: \.name
        )
        return Kind(
            expected: list.expected,
            schema: list.schema.adding([.init(name: "uniqueItems", value: true)]),
            paths: list.paths
        ) { node, reading in
            if case .scalar = node.content {
                reading.refuse(node, expected: list.expected, isQuiet: true)
                return nil
            }
            return list.read(node, &reading)
        }
    }

    /// What is no section is taken for a name, and not shown when it is none: it may be the value.
    private static var secret: Kind<SecretDraft> {
        let name = Kind<String>.variable.map { SecretDraft(name: $0) }
        let section = Kind<SecretDraft>.section(SecretDraft(), place)
        return Kind(
            expected: name.expected,
            schema: ["anyOf": [name.schema, section.schema]],
            paths: section.paths
        ) { node, reading in
            if case .map = node.content { return section.read(node, &reading) }
            return name.read(node, &reading)
        }
    }

    private static var place: Section<SecretDraft> {
        Section(
            keys: [
                Key(
                    "name",
                    \.name,
                    .variable,
                    isRequired: true,
                    "The variable an instance gets the value in."
                ),
                Key(
                    "file",
                    \.file,
                    .path("run/payment-secret"),
                    "A file that holds the value and that not everybody may read."
                ),
                Key(
                    "run",
                    \.command,
                    arguments(such: "[vault, read, -field=value, secret/payment]"),
                    "A command that prints the value, never given to a shell."
                ),
                Key(
                    "within",
                    \.within,
                    .duration(.milliseconds(100)...(.seconds(120)), such: "10s"),
                    "How long the command of `run` may take; 10s when absent."
                ),
            ],
            rules: [
                Rule(at: "file", "run") { draft in
                    guard draft.file != nil, draft.command != nil else { return nil }
                    return "`file` and `run` are two places for one value. Keep one."
                },
                Rule(at: "within", "run") { draft in
                    guard draft.within != nil, draft.command == nil else { return nil }
                    return "`within` is the limit of a command, and there is no `run`. Remove it."
                },
                programRule(\.command),
            ]
        )
    }
}
