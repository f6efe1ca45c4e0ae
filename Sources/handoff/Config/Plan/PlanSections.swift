import RolloutCore

/// The table of the plan file.
///
/// To add a key, add a row: the reader, its messages, `handoff schema` and the check that the two
/// agree all follow from it. Sections with many rows have a file of their own.
enum PlanSections {
    /// The whole file.
    static var file: Section<PlanDraft> {
        Section(
            keys: [
                Key(
                    "service",
                    \.service,
                    .name("storefront"),
                    isRequired: true,
                    "The service released; unique on this host."
                ),
                Key(
                    "environment",
                    \.environment,
                    .name("production"),
                    isRequired: true,
                    "Where it is released to, as the screen and the record show it; with "
                        + "`environments` the usual one of them, and may be left out."
                ),
                environments,
                Key("artifact", in: \.artifact, artifact, isRequired: true, "What is released."),
                Key("config", in: \.self, config, "What instances get from the environment."),
                Key("instances", in: \.self, instances, isRequired: true, "How instances run."),
                Key("router", in: \.haproxy, router, isRequired: true, "What splits the traffic."),
                Key(
                    "migrations",
                    \.migrations,
                    .section(MigrationsDraft(), migrations),
                    "How the schema changes, before the release and after it."
                ),
                Key(
                    "workers",
                    \.workers,
                    .section(WorkersDraft(), workers),
                    "Background workers, and how they change over."
                ),
                Key("flags", in: \.flags, flags, "Feature flags set at a weight, by name."),
                Key("externals", in: \.externals, externals, "What the service depends on."),
                Key("hooks", \.hooks, hooks, "Steps of your own, before and after those here."),
                Key("metrics", in: \.criteria, metrics, "What is judged, each by its criterion."),
                Key("judge", in: \.judge, judge, "How differences to stable are judged."),
                Key(
                    "strategy",
                    in: \.self,
                    strategy,
                    isRequired: true,
                    "The weights, and how long to stay at each."
                ),
                Key("rollback", in: \.self, rollback, "How the way back is made sure of."),
                Key("notify", \.receivers, notify, "Who is told of what."),
                Key("freeze", \.freezes, freeze, "When nothing is released."),
                Key(
                    "progressDeadline",
                    \.progressDeadline,
                    .duration(.seconds(10)...(.hours(24)), such: "10m"),
                    "How long instances may take to become ready, and a rollback to finish."
                ),
                Key(
                    "onFailure",
                    in: \.failures,
                    failures,
                    "What is done about failures that are no criterion's."
                ),
                Key(
                    "crashLimit",
                    \.crashLimit,
                    .whole(1...100),
                    "Crashes of new instances that roll the release back."
                ),
            ] + laterKeys,
            rules: fileRules
        )
    }

    /// What differs between environments, which is laid over the rest before it is read.
    private static var environments: Key<PlanDraft> {
        Key(
            name: "environments",
            note: "For a file for several environments: each with the keys that differ there.",
            expected: EnvironmentLayers.expected,
            schema: [
                "type": "object", "minProperties": 1,
                "propertyNames": ["pattern": .text("^x-|" + NamePattern.plain.text)],
                "additionalProperties": ["$ref": "#/$defs/overlay"],
            ],
            paths: ["environments"]
        ) { _, _, _ in }
    }

    /// Keys of the release model that this version refuses.
    private static var laterKeys: [Key<PlanDraft>] {
        [
            .refused(
                "components",
                "`components` is for the plan of a group, and this is the plan of one service. "
                    + "Give the group a file of its own, with nothing but `service`, "
                    + "`environment` and `components`."
            ),
            .later(
                "analysis",
                "Remove it; criteria under `metrics` are judged all the time."
            ),
        ]
    }

    private static var artifact: Section<ArtifactDraft> {
        Section(keys: [
            Key(
                "path",
                \.path,
                .path("build/storefront"),
                isRequired: true,
                "The file to release; relative to the plan file."
            ),
            Key(
                "digest",
                \.digest,
                digest,
                "The hash its bytes must have; the release is refused when they differ."
            ),
            Key(
                "label",
                \.label,
                .text("what people call this revision, such as 2.0") {
                    !$0.isEmpty && $0.count <= 40
                },
                "What people call this revision; the digest's first digits when absent."
            ),
            .later("image", "Give the file to run with `path`, and remove this."),
            Key(
                "validatedIn",
                \.validatedIn,
                .name("staging"),
                "The environment in which a release of the same bytes must have succeeded."
            ),
        ])
    }

    private static var digest: Kind<Digest> {
        .scalar(
            "`sha256:` and 64 hexadecimal digits, as `sha256sum` prints them",
            schema: ["type": "string", "pattern": "^sha256:[0-9a-fA-F]{64}$"]
        ) { text, _ in Digest(rawValue: text) }
    }

    private static var config: Section<PlanDraft> {
        Section(
            keys: [
                Key(
                    "env",
                    \.variables,
                    .distinct("names of variables, such as [DATABASE_URL]", of: .variable),
                    "Variables an instance gets; each must be present and not empty."
                ),
                Key(
                    "secrets",
                    \.secrets,
                    secrets,
                    "Variables whose values are never shown or recorded, and where they come from."
                ),
            ],
            rules: [
                Rule(at: "secrets", "env") { draft in
                    let both = draft.secrets.map(\.name).filter(draft.variables.contains)
                    guard !both.isEmpty else { return nil }
                    let names = both.map(\.quotedForSentence).spokenList
                    return "\(names) is under `env` and under `secrets`. Keep it under `secrets`."
                }
            ]
        )
    }
}
