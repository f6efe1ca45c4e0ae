import Foundation

@testable import storefront

extension Dialect {
    /// The databases that can be tested on this machine.
    static let here: [Dialect] = PostgresServer.programs == nil ? [.sqlite] : [.sqlite, .postgres]
}

/// A database for one test.
struct TestDatabase: Sendable {
    let address: DatabaseAddress

    /// A new one, without any tables.
    static func make(_ dialect: Dialect) async throws -> TestDatabase {
        switch dialect {
        case .sqlite:
            let file = try TestFolders.make().appending(path: "shop.db")
            return TestDatabase(address: .file(file.path))
        case .postgres:
            let url = try await PostgresServer.running().makeDatabase()
            return TestDatabase(address: .server(url))
        }
    }

    /// As a command takes it.
    var argument: String {
        switch address {
        case .file(let path): path
        case .server(let url): url
        }
    }

    /// A way to it, beside whatever is tested.
    func driver(patience: Duration = .seconds(5)) throws -> any DatabaseDriver {
        try address.driver(readers: 1, patience: patience)
    }

    /// The version its tables are at.
    func version() async throws -> Int {
        try await driver().read(Schema.version)
    }

    /// How many rows a condition finds.
    func count(_ table: String, where condition: String = "1 = 1") async throws -> Int {
        try await driver().read {
            try $0.number("SELECT COUNT(*) AS number FROM \(table) WHERE \(condition)")
        }
    }

    /// Changes something behind the shop's back.
    func change(_ statements: String) async throws {
        try await driver().write { try $0.script(statements) }
    }
}
