import Foundation
import Testing

/// Releases that are tried again.
@Suite(.timeLimit(.minutes(20)))
struct RetriedReleases {
    @Test func `a refused release is tried again from its first check`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            try await workshop.openShop()
            let refused = try await workshop.run(
                ["run", "b.yaml", "--headless"],
                changing: ["PAYMENT_WEBHOOK_SECRET": nil]
            )
            #expect(refused.code == 3, "\(refused.words)")
            // The plan is that of the journal, whatever became of its file.
            try FileManager.default.removeItem(atPath: workshop.path("b.yaml"))
            let again = try await workshop.run(["retry", "--headless"])
            #expect(again.code == 0, "\(again.words)")
            #expect(again.output.hasPrefix("retrying r2 to b as r3\n"), "\(again.words)")
            #expect(again.output.contains("checks passed"), "\(again.words)")
            let needless = try await workshop.run(["retry", "--headless"])
            #expect(needless.code == 3)
            #expect(
                needless.errors.hasPrefix("not retried: r3 of shop to b succeeded, so there is")
            )
        }
    }

    @Test func `a release under way is not tried again, one that was rolled back is`() async throws
    {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            let run = try workshop.start(
                ["run", "b.yaml", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            let early = try await workshop.run(["retry", "--headless"])
            #expect(early.code == 3)
            #expect(early.errors.hasPrefix("not retried: r2 of shop to b is under way."))
            #expect(try await workshop.run(["rollback", "--yes"]).code == 0)
            #expect(try await run.outcome().code == 5)
            let again = try workshop.start(
                ["retry", "--headless", "--state", workshop.path("state")]
            )
            try await workshop.waitForBake(at: 5)
            #expect(try await workshop.status().release == "r3")
            #expect(try await workshop.run(["rollback", "--yes"]).code == 0)
            #expect(try await again.outcome().code == 5)
        }
    }

    @Test func `pinned bytes that changed are not released`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            let refused = try await workshop.run(
                ["run", "a.yaml", "--headless"],
                changing: ["PAYMENT_WEBHOOK_SECRET": nil]
            )
            #expect(refused.code == 3)
            let store = workshop.path("state/shop-test/artifacts")
            let names = try #require(FileManager.default.enumerator(atPath: store))
            let copy = try #require(
                names.compactMap { $0 as? String }.first { $0.hasSuffix("/shop-a") }
            )
            try FileManager.default.removeItem(atPath: "\(store)/\(copy)")
            try workshop.write("other bytes", to: "state/shop-test/artifacts/\(copy)")
            let end = try await workshop.run(["retry", "--headless"])
            #expect(end.code == 3)
            #expect(end.errors.contains("and its pinned copy "), "\(end.words)")
            #expect(try await workshop.status().release == "r1")
        }
    }
}
