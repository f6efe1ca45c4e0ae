package import RolloutCore
import RolloutEngine

/// Runs the commands and asks the services that a plan declares as hooks.
///
/// Commands get what every program needs (`PATH`, `HOME` and the like) and the release's state in
/// `HANDOFF_` variables, nothing else. Services get the same as JSON, by POST.
package struct DeclaredHooks: HookRunner {
    let runs: CommandRun
    let value: @Sendable (String) -> String?
    let secrets: SecretStore
    private let others: [SecretSource]

    /// Hooks whose commands keep records and output in that folder, made when missing.
    ///
    /// `value` gives the variables every program needs. No hook gets a secret; those of the
    /// service, `others`, and what else the store has given are masked where a hook prints them
    /// because it has them from elsewhere.
    /// - Throws: a ``RolloutCore/Failure`` when the folder cannot be made.
    package init(
        folder: String,
        value: @escaping @Sendable (String) -> String?,
        secrets: SecretStore,
        others: [SecretSource] = []
    ) throws {
        self.value = value
        self.secrets = secrets
        self.others = others
        runs = try CommandRun(folder: folder)
    }

    /// A service that has the same question open from an earlier steward is asked again, with the
    /// same key.
    package func run(_ hook: HookPlan, telling context: HookContext) async throws -> String {
        // Only what was looked up can be masked, and after a restart nothing was.
        await onOwnThread { [others, secrets] in
            for source in others { _ = secrets.value(of: source) }
        }
        return switch hook.action {
        case .command(let command): try await run(command, of: hook, telling: context)
        case .http(let url, let timeout):
            try await ask(url, of: hook, within: timeout.wrappedValue, telling: context)
        }
    }
}

extension HookPlan {
    /// What stands at the beginning of every sentence about it.
    var title: String { "hook `\(name)`" }

    /// That it does not advance the release, and why.
    func failure(
        _ kind: Failure.Kind,
        _ fact: String,
        lines: [String] = [],
        isRetryable: Bool = true
    ) -> Failure {
        let last = lines.last.map { ": \($0.prefix(200))" } ?? ""
        return Failure(
            kind,
            "\(title) does not advance the release, it \(fact)\(last)",
            detail: "Nothing follows it until it does. Correct what it found and try again. "
                + (lines.isEmpty
                    ? "It said nothing."
                    : "It said last: " + lines.suffix(5).joined(separator: " | ")),
            isRetryable: isRetryable
        )
    }
}
