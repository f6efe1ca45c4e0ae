import Foundation
import Testing

@testable import storefront

// One at a time: each starts databases and programs, and others beside it measure time.
@Suite(.serialized) struct AuditTests {
    /// A shop with four orders, their jobs done by a worker of revision 1.0.
    private func settled(_ dialect: Dialect) async throws -> TestShop {
        let test = try await TestShop(on: dialect)
        for _ in 0..<4 { _ = try await test.enrol() }
        try await work("1.0", on: test)
        return test
    }

    /// Takes and finishes all jobs, as a worker does.
    private func work(_ revision: String, on test: TestShop) async throws {
        let queue = JobQueue(store: try test.shop.access.store())
        let worker = try await queue.enter(.test(revision))
        while let job = try await queue.claim(worker: worker) { _ = try await queue.complete(job) }
        try await queue.leave(worker: worker)
    }

    @Test(arguments: Dialect.here)
    func `jobs done once each are all accounted for`(_ dialect: Dialect) async throws {
        let audit = try await Audit.read(settled(dialect).base.driver())
        #expect((audit.made, audit.done, audit.waiting, audit.underWay) == (4, 4, 0, 0))
        #expect(audit.isSound)
        #expect(audit.isExclusive)
        #expect(audit.revisions.map(\.revision) == ["1.0"])
        #expect(audit.revisions.map(\.done) == [4])
    }

    @Test(arguments: Dialect.here)
    func `a job in nobody's hands waits, and one in a worker's is under way`(
        _ dialect: Dialect
    ) async throws {
        let test = try await TestShop(on: dialect)
        for _ in 0..<2 { _ = try await test.enrol() }
        let queue = JobQueue(store: try test.shop.access.store())
        _ = try await queue.claim(worker: queue.enter(.test("1.0")))
        let audit = try await Audit.read(test.base.driver())
        #expect((audit.made, audit.done, audit.waiting, audit.underWay) == (2, 0, 1, 1))
        #expect(audit.isSound)
    }

    @Test(
        arguments: Dialect.here,
        ["DELETE FROM job WHERE id = 2", "DELETE FROM confirmation WHERE jobID = 2"]
    )
    func `a job that is gone, or has no effect, is lost`(
        _ dialect: Dialect,
        damage: String
    ) async throws {
        let test = try await settled(dialect)
        try await test.base.change(damage)
        let audit = try await Audit.read(test.base.driver())
        #expect((audit.made, audit.done, audit.lost) == (4, 3, 1))
        #expect(!audit.isSound)
    }

    @Test(arguments: Dialect.here)
    func `a job finished by two takings was done twice`(_ dialect: Dialect) async throws {
        let test = try await settled(dialect)
        try await test.base.change(
            "INSERT INTO taking (jobID, workerID, taken, finished) VALUES (2, 1, 5, 6)"
        )
        let audit = try await Audit.read(test.base.driver())
        #expect((audit.doneTwice, audit.takenTwice) == (1, 1))
        #expect(!audit.isSound)
    }

    @Test(arguments: Dialect.here)
    func `revisions one after the other are told from revisions side by side`(
        _ dialect: Dialect
    ) async throws {
        let test = try await settled(dialect)
        _ = try await test.enrol()
        try await work("2.0", on: test)
        let apart = try await Audit.read(test.base.driver())
        #expect(apart.isExclusive)
        #expect(apart.revisions.map(\.revision) == ["1.0", "2.0"])
        let queue = JobQueue(store: try test.shop.access.store())
        let old = try await queue.enter(.test("1.0"))
        try await work("2.0", on: test)
        try await queue.leave(worker: old)
        let together = try await Audit.read(test.base.driver())
        #expect(together.overlaps.map(\.revisions) == [["1.0", "2.0"]])
        #expect(together.isSound)
    }

    @Test(arguments: Dialect.here)
    func `the command says so by its exit code`(_ dialect: Dialect) async throws {
        let test = try await settled(dialect)
        #expect(try await exitCode(test) == 0)
        try await test.base.change(
            """
            INSERT INTO worker (name, revision, pid, started, seen)
            SELECT name, '2.0', pid, started, seen + 1 FROM worker
            """
        )
        #expect(try await exitCode(test) == 0)
        #expect(try await exitCode(test, "--exclusive") == 1)
        try await test.base.change("DELETE FROM job WHERE id = 1")
        #expect(try await exitCode(test) == 1)
    }

    @Test(arguments: Dialect.here)
    func `a worker that ended before the next revision's began was alone`(
        _ dialect: Dialect
    ) async throws {
        let test = try await TestShop(on: dialect)
        let programs = try await [stampedProgram(version: "1.0"), stampedProgram(version: "2.0")]
        for program in programs {
            _ = try await test.enrol()
            let worker = try ShopProcess(["work", "--database", test.database], program: program)
            #expect(
                try await eventually {
                    try await test.count("job", where: "finished IS NULL") == 0
                }
            )
            worker.send(SIGTERM)
            #expect(await worker.end() == .exit)
        }
        let audit = try await Audit.read(test.base.driver())
        #expect(audit.revisions.map(\.revision) == ["1.0", "2.0"])
        #expect(audit.revisions.map(\.done) == [1, 1])
        #expect(try await exitCode(test, "--exclusive") == 0)
    }

    @Test func `as JSON it has every count by its name`() async throws {
        let test = try await settled(.sqlite)
        let audit = try ShopProcess(["audit", "--database", test.database, "--json"])
        #expect(await audit.end() == .exit)
        let object = try JSONSerialization.jsonObject(with: Data(audit.printed.utf8))
        let counts = try #require(object as? [String: Any])
        #expect(counts["made"] as? Int == 4)
        #expect(counts["lost"] as? Int == 0)
        #expect(counts["doneTwice"] as? Int == 0)
        #expect((counts["revisions"] as? [[String: Any]])?.first?["revision"] as? String == "1.0")
        #expect((counts["overlaps"] as? [Any])?.isEmpty == true)
    }

    @Test func `intervals that touch are one`() {
        let joined = Interval.union([
            Interval(from: 5, to: 6), Interval(from: 1, to: 3), Interval(from: 2, to: 4),
            Interval(from: 4, to: 4.5),
        ])
        #expect(joined == [Interval(from: 1, to: 4.5), Interval(from: 5, to: 6)])
    }

    private func exitCode(_ test: TestShop, _ options: String...) async throws -> Int32 {
        let audit = try ShopProcess(["audit", "--database", test.database] + options)
        #expect(await audit.end() == .exit)
        return audit.process.terminationStatus
    }
}
