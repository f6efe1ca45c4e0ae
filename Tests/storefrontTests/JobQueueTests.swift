import Foundation
import Testing

@testable import storefront

// One at a time: each starts databases and programs, and others beside it measure time.
@Suite(.serialized) struct JobQueueTests {
    @Test(arguments: Dialect.here)
    func `a claimed job is nobody else's`(_ dialect: Dialect) async throws {
        let test = try await TestShop(on: dialect)
        let queue = JobQueue(store: try test.shop.access.store())
        let worker = try await queue.enter(.test("1.0"))
        try await enqueue(1, in: queue)
        let job = try #require(try await queue.claim(worker: worker))
        #expect(try await queue.claim(worker: worker) == nil)
        #expect(try await queue.depth().waiting == 0)
        #expect(try await queue.complete(job))
        #expect(try await queue.complete(job) == false)
        #expect(try await test.count("confirmation", where: "jobID = \(job.id)") == 1)
    }

    @Test(arguments: Dialect.here)
    func `a claim that ran out goes to another, and its first owner has no effect`(
        _ dialect: Dialect
    ) async throws {
        let test = try await TestShop(on: dialect)
        let queue = JobQueue(store: try test.shop.access.store(), lease: .zero)
        let worker = try await queue.enter(.test("1.0"))
        try await enqueue(1, in: queue)
        let slow = try #require(try await queue.claim(worker: worker))
        let quick = try #require(try await queue.claim(worker: worker))
        #expect(slow.id == quick.id)
        #expect(try await queue.complete(slow) == false)
        #expect(try await queue.complete(quick))
        #expect(try await test.count("confirmation", where: "jobID > 0") == 1)
        #expect(try await test.count("taking", where: "finished IS NULL") == 1)
    }

    @Test(arguments: Dialect.here)
    func `the depth tells how many wait and since when`(_ dialect: Dialect) async throws {
        let queue = JobQueue(store: try await TestShop(on: dialect).shop.access.store())
        #expect(try await queue.depth() == JobQueue.Depth(waiting: 0, oldestAgeSeconds: 0))
        let enqueued = Date.now.timeIntervalSince1970 - 40
        try await queue.store.write {
            try JobQueue.enqueue(reference: "A-1001", at: enqueued, in: $0)
        }
        try await enqueue(2, in: queue)
        let depth = try await queue.depth()
        #expect(depth.waiting == 3)
        #expect(depth.oldestAgeSeconds >= 40)
    }

    @Test(arguments: Dialect.here)
    func `no job is lost or done twice by several workers, one of them killed`(
        _ dialect: Dialect
    ) async throws {
        let test = try await TestShop(on: dialect)
        let queue = JobQueue(store: try test.shop.access.store())
        try await enqueue(80, in: queue)
        // Takes its first job and is killed with it in hand.
        let victim = try ShopProcess(
            ["work", "--database", test.database, "--job-time", "60000", "--lease", "1"]
        )
        #expect(
            try await eventually { try await test.count("job", where: "claim IS NOT NULL") == 1 }
        )
        victim.send(SIGKILL)
        let workers = try (0..<3).map { _ in
            try ShopProcess(["work", "--database", test.database, "--job-time", "1"])
        }
        #expect(
            try await eventually { try await test.count("job", where: "finished IS NULL") == 0 }
        )
        for worker in workers {
            worker.send(SIGTERM)
            #expect(await worker.end() == .exit)
            #expect(worker.process.terminationStatus == 0)
        }
        #expect(try await test.count("confirmation", where: "jobID > 0") == 80)
        let done = try workers.map { try #require(Self.jobsDone($0.printed)) }
        #expect(done.reduce(0, +) == 80)
        let audit = try await Audit.read(test.base.driver())
        #expect((audit.made, audit.done, audit.lost, audit.doneTwice) == (80, 80, 0, 0))
        #expect(audit.takenTwice == 1)
    }

    @Test(arguments: Dialect.here)
    func `a worker told to stop finishes the job it has`(_ dialect: Dialect) async throws {
        let test = try await TestShop(on: dialect)
        let queue = JobQueue(store: try test.shop.access.store())
        try await enqueue(50, in: queue)
        let worker = try ShopProcess(
            ["work", "--database", test.database, "--job-time", "1500", "--lease", "600"]
        )
        #expect(
            try await eventually { try await test.count("job", where: "claim IS NOT NULL") > 0 }
        )
        worker.send(SIGTERM)
        #expect(await worker.end() == .exit)
        #expect(worker.process.terminationStatus == 0)
        // None is left in its hands, and what it had is done.
        let done = try await test.count("confirmation", where: "jobID > 0")
        #expect((1..<50).contains(done))
        #expect(try await test.count("job", where: "claim IS NULL") == 50 - done)
        #expect(try await test.count("worker", where: "stopped IS NOT NULL") == 1)
    }

    private func enqueue(_ count: Int, in queue: JobQueue) async throws {
        let now = Date.now.timeIntervalSince1970
        try await queue.store.write { session in
            for number in 1...count {
                try JobQueue.enqueue(reference: "B-\(number)", at: now, in: session)
            }
        }
    }

    private static func jobsDone(_ printed: String) -> Int? {
        printed.firstMatch(of: /stopped, (\d+) jobs done/).flatMap { Int($0.1) }
    }
}

extension WorkerRecord {
    /// A worker of a revision, in this process.
    static func test(_ revision: String) -> WorkerRecord {
        WorkerRecord(name: "test", revision: revision, pid: getpid())
    }
}
