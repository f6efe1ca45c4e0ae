import Foundation
import Testing

@testable import storefront

/// What the shop relies on, whichever database it has.
// One at a time: each starts databases and programs, and others beside it measure time.
@Suite(.serialized) struct DatabaseTests {
    @Test(arguments: Dialect.here)
    func `every kind of value comes back as it went in`(_ dialect: Dialect) async throws {
        let driver = try await sample(dialect)
        let text = "it's \"50%\" – größer\n\\x00 ?"
        let bytes = Data((0...255).map { UInt8($0) })
        try await driver.write {
            try $0.execute(
                "INSERT INTO sample (whole, real, words, bytes, flag) VALUES (?, ?, ?, ?, ?)",
                [Int64.max, 0.1 + 0.2, text, bytes, Double?.none]
            )
        }
        let row = try #require(try await driver.read { try $0.rows("SELECT * FROM sample").first })
        #expect(try row["whole"] == Int64.max)
        #expect(try row["real"] == 0.1 + 0.2)
        #expect(try row["words"] == text)
        #expect(try row["bytes"] == bytes)
        #expect(try row["flag"] == Double?.none)
        #expect(throws: DatabaseFailure.self) { let _: Int = try row["words"] }
        #expect(throws: DatabaseFailure.self) { let _: Int = try row["absent"] }
    }

    @Test(arguments: Dialect.here)
    func `a transaction that fails leaves nothing, and the next one works`(
        _ dialect: Dialect
    ) async throws {
        let driver = try await sample(dialect)
        await #expect(throws: DatabaseFailure.self) {
            try await driver.write { session in
                try session.execute("INSERT INTO sample (whole) VALUES (?)", [1])
                try session.execute("INSERT INTO nowhere (whole) VALUES (?)", [1])
            }
        }
        let changed = try await driver.write {
            try $0.execute("INSERT INTO sample (whole) VALUES (?)", [2])
        }
        #expect(changed == 1)
        let left = try await driver.read {
            try $0.number("SELECT MAX(whole) + COUNT(*) AS number FROM sample")
        }
        #expect(left == 2 + 1)
    }

    @Test(arguments: Dialect.here)
    func `a read changes nothing`(_ dialect: Dialect) async throws {
        let driver = try await sample(dialect)
        await #expect(throws: DatabaseFailure.self) {
            try await driver.read { try $0.execute("INSERT INTO sample (whole) VALUES (1)") }
        }
    }

    @Test(arguments: Dialect.here)
    func `a customer finds the way through the whole shop`(_ dialect: Dialect) async throws {
        let test = try await TestShop(on: dialect)
        #expect(await test.get("/readyz").status == 200)
        #expect(await test.get("/").text.contains("Keeping Bees"))
        #expect(await test.get("/courses/3").text.contains("€ 59.00"))
        let cookie = try #require(await test.signIn())
        #expect(await test.signIn(password: "guess") == nil)
        let enrolled = await test.post("/enrolments", "course=3", headers: ["cookie": cookie])
        let page = try #require(enrolled.header("Location"))
        #expect(await test.get(page).text.contains("not paid yet"))
        #expect(await test.get("/account", cookie: cookie).text.contains("Bread from Wild Yeast"))
        for _ in 0..<2 { #expect(await test.deliver("e1").status == 200) }
        #expect(try await test.count("paymentEvent") == 1)
        #expect(await test.get("/orders/A-1005").text.contains(", paid,"))
        #expect(await test.get("/report?seconds=0").text.contains("201 orders, 161 of them paid"))
        #expect(await test.get("/metrics").text.contains("jobs_waiting 1\n"))
        #expect(await test.post("/sign-out", "", headers: ["cookie": cookie]).status == 303)
        #expect(await test.get("/account", cookie: cookie).status == 401)
    }

    @Test(arguments: Dialect.here)
    func `leaked connections use up the bound, and checks still get through`(
        _ dialect: Dialect
    ) async throws {
        let test = try await TestShop(on: dialect, limit: 2)
        let store = try test.shop.access.store()
        let leaked = [try await store.leakConnection(), try await store.leakConnection()]
        #expect(await test.get("/").status == 503)
        #expect(
            await test.get("/readyz").text == "connections: none of 2 came free within 250 ms\n"
        )
        #expect(await test.get("/metrics").text.contains("db_connections_used 2\n"))
        withExtendedLifetime(leaked) {}
    }

    @Test(.enabled(if: Dialect.here.contains(.postgres)))
    func `a connection that the server ended is replaced without anybody noticing`() async throws {
        let test = try await TestShop(on: .postgres)
        #expect(await test.get("/").status == 200)
        try await test.base.driver().write { session in
            _ = try session.rows(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid()
                """
            )
        }
        #expect(await test.get("/").status == 200)
    }

    @Test(.enabled(if: Dialect.here.contains(.postgres)))
    func `no more connections are open than the bound and one`() async throws {
        let test = try await TestShop(on: .postgres, limit: 3)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<60 { group.addTask { _ = await test.get("/orders/A-1001") } }
        }
        // One of those counted is the one that counts.
        let open = try await test.count(
            "pg_stat_activity",
            where: "datname = current_database() AND pid <> pg_backend_pid()"
        )
        #expect((1...4).contains(open))
    }

    @Test func `a server that is not there is a reason, and its password is nowhere in it`()
        async throws
    {
        let port = try ShopProcess.freePort()
        for url in ["postgres://app:hunter2@127.0.0.1:\(port)/shop", "postgres://app:hunter2@[/"] {
            let test = TestShop(on: TestDatabase(address: DatabaseAddress(url)))
            let answer = await test.get("/readyz")
            #expect(answer.status == 503)
            #expect(answer.text.hasPrefix("database: it does not answer ("))
            #expect(!answer.text.contains("hunter2"))
            #expect(!DatabaseAddress(url).description.contains("hunter2"))
            #expect(await test.get("/").status == 503)
        }
    }

    private func sample(_ dialect: Dialect) async throws -> any DatabaseDriver {
        let database = try await TestDatabase.make(dialect)
        try await Schema.migrate(database.address, to: 1)
        try await database.change(
            """
            CREATE TABLE sample (whole BIGINT, real DOUBLE PRECISION, words TEXT,
                bytes \(dialect.bytes), flag DOUBLE PRECISION)
            """
        )
        return try database.driver()
    }
}
