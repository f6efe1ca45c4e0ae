import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// What commands of a migration get, and what of it may be seen.
@Suite(.timeLimit(.minutes(1)))
final class MigrationEnvironmentTests {
    private let base = NSTemporaryDirectory() + "handoff-migrate-\(UUID().uuidString)"

    deinit { try? FileManager.default.removeItem(atPath: base) }

    private static let token = SecretSource(name: "TOKEN", origin: .environment)

    /// A runner whose expand is that line of the system's shell.
    private func runner(
        _ line: String = "exit 0",
        check: String = "echo 1",
        values: [String: String] = [:],
        changing change: (inout MigrationPlan) -> Void = { _ in }
    ) throws -> MigrationRunner {
        let folder = try OwnerOnlyFiles.folder(at: "\(base)/\(UUID().uuidString)")
        func command(_ line: String) -> DeclaredCommand {
            DeclaredCommand(["/bin/sh", "-c", line], folder: folder, within: .seconds(20))
        }
        var plan = MigrationPlan(
            check: command(check),
            expand: Migration(command(line), reaches: SchemaState(rawValue: "2"))
        )
        change(&plan)
        let environment = values.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }
        return try MigrationRunner(
            plan: plan,
            folder: folder + "/commands",
            value: { environment[$0] },
            secrets: SecretStore(environment: environment)
        )
    }

    @Test func `commands wait for no lock longer than the plan says`() async throws {
        let runner = try runner(values: ["PGOPTIONS": "-c work_mem=1MB"]) {
            $0.lockTimeout = .milliseconds(2_500)
            $0.variables = ["PGOPTIONS"]
        }
        #expect(
            try await runner.environment()["PGOPTIONS"]
                == "-c work_mem=1MB -c lock_timeout=2500 -c client_connection_check_interval=1000"
        )
    }

    @Test func `without a limit for locks the database gets no options`() async throws {
        let environment = try await runner { $0.lockTimeout = .zero }.environment()
        #expect(environment["PGOPTIONS"] == nil)
        #expect(environment["PATH"] == "/usr/bin:/bin")
    }

    @Test func `everything that has no value is named at once`() async throws {
        let runner = try runner {
            $0.variables = ["DATABASE_URL"]
            $0.secrets = [Self.token]
        }
        let failure = await #expect(throws: Failure.self) { try await runner.migrate(.expand) }
        #expect(
            failure?.summary == "no command of the migration was run: "
                + "DATABASE_URL is not set or empty and secret TOKEN is not set"
        )
    }

    @Test func `a secret that a command prints is in no failure, line or file`() async throws {
        let runner = try runner(
            "echo token $TOKEN; exit 3",
            values: ["TOKEN": "hunter2-hunter2"]
        ) { $0.secrets = [Self.token] }
        let failure = await #expect(throws: Failure.self) { try await runner.migrate(.expand) }
        #expect(failure?.detail.hasSuffix("It said last: token [secret]") == true)
        #expect(await runner.lastLines(of: .expand, count: 5) == ["token [secret]"])
        let log = runner.runs.folder.log(of: "expand").path
        #expect(try String(contentsOfFile: log, encoding: .utf8) == "token [secret]\n")
    }

    @Test func `a secret that a check prints is in no state and no failure`() async throws {
        let values = ["TOKEN": "hunter2-hunter2"]
        let loud = try runner(check: "echo $TOKEN", values: values) { $0.secrets = [Self.token] }
        #expect(try await loud.state().rawValue == "[secret]")
        let line = "echo $TOKEN is wrong >&2; exit 2"
        let failing = try runner(check: line, values: values) { $0.secrets = [Self.token] }
        let failure = await #expect(throws: Failure.self) { try await failing.state() }
        #expect(
            failure?.summary
                == "the schema was not looked at: /bin/sh ended with exit status 2"
        )
        #expect(failure?.detail == "It said last: [secret] is wrong")
    }

    @Test func `a check that hangs is ended and said`() async throws {
        let runner = try runner(check: "sleep 600") { $0.check.within = .milliseconds(300) }
        let failure = await #expect(throws: Failure.self) { try await runner.state() }
        #expect(failure?.kind == .timedOut)
        #expect(failure?.summary.hasSuffix("had not ended within 300 ms") == true)
    }

    @Test func `a stage that is reached although its command failed is done, with a remark`()
        async throws
    {
        let runner = try runner(
            "echo 2 > state; echo late; exit 5",
            check: "cat state 2>/dev/null || echo 1"
        )
        let receipt = try await runner.migrate(.expand)
        #expect(receipt.after.rawValue == "2")
        #expect(
            receipt.remark == "its command ended with exit status 5 although the state is "
                + "reached. It said last: late"
        )
    }
}
