import Foundation
import Testing

@testable import storefront

@Suite struct ReadinessTests {
    @Test func `an instance with all it needs is ready`() async throws {
        let test = try await TestShop()
        #expect(await test.get("/readyz").status == 200)
        #expect(await test.get("/startupz").status == 200)
    }

    @Test func `without a database it is not ready, and is once there is one`() async throws {
        let test = try await TestShop(isMigrated: false)
        let answer = await test.get("/readyz")
        #expect(answer.status == 503)
        #expect(answer.text == "database: there is no file at the configured path\n")
        try await Schema.prepare(test.base.address, for: .second)
        #expect(await test.get("/readyz").status == 200)
    }

    @Test func `a file that is no database is said to be none`() async throws {
        let test = try await TestShop(isMigrated: false)
        try Data(repeating: 42, count: 4_096).write(to: URL(filePath: test.database))
        let answer = await test.get("/readyz")
        #expect(answer.status == 503)
        #expect(answer.text.hasPrefix("database: it cannot be opened"))
    }

    @Test func `an older database is not enough`() async throws {
        let test = try await TestShop(isMigrated: false)
        try await Schema.migrate(test.base.address, to: 1)
        let answer = await test.get("/readyz")
        #expect(answer.status == 503)
        #expect(
            answer.text
                == "migrations: the database is at version 1, this build needs 4 or later\n"
        )
    }

    @Test func `a newer database is tolerated`() async throws {
        let test = try await TestShop()
        try await test.base.change(
            "INSERT INTO schemaStep (number, name) VALUES (6, 'from a later build')"
        )
        #expect(await test.get("/readyz").status == 200)
    }

    @Test func `a pool without room is a reason`() async throws {
        let test = try await TestShop(limit: 1)
        try await test.shop.access.checkouts.checkOut()
        let answer = await test.get("/readyz")
        #expect(answer.status == 503)
        #expect(answer.text == "connections: none of 1 came free within 250 ms\n")
        test.shop.access.checkouts.giveBack()
        #expect(await test.get("/readyz").status == 200)
    }

    @Test func `a draining instance is alive but not ready`() async throws {
        let test = try await TestShop()
        test.shop.beginDraining()
        #expect(await test.get("/readyz").text.hasPrefix("draining: "))
        #expect(await test.get("/livez").status == 200)
        #expect(await test.get("/orders/A-1001").status == 200)
    }

    @Test func `a slow start holds startup and readiness back`() async throws {
        let test = try await TestShop(.slowStart)
        #expect(await test.get("/startupz").status == 503)
        #expect(await test.get("/readyz").text == "starting: 120 s to go\n")
        #expect(await test.get("/livez").status == 200)
    }

    @Test func `a request that gets no connection in time fails with 503`() async throws {
        let test = try await TestShop(limit: 1)
        try await test.shop.access.checkouts.checkOut()
        let answer = await test.get("/")
        #expect(answer.status == 503)
        #expect(answer.text == "No database connection is free (limit 1).\n")
    }
}
