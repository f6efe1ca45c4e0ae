import Foundation
import Testing

@testable import storefront

// One at a time: each starts databases and programs, and others beside it measure time.
@Suite(.serialized) struct SchemaTests {
    @Test(arguments: Dialect.here)
    func `a second migration finds nothing to do`(_ dialect: Dialect) async throws {
        let address = try await TestDatabase.make(dialect).address
        #expect(try await Schema.migrate(address, to: Schema.expanded).count == Schema.expanded)
        #expect(try await Schema.migrate(address, to: Schema.expanded).isEmpty)
        #expect(try await Schema.migrate(address, to: Schema.base).isEmpty)
    }

    @Test(arguments: Dialect.here)
    func `several processes may migrate the same new database at once`(
        _ dialect: Dialect
    ) async throws {
        let database = try await TestDatabase.make(dialect)
        let processes = try (0..<4).map { _ in
            try ShopProcess(["migrate", "--database", database.argument])
        }
        for process in processes {
            _ = await process.end()
            #expect(process.process.terminationStatus == 0)
        }
        #expect(try await database.count("student") == OpeningStock.students)
    }

    @Test func `a file keeps a write-ahead log`() async throws {
        let database = try await TestDatabase.make(.sqlite)
        try await Schema.migrate(database.address, to: Schema.base)
        let mode: String? = try await database.driver().read {
            try $0.rows("PRAGMA journal_mode").first?["journal_mode"]
        }
        #expect(mode == "wal")
    }

    @Test func `serving does not create a database`() throws {
        let path = try TestFolders.make().appending(path: "shop.db").path
        let access = StoreAccess(.file(path), checkouts: Checkouts(limit: 1))
        #expect(throws: Store.Missing(path: path)) { try access.store() }
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test(arguments: Dialect.here)
    func `a step that cannot get its lock in time changes nothing, and works later`(
        _ dialect: Dialect
    ) async throws {
        let database = try await TestDatabase.make(dialect)
        try await Schema.migrate(database.address, to: Schema.base)
        let (freed, free) = AsyncStream.makeStream(of: Void.self)
        let (locked, lock) = AsyncStream.makeStream(of: Void.self)
        let gate = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await database.driver().write { session in
                    try session.execute("UPDATE purchase SET paid = 1")
                    lock.finish()
                    _ = gate.wait(timeout: .now() + 20)
                }
                free.finish()
            }
            for await _ in locked {}
            await #expect(throws: DatabaseFailure.self) {
                try await Schema.migrate(
                    database.address,
                    to: Schema.expanded,
                    patience: .milliseconds(200)
                )
            }
            gate.signal()
            for await _ in freed {}
            try await group.waitForAll()
        }
        #expect(try await database.version() == Schema.base)
        #expect(try await Schema.migrate(database.address, to: Schema.expanded).count == 1)
    }

    @Test(arguments: ["expand", "contract"])
    func `a step can be printed, with its limit for locks`(stage: String) async throws {
        let print = try ShopProcess(["migrate", "--print", stage, "--lock-timeout", "2"])
        #expect(await print.end() == .exit)
        let text = print.printed
        #expect(text.contains("BEGIN;\nSET lock_timeout = 2000;\n"))
        #expect(text.contains("ALTER TABLE purchase"))
        #expect(text.hasSuffix("COMMIT;\n"))
    }
}
