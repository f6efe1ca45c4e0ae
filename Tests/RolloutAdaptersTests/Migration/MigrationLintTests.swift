import Foundation
import RolloutCore
import TestSupport
import Testing

@testable import RolloutAdapters

/// The lint of a migration's SQL, by the real linter where it is installed.
@Suite(.timeLimit(.minutes(1)))
final class MigrationLintTests {
    private let base = NSTemporaryDirectory() + "handoff-lint-\(UUID().uuidString)"

    deinit { try? FileManager.default.removeItem(atPath: base) }

    private static let isInstalled = ProgramSearch.path(of: "squawk") != nil

    /// A runner over one file a stage; its check prints a state without any database.
    private func runner(
        _ expand: String,
        contract: String = "",
        path: String? = nil,
        changing change: (inout MigrationPlan) -> Void = { _ in }
    ) throws -> MigrationRunner {
        let folder = try OwnerOnlyFiles.folder(at: "\(base)/\(UUID().uuidString)")
        try OwnerOnlyFiles.replace(folder + "/expand.sql", with: Data(expand.utf8))
        try OwnerOnlyFiles.replace(folder + "/contract.sql", with: Data(contract.utf8))
        let command = DeclaredCommand(["echo", "1"], folder: folder, within: .seconds(20))
        var plan = MigrationPlan(
            check: command,
            expand: Migration(
                command,
                reaches: SchemaState(rawValue: "2"),
                files: [folder + "/expand.sql"]
            ),
            contract: Migration(
                command,
                reaches: SchemaState(rawValue: "3"),
                files: [folder + "/contract.sql"]
            )
        )
        change(&plan)
        let environment = ProcessInfo.processInfo.environment
        return try MigrationRunner(
            plan: plan,
            folder: folder + "/commands",
            value: { $0 == "PATH" ? path ?? environment[$0] : environment[$0] },
            secrets: SecretStore(environment: [:])
        )
    }

    @Test(.enabled(if: isInstalled))
    func `a statement that freezes the service is found with its line`() async throws {
        let runner = try runner(
            "ALTER TABLE orders ADD COLUMN note text;\nCREATE INDEX o ON orders (total);\n"
        )
        let findings = await runner.lint().findings
        #expect(findings.map(\.rule) == ["require-concurrent-index-creation"])
        #expect(findings.map(\.line) == [2])
        let check = await runner.preflight().first { $0.name == "migration lint" }
        #expect(check?.passed == false)
        #expect(check?.finding.contains("expand.sql:2 require-concurrent-index") == true)
    }

    @Test(.enabled(if: isInstalled))
    func `contract may remove what expand may not`() async throws {
        let removal = "ALTER TABLE orders DROP COLUMN total;"
        let findings = try await runner(removal, contract: removal).lint().findings
        #expect(findings.map(\.rule) == ["ban-drop-column"])
        #expect(findings.map(\.file).allSatisfy { $0.hasSuffix("/expand.sql") })
    }

    @Test(.enabled(if: isInstalled))
    func `a rule the plan allows is not looked at`() async throws {
        let runner = try runner("CREATE INDEX o ON orders (total);") {
            $0.allowedRules = ["require-concurrent-index-creation"]
        }
        #expect(await runner.lint() == .looked(files: 2, findings: []))
    }

    @Test(.enabled(if: isInstalled))
    func `a file that is not there is no clean one`() async throws {
        let runner = try runner("") { $0.expand?.files = ["/nowhere/expand.sql"] }
        let report = await runner.lint()
        #expect(
            report
                == .notLooked("The SQL was not looked at: /nowhere/expand.sql cannot be read.")
        )
    }

    @Test func `a linter that is missing is said, and decides only where it is required`()
        async throws
    {
        let runner = try runner("DROP TABLE orders;", path: "/nowhere")
        let check = await runner.preflight().first { $0.name == "migration lint" }
        #expect(check?.passed == true)
        #expect(check?.finding.contains("squawk is not installed") == true)
        let strict = try self.runner("", path: "/nowhere") { $0.lint = .required }
        #expect(await strict.preflight().first { $0.name == "migration lint" }?.passed == false)
    }
}
