import Foundation
import RolloutCore
import RolloutEngine
import Synchronization
import TestSupport

@testable import RolloutAdapters

/// A real database with orders in it, migrated by real commands.
final class DatabaseWorld: MigrationWorld {
    let folder: String
    let dialect: Dialect
    private static let number = Atomic(0)

    /// A database of a server shared with other tests.
    static func postgres() async throws -> DatabaseWorld {
        let server = try await onOwnThread { Result { try PostgresServer.running() } }.get()
        let name = "shop_\(number.add(1, ordering: .relaxed).oldValue)"
        let maintenance = try DatabaseWorld(.postgres(server, database: "postgres"))
        _ = try await maintenance.ask("CREATE DATABASE \(name)")
        return try await DatabaseWorld(.postgres(server, database: name)).prepared()
    }

    /// A database in a file.
    static func sqlite() async throws -> DatabaseWorld {
        let folder = try newFolder()
        return try await DatabaseWorld(.sqlite(file: folder + "/shop.sqlite"), folder).prepared()
    }

    private static func newFolder() throws -> String {
        try OwnerOnlyFiles.folder(at: NSTemporaryDirectory() + "handoff-db-\(UUID().uuidString)")
    }

    private init(_ dialect: Dialect, _ folder: String? = nil) throws {
        self.dialect = dialect
        self.folder = try folder ?? Self.newFolder()
    }

    deinit {
        for name in ["expand", "contract", "backfill"] {
            guard let record = try? CommandFolder(at: commands).running(name) else { continue }
            _ = CommandSession(leader: record.process, marker: [:]).end(grace: .zero)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    private var commands: String { folder + "/commands" }

    private func prepared() async throws -> DatabaseWorld {
        try write(
            """
            CREATE TABLE schema_version (version text NOT NULL);
            INSERT INTO schema_version VALUES ('1');
            CREATE TABLE runs (name text NOT NULL);
            CREATE TABLE orders (id integer PRIMARY KEY, total integer NOT NULL);
            INSERT INTO orders (id, total) SELECT n, n * 7 FROM (\(dialect.rows)) AS numbers;
            """,
            to: "prepare.sql"
        )
        _ = try await run(dialect.running(folder + "/prepare.sql"))
        return self
    }

    /// Writes a file of the world.
    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
    }

    /// The one line that a statement gives.
    @discardableResult
    func ask(_ statement: String) async throws -> String {
        try await run(dialect.asking(statement))
    }

    private func run(_ words: [String]) async throws -> String {
        let outcome = try await brief(words)()
        let output = String(decoding: outcome.output, as: UTF8.self)
        guard outcome.isGood else {
            let errors = String(decoding: outcome.errors, as: UTF8.self)
            throw ContractBroken("\(words.last ?? ""): \(outcome.exit.words): \(errors)\(output)")
        }
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A command that is run beside the migration.
    func brief(_ words: [String]) -> BriefCommand {
        BriefCommand(
            command: DeclaredCommand(words, folder: folder, within: .seconds(60)),
            environment: [
                "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "",
                // A session ends with its program, so that no test waits for what another left.
                "PGOPTIONS": "-c client_connection_check_interval=100",
            ]
        )
    }

    func starts(of name: String) async throws -> Int {
        Int(try await ask("SELECT count(*) FROM runs WHERE name = '\(name)'")) ?? -1
    }

    func isRunning(_ name: String) async throws -> Bool {
        try CommandFolder(at: commands).running(name) != nil
    }

    func migrations(_ behaviour: MigrationBehaviour) throws -> any Migrations {
        try runner(
            expand: behaviour == .fails
                ? "SELECT nothing FROM nowhere;" : behaviour == .slow ? dialect.sleep(1) : "",
            absent: behaviour == .unreachable
        )
    }

    /// A runner whose expand has that in its one transaction, or is that altogether.
    func runner(
        expand body: String = "",
        whole: String? = nil,
        absent: Bool = false,
        changing change: (inout MigrationPlan) -> Void = { _ in }
    ) throws -> MigrationRunner {
        let name = "expand-\(UUID().uuidString).sql"
        try write(whole ?? transaction("expand", "2", "ADD COLUMN cents bigint", body), to: name)
        try write(transaction("contract", "3", "DROP COLUMN total", ""), to: "contract.sql")
        try write(Self.backfill, to: "backfill.sql")
        let dialect = absent ? dialect.absent : dialect
        var plan = MigrationPlan(
            check: command(dialect.asking("SELECT version FROM schema_version")),
            expand: Migration(
                command(dialect.running("\(folder)/\(name)")),
                reaches: SchemaState(rawValue: "2"),
                files: ["\(folder)/\(name)"]
            ),
            contract: Migration(
                command(dialect.running(folder + "/contract.sql")),
                reaches: SchemaState(rawValue: "3"),
                files: [folder + "/contract.sql"]
            )
        )
        plan.backfill = Backfill(
            command(dialect.running(folder + "/backfill.sql")),
            every: .milliseconds(20)
        )
        change(&plan)
        let environment = ProcessInfo.processInfo.environment
        return try MigrationRunner(
            plan: plan,
            folder: commands,
            value: { environment[$0] },
            secrets: SecretStore(environment: [:])
        )
    }

    /// The first statement is by itself, so that a start is counted also when it fails.
    private func transaction(
        _ name: String,
        _ version: String,
        _ change: String,
        _ body: String
    ) -> String {
        """
        INSERT INTO runs VALUES ('\(name)');
        BEGIN;
        ALTER TABLE orders \(change);
        \(body)
        UPDATE schema_version SET version = '\(version)';
        COMMIT;

        """
    }

    private static let backfill = """
        INSERT INTO runs VALUES ('backfill');
        UPDATE orders SET cents = total * 100
        WHERE id IN (SELECT id FROM orders WHERE cents IS NULL ORDER BY id LIMIT 10);
        SELECT count(*) FROM orders WHERE cents IS NULL;

        """

    private func command(_ words: [String]) -> DeclaredCommand {
        DeclaredCommand(words, folder: folder, within: .seconds(60))
    }
}
