import Foundation
import Testing

@testable import storefront

@Suite struct DefectTests {
    @Test func `a sound revision answers every page`() async throws {
        let test = try await TestShop()
        for _ in 0..<100 { #expect(await test.get("/courses/1").status == 200) }
    }

    @Test func `errors strike about 6 pages in 100 and no check of health`() async throws {
        let test = try await TestShop(.errors)
        var failed = 0
        for _ in 0..<500 where await test.get("/courses/1").status == 500 { failed += 1 }
        #expect((15...50).contains(failed))
        for _ in 0..<100 { #expect(await test.get("/livez").status == 200) }
    }

    @Test func `latency adds 120 ms to a page`() async throws {
        let test = try await TestShop(.latency)
        let start = ContinuousClock.now
        _ = await test.get("/courses/1")
        #expect(.now - start >= .milliseconds(120))
    }

    @Test func `tail strikes about 4 pages in 100, with 900 ms`() {
        let faults = Faults(defect: .tail, seed: 7)
        let troubles = (0..<1_000).compactMap { _ in faults.nextTrouble() }
        #expect((20...60).contains(troubles.count))
        #expect(troubles.allSatisfy { $0 == .delay(.milliseconds(900)) })
    }

    @Test func `the same seed brings the same faults`() {
        let runs = [UInt64(7), 7, 8].map { seed in
            let faults = Faults(defect: .errors, seed: seed)
            return (0..<200).map { _ in faults.nextTrouble() }
        }
        #expect(runs[0] == runs[1])
        #expect(runs[0] != runs[2])
    }

    @Test func `webhooks turns about 40 genuine payments in 100 away, and no 5xx tells`()
        async throws
    {
        let test = try await TestShop(.webhooks)
        for number in 0..<100 {
            #expect([200, 422].contains(await test.deliver("e\(number)").status))
        }
        let counts = test.shop.metrics.snapshot
        #expect((22...58).contains(counts.webhookFailures))
        #expect(counts.webhookDeliveries == 100)
    }

    @Test func `backlog enqueues 40 jobs for one enrolment`() async throws {
        let test = try await TestShop(.backlog)
        let cookie = try #require(await test.signIn())
        _ = await test.post("/enrolments", "course=1", headers: ["cookie": cookie])
        #expect(try await test.count("job") == 40)
    }

    @Test func `connections leaks real checkouts, one after the other`() async throws {
        let test = try await TestShop(.connections, limit: 8)
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await test.shop.faults.runInBackground(access: test.shop.access) }
            #expect(await eventually { test.shop.access.checkouts.used == 2 })
            #expect(await test.get("/readyz").status == 200)
            group.cancelAll()
        }
    }

    @Test(arguments: [(2, 1), (8, 7), (20, 18)])
    func `connections stops leaking at about 90 in 100`(limit: Int, leaked: Int) {
        #expect(Faults.connectionsToLeak(limit: limit) == leaked)
    }

    @Test func `leak grows resident memory by real pages`() async throws {
        let program = try await stampedProgram(version: "2.0", defect: .leak)
        let test = try await TestShop()
        let (instance, port) = try await ShopProcess.serve(test.database, program: program)
        defer { instance.send(SIGKILL) }
        let before = try #require(await residentBytes(port))
        let hasGrown = await eventually {
            (await residentBytes(port) ?? 0) > before + 8_000_000
        }
        #expect(hasGrown)
    }

    @Test func `crash ends the process by a signal, after its first page only`() async throws {
        let program = try await stampedProgram(version: "2.0", defect: .crash)
        let test = try await TestShop()
        let (instance, port) = try await ShopProcess.serve(test.database, program: program)
        #expect(try await WebProbe.get(port, "/courses/1").status == 200)
        #expect(await instance.end() == .uncaughtSignal)
    }

    private func residentBytes(_ port: UInt16) async -> Double? {
        let page = try? await WebProbe.get(port, "/metrics").text
        return page?.firstMatch(of: /process_resident_memory_bytes (\d+)/).flatMap {
            Double($0.1)
        }
    }
}
