import Foundation
package import RolloutCore

extension MigrationRunner {
    /// How long the linter may take; it needs milliseconds a file.
    private static let lintLimit = Duration.seconds(30)
    /// Rules that do not apply: limits come from us, and whether a migration can be repeated is
    /// read from its state.
    private static let ours = [
        "require-lock-timeout", "require-statement-timeout", "require-timeout-settings",
        "prefer-robust-stmts",
    ]
    /// What contract is for: whatever a table had that only the old revision needs.
    private static let removals = [
        "column", "table", "not-null", "constraint", "default", "function", "index", "sequence",
        "trigger", "type", "view",
    ].map { "ban-drop-" + $0 }

    /// Runs `squawk`, the linter for PostgreSQL, on each stage's files.
    package func lint() async -> LintReport {
        guard plan.lint != .off else {
            return .notLooked("The SQL was not looked at: the plan says `lint: off`.")
        }
        let files = (plan.expand?.files ?? []) + (plan.contract?.files ?? [])
        guard !files.isEmpty else {
            return .notLooked("The SQL was not looked at: the plan names no `sql` files.")
        }
        guard let program = ProgramSearch.path(of: "squawk", in: value("PATH")) else {
            return .notLooked(
                "The SQL was not looked at: squawk is not installed. `pip install squawk-cli` or "
                    + "`npm install -g squawk-cli` installs it; `lint: off` does without."
            )
        }
        do {
            var findings: [LintFinding] = []
            for (migration, allowed) in [(plan.expand, []), (plan.contract, Self.removals)] {
                guard let migration, !migration.files.isEmpty else { continue }
                findings += try await look(program, migration, allowed: allowed)
            }
            return .looked(files: files.count, findings: findings)
        } catch {
            let words = (error as? Failure)?.summary ?? error.systemWords
            return .notLooked("The SQL was not looked at: \(words).")
        }
    }

    private func look(
        _ program: String,
        _ migration: Migration,
        allowed: [String]
    ) async throws -> [LintFinding] {
        let missing = migration.files.filter { access($0, R_OK) != 0 }
        // The linter passes over what it cannot read, which would count as nothing found.
        guard missing.isEmpty else {
            throw Failure(.conflict, "\(missing.spokenList) cannot be read")
        }
        var command = migration.command
        command.arguments = [program, "--reporter", "json"] + migration.files
        command.within = Self.lintLimit
        let environment = ["PATH": value("PATH") ?? "/usr/bin:/bin"]
        let outcome = try await BriefCommand(command: command, environment: environment)()
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        // It ends with 1 when there are findings, so what it printed decides.
        guard !outcome.isOverdue,
            let places = try? decoder.decode([SquawkPlace].self, from: Data(outcome.output))
        else {
            let lines = PrintedText.lines(of: outcome.errors)
            throw Failure(
                .refused,
                "squawk ended with \(outcome.exit.words) and gave no findings"
                    + (lines.last.map { ": \($0)" } ?? "")
            )
        }
        // Not by its `--exclude`: a version that does not know a rule refuses the whole list.
        let passing = Set(Self.ours + allowed + plan.allowedRules)
        return places.map(\.finding)
            .filter { !passing.contains($0.rule) }
            .sorted { ($0.file, $0.line) < ($1.file, $1.line) }
    }
}

/// One finding as squawk's JSON has it (squawk 1 and 2; lines counted from 0).
private struct SquawkPlace: Decodable {
    var file: String
    var line: Int
    var message: String
    var help: String?
    var ruleName: String

    var finding: LintFinding {
        let words = [message, help].compactMap(\.self).joined(separator: " ")
        return LintFinding(
            file: file,
            line: line + 1,
            rule: PrintedText.cleaned(ruleName),
            message: PrintedText.cleaned(words.replacingOccurrences(of: "\n", with: " "))
        )
    }
}
