import Foundation
package import RolloutCore

extension MigrationRunner {
    /// Reads the state once; changes nothing.
    package func preflight() async -> [Check] {
        let programs = await Self.timed("migration commands") { self.programs() }
        let schema = await Self.timed("schema state") { await self.schema() }
        let lint = await Self.timed("migration lint") { await linted() }
        return [programs, schema, lint]
    }

    private static func timed(
        _ name: String,
        _ look: () async -> (passed: Bool, words: String)
    ) async -> Check {
        let start = ContinuousClock.now
        let finding = await look()
        return Check(
            name: name,
            passed: finding.passed,
            finding: finding.words,
            took: start.duration(to: .now)
        )
    }

    private func programs() -> (passed: Bool, words: String) {
        let commands =
            [plan.check, plan.expand?.command, plan.backfill?.command, plan.contract?.command]
            .compactMap(\.self)
        let names = Set(commands.map { $0.arguments.first ?? "" }).sorted()
        let missing = names.filter { ProgramSearch.path(of: $0) == nil }
        guard missing.isEmpty else {
            return (
                false,
                "\(missing.spokenList) cannot be executed. Install what is missing, or correct "
                    + "`migrations`."
            )
        }
        return (true, "\(names.spokenList) can be executed.")
    }

    private func schema() async -> (passed: Bool, words: String) {
        do {
            let state = try await state()
            if let contract = plan.contract, plan.expand == nil, state != contract.reaches {
                return (true, "The schema is at `\(state)`, contract will follow.")
            }
            let isDone = plan.isDone(.expand, at: state)
            return (
                true,
                "The schema is at `\(state)`, "
                    + (isDone ? "expand is done already." : "expand will follow.")
            )
        } catch {
            let failure = error as? Failure
            let words = failure?.summary ?? "the schema was not looked at: \(error)"
            return (false, "\(words). \(failure?.detail ?? "")")
        }
    }

    private func linted() async -> (passed: Bool, words: String) {
        switch await lint() {
        case .notLooked(let sentence): return (plan.lint != .required, sentence)
        case .looked(let files, let findings):
            guard !findings.isEmpty else {
                return (true, "\(files) SQL files looked at, nothing dangerous found.")
            }
            let first = findings.prefix(5).map(\.sentence).joined(separator: " ")
            let more = findings.count > 5 ? " And \(findings.count - 5) more." : ""
            return (
                false,
                "\(findings.count) dangerous places: \(first)\(more) Rewrite them, or name the "
                    + "rules in `migrations.allow`."
            )
        }
    }
}
