import Foundation
import GRDB
import Testing

@testable import storefront

@Suite struct SchemaTests {
    @Test func `a second migration finds nothing to do`() throws {
        let path = try TestFolders.make().appending(path: "shop.db").path
        #expect(try Schema.migrate(database: path).count == Schema.version)
        #expect(try Schema.migrate(database: path).isEmpty)
    }

    @Test func `several processes may migrate the same new database at once`() async throws {
        let path = try TestFolders.make().appending(path: "shop.db").path
        let processes = try (0..<4).map { _ in
            try ShopProcess(["migrate", "--database", path])
        }
        for process in processes {
            _ = await process.end()
            #expect(process.process.terminationStatus == 0)
        }
        let students = try await DatabaseQueue(path: path).read {
            try Int.fetchOne($0, sql: "SELECT COUNT(*) FROM student")
        }
        #expect(students == OpeningStock.students)
    }

    @Test func `the database keeps a write-ahead log`() throws {
        let path = try TestFolders.make().appending(path: "shop.db").path
        try Schema.migrate(database: path)
        let mode = try DatabaseQueue(path: path).read {
            try String.fetchOne($0, sql: "PRAGMA journal_mode")
        }
        #expect(mode == "wal")
    }

    @Test func `serving does not create a database`() throws {
        let path = try TestFolders.make().appending(path: "shop.db").path
        let access = StoreAccess(path: path, checkouts: Checkouts(limit: 1))
        #expect(throws: Store.Missing(path: path)) { try access.store() }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
