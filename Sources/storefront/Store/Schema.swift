import Foundation

/// The versions of the shop's tables, and the way from one to the next.
///
/// Version 3 is the base, which revision 1.0 was made for. Expand leads to 4, on which both
/// revisions work; contract to 5, on which only 2.0 does. Between the two lies the backfill.
enum Schema {
    static let base = 3
    static let expanded = 4
    static let contracted = 5

    static let steps = [
        SchemaStep(number: 1, name: "catalogue and students", statements: Tables.catalogue),
        SchemaStep(number: 2, name: "orders, payments and jobs", statements: Tables.orders),
        SchemaStep(
            number: base,
            name: "opening stock",
            statements: { _ in "" },
            fill: OpeningStock.insert
        ),
        SchemaStep(number: expanded, name: "expand", statements: Tables.expand),
        SchemaStep(
            number: contracted,
            name: "contract",
            statements: Tables.contract,
            obstacle: { session in
                let left = try rowsLeft(session)
                guard left > 0 else { return nil }
                return "\(left) orders have no price in cents yet: the backfill is not done"
            }
        ),
    ]

    /// The price of an order in whole cents, from the column that is replaced.
    static let centsFromPrice = "CAST(ROUND(purchase.price * 100) AS BIGINT)"

    /// Brings a database to a version, or leaves it if it is there or beyond.
    ///
    /// Safe from several processes at once. A file that is not there is made. A step waits for a
    /// lock no longer than `patience`; where one fails, those before it stay carried out. Answers
    /// those that were carried out now.
    @discardableResult
    static func migrate(
        _ address: DatabaseAddress,
        to target: Int,
        patience: Duration = .seconds(5)
    ) async throws -> [SchemaStep] {
        let lock = try MigrationLock(address)
        defer { lock.release() }
        if case .file(let path) = address, !FileManager.default.fileExists(atPath: path) {
            _ = try SQLiteDriver(path: path, readers: 1, patience: patience)
        }
        let driver = try address.driver(readers: 1, patience: patience)
        var done: [SchemaStep] = []
        for step in steps where step.number <= target {
            if try await driver.write({ try take(step, $0) }) { done.append(step) }
        }
        return done
    }

    /// Brings a database to what a revision needs to be ready, the backfill included.
    @discardableResult
    static func prepare(
        _ address: DatabaseAddress,
        for generation: Generation,
        patience: Duration = .seconds(5)
    ) async throws -> [SchemaStep] {
        let target = generation.preferredSchema
        let done = try await migrate(address, to: target, patience: patience)
        guard target >= expanded else { return done }
        let driver = try address.driver(readers: 1, patience: patience)
        while try await backfill(driver, batch: 500) > 0 {}
        return done
    }

    /// Fills one batch of the column that expand added; answers how many rows are left.
    static func backfill(_ driver: any DatabaseDriver, batch: Int) async throws -> Int {
        try await driver.write { session in
            switch try version(session) {
            case ..<expanded:
                throw DatabaseFailure("there is nothing to fill yet: the schema is not expanded")
            case expanded:
                try session.execute(
                    """
                    UPDATE purchase SET priceCents = \(centsFromPrice) WHERE id IN (
                        SELECT id FROM purchase WHERE priceCents IS NULL
                        ORDER BY id LIMIT ? \(session.dialect.skippingLocked)
                    )
                    """,
                    [batch]
                )
            default:
                break
            }
            return try rowsLeft(session)
        }
    }

    /// The version a database is at; one from a newer build may be higher than ours.
    static func version(_ session: any DatabaseSession) throws -> Int {
        guard try session.finds(session.dialect.history) else { return 0 }
        return try session.number("SELECT MAX(number) AS number FROM schemaStep")
    }

    /// Orders without a price in cents, on a schema that has that column.
    static func rowsLeft(_ session: any DatabaseSession) throws -> Int {
        try session.number("SELECT COUNT(*) AS number FROM purchase WHERE priceCents IS NULL")
    }

    private static func take(_ step: SchemaStep, _ session: any DatabaseSession) throws -> Bool {
        if let lock = session.dialect.migrationLock { _ = try session.rows(lock) }
        let before = try version(session)
        guard before < step.number else { return false }
        if before == 0 { try session.script(Tables.history) }
        try step.carryOut(session)
        try session.execute(
            "INSERT INTO schemaStep (number, name) VALUES (?, ?)",
            [step.number, step.name]
        )
        return true
    }
}

extension Dialect {
    /// Finds a row when there is a record of the steps that were carried out.
    fileprivate var history: String {
        switch self {
        case .sqlite: "SELECT 1 FROM sqlite_master WHERE name = 'schemaStep'"
        case .postgres: "SELECT 1 FROM pg_catalog.pg_class WHERE oid = to_regclass('schemastep')"
        }
    }

    /// Lets one migration of a server's database wait for another.
    fileprivate var migrationLock: String? {
        switch self {
        case .sqlite: nil
        case .postgres: "SELECT pg_advisory_xact_lock(7465)"
        }
    }
}
