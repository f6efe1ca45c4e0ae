import RolloutCore

extension PlanSections {
    /// How instances are started, checked, drained and stopped.
    static var instances: Section<PlanDraft> {
        Section(keys: [
            Key("process", in: \.process, process, isRequired: true, "The command, and its ports."),
            Key(
                "count",
                \.instanceCount,
                .whole(1...100),
                isRequired: true,
                "Instances of a revision that carries all traffic."
            ),
            Key("startup", in: \.process, startup, "Passes once when the process has started up."),
            Key("ready", in: \.process, readiness, "Passes while it can serve real traffic."),
            Key("live", in: \.process.liveness, liveness, "Passes while it is not stuck."),
            Key("drain", in: \.process, drain, "How open requests are waited for."),
            Key("metrics", in: \.process, scrape, "Where instances offer OpenMetrics text."),
        ])
    }

    private static var process: Section<ProcessPlan> {
        Section(
            keys: [
                Key(
                    "command",
                    \.command,
                    .list(
                        #"a list such as ["{artifact}", serve, --port, "{port}"]"#,
                        of: .text("one argument of the command") { _ in true }
                    ),
                    isRequired: true,
                    "The arguments of one instance, never given to a shell."
                ),
                Key(
                    "ports",
                    \.ports,
                    ports.map(Optional.some),
                    isRequired: true,
                    "The loopback ports instances may take, two for each of `count`."
                ),
            ],
            rules: [
                Rule(at: "command") { $0.command.first == "" ? Self.noProgram : nil },
                Rule(at: "command") { placeholder("artifact", in: $0.command) },
                Rule(at: "command") { placeholder("port", in: $0.command) },
                Rule(at: "command") { strangePlaceholder(in: $0.command) },
            ]
        )
    }

    /// What is said of a command without a program.
    static let noProgram = "`command` begins with an empty text. Write the program first."

    /// What is said of a command that lacks a placeholder it needs; nil when it has it.
    static func placeholder(_ name: String, in command: [String]) -> String? {
        guard !command.contains(where: { $0.contains("{\(name)}") }) else { return nil }
        let why =
            name == "artifact"
            ? "what runs would not be the bytes that were checked"
            : "all instances would want the same port"
        return "`command` has no \"{\(name)}\", so \(why). Add \"{\(name)}\" in quotes where the "
            + (name == "artifact" ? "program" : "port") + " belongs."
    }

    /// What is said of a placeholder that nothing is put in for; nil when there is none.
    static func strangePlaceholder(
        in command: [String],
        replaced: String = "Only {artifact} and {port} are"
    ) -> String? {
        for argument in command {
            for match in argument.matches(of: #/\{([A-Za-z]+)\}/#)
            where match.1 != "artifact" && match.1 != "port" {
                return "`command` contains \(String(match.0).quotedForSentence), which nothing "
                    + "is put in for. \(replaced) replaced."
            }
        }
        return nil
    }

    private static var ports: Kind<ClosedRange<Int>> {
        .scalar(
            "a range of ports from 1 to 65535, such as 9100-9199",
            schema: ["type": "string", "pattern": "^[0-9]+ ?- ?[0-9]+$"]
        ) { text, _ in
            guard let match = text.wholeMatch(of: #/(\d{1,5}) ?- ?(\d{1,5})/#),
                let low = Int(match.1), let high = Int(match.2),
                low >= 1, low <= high, high <= 65_535
            else { return nil }
            return low...high
        }
    }

    private static var startup: Section<ProcessPlan> {
        Section(
            keys: probeKeys(\.startup, path: "/startupz", without: ["successes", "failures"]) + [
                Key(
                    "within",
                    \.startupWithin,
                    .duration(.seconds(1)...(.hours(24)), such: "60s"),
                    "How long start-up may take."
                )
            ]
        )
    }

    private static var readiness: Section<ProcessPlan> {
        Section(
            keys: probeKeys(\.readiness, path: "/readyz") + [
                Key(
                    "soak",
                    \.soak,
                    .duration(.zero ... .hours(24), such: "10s"),
                    "How long it must stay ready before it counts."
                )
            ]
        )
    }

    private static var liveness: Section<Probe> {
        Section(keys: probeKeys(\.self, path: "/livez", without: ["successes"]))
    }

    /// The rows that all checks share.
    private static func probeKeys<Draft>(
        _ probe: WritableKeyPath<Draft, Probe>,
        path: String,
        without absent: Set<String> = []
    ) -> [Key<Draft>] {
        [
            Key(
                "http",
                probe.appending(path: \.path),
                .httpPath(path),
                "The path asked for; 200 through 299 passes."
            ),
            Key(
                "every",
                probe.appending(path: \.every),
                .duration(.milliseconds(50)...(.hours(1)), such: "1s"),
                "Time between two checks."
            ),
            Key(
                "timeout",
                probe.appending(path: \.timeout),
                .duration(.milliseconds(10)...(.hours(1)), such: "5s"),
                "How long one answer may take."
            ),
            Key(
                "successes",
                probe.appending(path: \.successes),
                .whole(1...100),
                "Passes in a row that count as passed."
            ),
            Key(
                "failures",
                probe.appending(path: \.failures),
                .whole(1...100),
                "Failures in a row that count as failed."
            ),
        ].filter { !absent.contains($0.name) }
    }

    private static var drain: Section<ProcessPlan> {
        Section(
            keys: [
                Key(
                    "within",
                    \.drainWithin,
                    .duration(.zero ... .hours(24), such: "30s"),
                    "How long open requests are waited for."
                ),
                Key(
                    "longLived",
                    \.drainLongLived,
                    .duration(.zero ... .hours(24), such: "5m"),
                    "How long connections that outlive `within` are waited for."
                ),
                Key(
                    "grace",
                    \.grace,
                    .duration(.zero ... .hours(1), such: "10s"),
                    "Time between TERM and KILL."
                ),
            ],
            rules: [
                Rule(at: "longLived", "within") { plan in
                    guard plan.drainLongLived < plan.drainWithin else { return nil }
                    let within = plan.drainWithin.spelled
                    return "`longLived` (\(plan.drainLongLived.spelled)) is shorter than `within` "
                        + "(\(within)), which it comes after. Write \(within) or more."
                }
            ]
        )
    }

    private static var scrape: Section<ProcessPlan> {
        Section(keys: [
            Key(
                "http",
                \.metricsPath,
                Kind<String>.httpPath("/metrics").orOff,
                "The path of the metrics text, /metrics when absent; off when there is none."
            )
        ])
    }
}
