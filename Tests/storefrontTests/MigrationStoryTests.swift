import Foundation
import Testing

@testable import storefront

/// The way from revision 1.0 to 2.0 through the database.
// One at a time: each starts databases and programs, and others beside it measure time.
@Suite(.serialized) struct MigrationStoryTests {
    private static let stages = [Schema.base, Schema.expanded, Schema.contracted]

    /// A database with both revisions on it.
    private struct Story {
        let database: TestDatabase
        let old: TestShop
        let new: TestShop

        init(_ dialect: Dialect, at version: Int = Schema.base) async throws {
            database = try await TestDatabase.make(dialect)
            try await Schema.migrate(database.address, to: Schema.base)
            old = TestShop(on: database, version: "1.0")
            new = TestShop(on: database, version: "2.0")
            guard version > Schema.base else { return }
            try await Schema.prepare(database.address, for: .second)
            try await Schema.migrate(database.address, to: version)
        }
    }

    private static let isReady = [
        Schema.base: [true, false], Schema.expanded: [true, true],
        Schema.contracted: [false, true],
    ]

    @Test(arguments: Dialect.here, stages)
    func `each revision is ready on its schemas only, and sells on those`(
        _ dialect: Dialect,
        version: Int
    ) async throws {
        let story = try await Story(dialect, at: version)
        let isReady = try #require(Self.isReady[version])
        for (shop, isReady) in zip([story.old, story.new], isReady) {
            let answer = await shop.get("/readyz")
            #expect(answer.status == (isReady ? 200 : 503), "\(answer.text)")
            guard isReady else {
                #expect(answer.text.hasPrefix("migrations: the database is at version \(version),"))
                continue
            }
            let page = try await shop.enrol()
            #expect(await shop.get(page).text.contains("€ 59.00"))
            #expect(await shop.get("/orders/A-1001").status == 200)
            #expect(await shop.get("/report?seconds=0").status == 200)
        }
    }

    @Test(arguments: Dialect.here)
    func `while expanded, both prices are equal whichever revision sold`(
        _ dialect: Dialect
    ) async throws {
        let story = try await Story(dialect, at: Schema.expanded)
        let pages = [try await story.old.enrol(course: 7), try await story.new.enrol(course: 7)]
        for page in pages {
            #expect(await story.old.get(page).text.contains("€ 129.00"))
            #expect(await story.new.get(page).text.contains("€ 129.00"))
        }
        let equal = "ABS(price * 100 - priceCents) < 0.001"
        #expect(
            try await story.database.count("purchase", where: equal) == OpeningStock.orders + 2
        )
    }

    @Test(arguments: Dialect.here)
    func `a backfill does a batch at a time, and the new revision sells before it is done`(
        _ dialect: Dialect
    ) async throws {
        let story = try await Story(dialect)
        try await Schema.migrate(story.database.address, to: Schema.expanded)
        let driver = try story.database.driver()
        #expect(try await Schema.backfill(driver, batch: 150) == 50)
        #expect(await story.new.get("/readyz").status == 200)
        let oldest = await story.new.get("/orders/\(OpeningStock.reference(ofOrder: 1))").text
        let newest = await story.new.get("/orders/\(OpeningStock.reference(ofOrder: 193))").text
        #expect(oldest.contains("€ 35.00") && newest.contains("€ 35.00"), "\(newest)")
        await #expect(throws: DatabaseFailure.self) {
            try await Schema.migrate(story.database.address, to: Schema.contracted)
        }
        #expect(try await story.database.version() == Schema.expanded)
        #expect(try await Schema.backfill(driver, batch: 150) == 0)
        #expect(try await Schema.backfill(driver, batch: 150) == 0)
        #expect(try await Schema.migrate(story.database.address, to: Schema.contracted).count == 1)
        #expect(try await Schema.backfill(driver, batch: 150) == 0)
    }

    @Test(arguments: Dialect.here)
    func `contract disturbs no sale of the new revision that goes on meanwhile`(
        _ dialect: Dialect
    ) async throws {
        let story = try await Story(dialect, at: Schema.expanded)
        let cookie = try #require(await story.new.signIn())
        let sale = { @Sendable in
            let sold = await story.new.post(
                "/enrolments",
                "course=3",
                headers: ["cookie": cookie]
            )
            guard sold.status == 303, let page = sold.header("Location") else { return false }
            return await story.new.get(page).text.contains("€ 59.00")
        }
        for _ in 0..<20 { #expect(await sale()) }
        async let migrated = Schema.migrate(story.database.address, to: Schema.contracted)
        for _ in 0..<60 { #expect(await sale()) }
        #expect(try await migrated.count == 1)
        for _ in 0..<20 { #expect(await sale()) }
    }

    @Test(arguments: Dialect.here)
    func `the commands tell the whole story`(_ dialect: Dialect) async throws {
        let database = try await TestDatabase.make(dialect).argument
        let steps: [(words: [String], lastLine: String?, code: Int32)] = [
            (["schema"], dialect == .sqlite ? nil : "0", dialect == .sqlite ? 1 : 0),
            (["migrate", "--to", "base"], nil, 0), (["schema"], "3", 0),
            (["migrate", "--backfill"], nil, 1), (["migrate", "--to", "expand"], nil, 0),
            (["schema"], "4", 0), (["migrate", "--to", "contract"], nil, 1), (["schema"], "4", 0),
            (["migrate", "--backfill", "--batch", "120"], "80", 0),
            (["migrate", "--backfill", "--batch", "120"], "0", 0),
            (["migrate", "--to", "5"], nil, 0), (["schema"], "5", 0),
        ]
        for step in steps {
            let process = try ShopProcess(step.words + ["--database", database])
            #expect(await process.end() == .exit)
            #expect(process.process.terminationStatus == step.code, "\(step.words)")
            guard let line = step.lastLine else { continue }
            #expect(process.printed.split(separator: "\n").last.map(String.init) == line)
        }
    }
}
