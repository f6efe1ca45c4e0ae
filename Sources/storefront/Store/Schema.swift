import Foundation
import GRDB

/// The versions of the shop's tables, each one a step that the version before tolerates.
enum Schema {
    /// The version this build needs.
    static let version = migrator.migrations.count

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 catalogue and students", migrate: createCatalogue)
        migrator.registerMigration("2 orders, payments and jobs", migrate: createOrders)
        migrator.registerMigration("3 opening stock", migrate: OpeningStock.insert)
        return migrator
    }

    /// Brings a database to this build's version; safe from several processes at once.
    ///
    /// A lock file beside the database lets one process do it while the others wait; those find
    /// nothing left to do. Answers the steps that were carried out.
    @discardableResult
    static func migrate(database path: String) throws -> [String] {
        try withLock(beside: path) {
            let pool = try DatabasePool(path: path, configuration: Store.configuration(readers: 1))
            let before = try pool.read(migrator.appliedIdentifiers)
            try migrator.migrate(pool)
            let after = try pool.read(migrator.appliedIdentifiers)
            try pool.close()
            return after.subtracting(before).sorted()
        }
    }

    /// The version a database is at; one from a newer build may be higher than ours.
    static func version(of database: Database) throws -> Int {
        try migrator.appliedIdentifiers(database).count
    }

    private static func withLock<Value>(
        beside path: String,
        _ body: () throws -> Value
    ) throws -> Value {
        let file = open(path + ".migrate", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw SystemFailure("open \(path).migrate", errno) }
        defer { close(file) }
        guard flock(file, LOCK_EX) == 0 else { throw SystemFailure("flock", errno) }
        return try body()
    }

    private static func createCatalogue(_ database: Database) throws {
        try database.create(table: "course") { table in
            table.autoIncrementedPrimaryKey("id")
            table.column("title", .text).notNull()
            table.column("priceCents", .integer).notNull()
        }
        try database.create(table: "student") { table in
            table.autoIncrementedPrimaryKey("id")
            table.column("email", .text).notNull().unique()
            table.column("salt", .blob).notNull()
            table.column("passwordHash", .blob).notNull()
        }
        try database.create(table: "session") { table in
            table.primaryKey("tokenHash", .blob)
            table.column("studentID", .integer).notNull().references("student")
            table.column("expires", .double).notNull().indexed()
        }
    }

    private static func createOrders(_ database: Database) throws {
        try database.create(table: "purchase") { table in
            table.autoIncrementedPrimaryKey("id")
            table.column("reference", .text).notNull().unique()
            table.column("studentID", .integer).notNull().references("student").indexed()
            table.column("courseID", .integer).notNull().references("course")
            table.column("placed", .double).notNull()
            table.column("paid", .double)
        }
        try database.create(table: "paymentEvent") { table in
            table.primaryKey("id", .text)
            table.column("reference", .text).notNull()
            table.column("received", .double).notNull()
        }
        try database.create(table: "job") { table in
            table.autoIncrementedPrimaryKey("id")
            table.column("reference", .text).notNull()
            table.column("enqueued", .double).notNull()
            table.column("claim", .text)
            table.column("claimedUntil", .double).notNull().defaults(to: 0).indexed()
        }
        try database.create(table: "confirmation") { table in
            table.primaryKey("jobID", .integer)
            table.column("reference", .text).notNull().indexed()
            table.column("sent", .double).notNull()
        }
    }
}
