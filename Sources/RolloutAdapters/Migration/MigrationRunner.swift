import Foundation
package import RolloutCore
import RolloutEngine

/// Changes a database's schema by the commands of a plan: `psql`, `sqlite3`, a migration tool.
///
/// Commands get the plan's variables and secrets, what every program needs (`PATH`, `HOME` and the
/// like), and for PostgreSQL 14 and newer `PGOPTIONS` with two settings more: `lock_timeout`, so
/// that no statement makes the service wait behind it for longer, and
/// `client_connection_check_interval` of 1 s, so that a statement ends with the command that sent
/// it. Other databases take their limits from the command itself.
package struct MigrationRunner: Migrations {
    /// By what commands of migrations are known in their folder.
    static let backfillName = "backfill"

    let plan: MigrationPlan
    let runs: CommandRun
    let value: @Sendable (String) -> String?
    private let secrets: SecretStore

    /// A runner that keeps records and output of its commands in the folder, made when missing.
    ///
    /// `value` gives variables that are not secret; it is asked at every command.
    /// - Throws: a ``RolloutCore/Failure`` when the folder cannot be made.
    package init(
        plan: MigrationPlan,
        folder: String,
        value: @escaping @Sendable (String) -> String?,
        secrets: SecretStore
    ) throws {
        self.plan = plan
        self.value = value
        self.secrets = secrets
        runs = try CommandRun(folder: folder)
    }

    package func state() async throws -> SchemaState {
        let outcome: BriefCommand.Outcome
        do {
            let command = BriefCommand(
                command: plan.check,
                environment: try await environment()
            )
            outcome = try await command()
        } catch let error as SystemError {
            throw Failure(
                .refused,
                "the schema was not looked at: \(programOfCheck): \(error.words)",
                detail: "Nothing was changed. Install it, or correct `migrations.check`.",
                isRetryable: false
            )
        }
        let mask = mask
        let errors = PrintedText.lines(of: mask.masked(outcome.errors).utf8)
        guard outcome.isGood else {
            let fact =
                outcome.isOverdue
                ? "had not ended within \(plan.check.within.spoken)"
                : "ended with \(outcome.exit.words)"
            throw Failure(
                outcome.isOverdue ? .timedOut : .unreachable,
                "the schema was not looked at: \(programOfCheck) \(fact)",
                detail: Self.lastWords(errors)
            )
        }
        guard let line = PrintedText.lines(of: mask.masked(outcome.output).utf8).last else {
            throw Failure(
                .refused,
                "the schema's state is not known: \(programOfCheck) printed nothing",
                detail: "Nothing was changed. `migrations.check` has to print the version. "
                    + Self.lastWords(errors),
                isRetryable: false
            )
        }
        return SchemaState(rawValue: line.trimmingCharacters(in: .whitespaces))
    }

    /// Reads at most the last 64 KiB of it.
    package func lastLines(of stage: MigrationStage, count: Int) async -> [String] {
        await runs.lastLines(of: stage.rawValue, count: count, secrets: secrets.knownValues)
    }

    var mask: SecretMask { SecretMask(secrets.knownValues) }

    private var programOfCheck: String { plan.check.arguments.first ?? "no command" }

    static func lastWords(_ lines: [String]) -> String {
        lines.isEmpty
            ? "It said nothing." : "It said last: " + lines.suffix(5).joined(separator: " | ")
    }

    /// An order for one command of this migration.
    func order(_ name: String, _ command: DeclaredCommand) async throws -> CommandOrder {
        let environment = try await environment()
        return CommandOrder(
            name: name,
            command: command,
            environment: environment,
            secrets: secrets.knownValues
        )
    }

    /// What check and commands get as environment.
    ///
    /// - Throws: a ``RolloutCore/Failure`` that names every variable without a value.
    func environment() async throws -> [String: String] {
        var environment = CommandEnvironment.usual(value)
        var facts: [String] = []
        for name in plan.variables {
            environment[name] = value(name)
            if environment[name]?.isEmpty ?? true { facts.append("\(name) is not set or empty") }
        }
        let (store, sources) = (secrets, plan.secrets)
        let values = await onOwnThread { sources.map { ($0.name, store.value(of: $0)) } }
        for (name, result) in values {
            switch result {
            case .success(let value): environment[name] = value
            case .failure(let trouble): facts.append("secret \(name) \(trouble.fact)")
            }
        }
        guard facts.isEmpty else {
            throw Failure(
                .conflict,
                "no command of the migration was run: \(facts.spokenList)",
                detail: "Nothing was changed. Correct it where handoff is started, then try again."
            )
        }
        environment["PGAPPNAME"] = environment["PGAPPNAME"] ?? "handoff"
        environment["PGOPTIONS"] = serverOptions(environment["PGOPTIONS"])
        return environment
    }

    /// The plan's own options and then ours, which count where both name one.
    private func serverOptions(_ own: String?) -> String? {
        guard plan.lockTimeout > .zero else { return own }
        let wait = max(1, plan.lockTimeout.wholeMicroseconds / 1_000)
        let ours = [
            "-c lock_timeout=\(wait)", "-c client_connection_check_interval=1000",
        ]
        return ([own].compactMap(\.self) + ours).joined(separator: " ")
    }
}

extension SecretMask {
    /// The bytes as text, with each value replaced.
    fileprivate func masked(_ bytes: [UInt8]) -> String {
        masked(String(decoding: bytes, as: UTF8.self))
    }
}
