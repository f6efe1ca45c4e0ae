import Foundation
import RolloutCore

/// Something the service depends on, as the plan file says it.
struct ExternalDraft {
    var name: String
    var http: String?
    var tcp: String?
    var command: [String]?
    var every = Duration.seconds(5)
    var timeout = Duration.seconds(3)
    var failures = 2
}

extension PlanSections {
    /// What the service depends on and the release does not change.
    static var externals: Section<[ExternalDraft]> {
        .named(
            "dependency",
            such: "{payments: {http: \"https://gateway.example/health\"}}",
            pattern: .plain,
            Section(
                keys: [
                    Key(
                        "http",
                        \.http,
                        url("https://gateway.example/health"),
                        "Asked with GET; 200 through 299 is healthy."
                    ),
                    Key(
                        "tcp",
                        \.tcp,
                        .text("a host and a port, such as mail.example:25", isQuiet: true) {
                            isHostAndPort($0)
                        },
                        "Host and port that have to accept a connection."
                    ),
                    Key(
                        "run",
                        \.command,
                        arguments(such: "[bin/check-mail, --quiet]"),
                        "A command that ends with exit status 0 when it is healthy."
                    ),
                    Key(
                        "every",
                        \.every,
                        .duration(.milliseconds(100)...(.hours(1)), such: "5s"),
                        "Time between two checks; 5s when absent."
                    ),
                    Key(
                        "timeout",
                        \.timeout,
                        .duration(.milliseconds(10)...(.hours(1)), such: "3s"),
                        "How long one answer may take; 3s when absent."
                    ),
                    Key(
                        "failures",
                        \.failures,
                        .whole(1...100),
                        "Failures in a row from which it counts as down; 2 when absent."
                    ),
                ],
                rules: externalRules
            )
        ) { ExternalDraft(name: $0) }
    }

    private static var externalRules: [Rule<ExternalDraft>] {
        [
            Rule(at: "http", "tcp", "run") { draft in
                let given = [
                    ("`http`", draft.http != nil), ("`tcp`", draft.tcp != nil),
                    ("`run`", draft.command != nil),
                ].filter(\.1).map(\.0)
                if given.isEmpty {
                    return "nothing says how its health is asked for. Write `http`, `tcp` or `run`."
                }
                guard given.count > 1 else { return nil }
                return "a dependency is asked in one way, and here are \(given.spokenList). "
                    + "Keep one, or name it twice."
            },
            programRule(\.command),
        ]
    }
}

extension ExternalDraft {
    /// The dependency that the draft describes; nil when nothing says how it is asked.
    func plan(folder: URL) -> ExternalPlan? {
        var check: ExternalPlan.Check?
        if let http { check = .http(http) }
        if let tcp { check = .tcp(tcp) }
        if let command {
            check = .command(DeclaredCommand(command, within: timeout, folder: folder))
        }
        guard let check else { return nil }
        var plan = ExternalPlan(name: name, check: check)
        plan.every = every
        plan.timeout = timeout
        plan.failures = failures
        return plan
    }
}
