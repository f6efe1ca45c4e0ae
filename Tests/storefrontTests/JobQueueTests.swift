import Foundation
import Testing

@testable import storefront

@Suite struct JobQueueTests {
    @Test func `a claimed job is nobody else's`() async throws {
        let test = try TestShop()
        let queue = JobQueue(store: try test.shop.access.store())
        try await enqueue(1, in: queue)
        let job = try #require(try await queue.claim())
        #expect(try await queue.claim() == nil)
        #expect(try await queue.depth().waiting == 0)
        #expect(try await queue.complete(job))
        #expect(try test.count("confirmation", where: "jobID = \(job.id)") == 1)
    }

    @Test func `a claim that ran out goes to another, and its first owner has no effect`()
        async throws
    {
        let test = try TestShop()
        let queue = JobQueue(store: try test.shop.access.store(), lease: .zero)
        try await enqueue(1, in: queue)
        let slow = try #require(try await queue.claim())
        let quick = try #require(try await queue.claim())
        #expect(slow.id == quick.id)
        #expect(try await queue.complete(slow) == false)
        #expect(try await queue.complete(quick))
        #expect(try test.count("confirmation", where: "jobID > 0") == 1)
    }

    @Test func `the depth tells how many wait and since when`() async throws {
        let queue = JobQueue(store: try TestShop().shop.access.store())
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

    @Test func `no job is lost or done twice by several workers, one of them killed`()
        async throws
    {
        let test = try TestShop()
        let queue = JobQueue(store: try test.shop.access.store())
        try await enqueue(80, in: queue)
        // Takes its first job and is killed with it in hand.
        let victim = try ShopProcess(
            ["work", "--database", test.database, "--job-time", "60000", "--lease", "1"]
        )
        #expect(try await eventually { try test.count("job", where: "claim IS NOT NULL") == 1 })
        victim.send(SIGKILL)
        let workers = try (0..<3).map { _ in
            try ShopProcess(["work", "--database", test.database, "--job-time", "1"])
        }
        #expect(try await eventually { try test.count("job") == 0 })
        for worker in workers {
            worker.send(SIGTERM)
            #expect(await worker.end() == .exit)
            #expect(worker.process.terminationStatus == 0)
        }
        #expect(try test.count("confirmation", where: "jobID > 0") == 80)
        let done = try workers.map { try #require(Self.jobsDone($0.printed)) }
        #expect(done.reduce(0, +) == 80)
    }

    @Test func `a worker told to stop finishes the job it has`() async throws {
        let test = try TestShop()
        let queue = JobQueue(store: try test.shop.access.store())
        try await enqueue(50, in: queue)
        let worker = try ShopProcess(
            ["work", "--database", test.database, "--job-time", "1500", "--lease", "600"]
        )
        #expect(try await eventually { try test.count("job", where: "claim IS NOT NULL") == 1 })
        worker.send(SIGTERM)
        #expect(await worker.end() == .exit)
        #expect(worker.process.terminationStatus == 0)
        // None is left in its hands, and what it had is done.
        let done = try test.count("confirmation", where: "jobID > 0")
        #expect((1..<50).contains(done))
        #expect(try test.count("job", where: "claim IS NULL") == 50 - done)
    }

    private func enqueue(_ count: Int, in queue: JobQueue) async throws {
        let now = Date.now.timeIntervalSince1970
        try await queue.store.write { database in
            for number in 1...count {
                try JobQueue.enqueue(reference: "B-\(number)", at: now, in: database)
            }
        }
    }

    private static func jobsDone(_ printed: String) -> Int? {
        printed.firstMatch(of: /stopped, (\d+) jobs done/).flatMap { Int($0.1) }
    }
}
