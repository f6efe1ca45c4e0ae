import Foundation
import Testing

/// Three services released as one, with real processes.
@Suite("Group releases", .timeLimit(.minutes(5)))
struct GroupReleaseTests {
    @Test func `each component starts once what it comes after has arrived`() async throws {
        try await Workshop.openGroup { workshop in
            try await workshop.prepareGroup()
            let first = try await workshop.run(["run", "group-a.yaml", "--headless"])
            try #require(first.code == 0, "\(first.words)")
            try workshop.openComponents()
            let second = try await workshop.run(
                ["run", "group-b.yaml", "--headless"],
                within: .seconds(150)
            )
            try #require(second.code == 0, "\(second.words)")
            #expect(second.lastLine.hasSuffix("shop: succeeded"), "\(second.words)")
            let text = second.output
            let arrival = try #require(text.range(of: "shop: api has arrived"))
            let start = try #require(text.range(of: "shop: web starts: api arrived"))
            #expect(arrival.lowerBound < start.lowerBound)
            for name in Workshop.components {
                #expect(try await workshop.serving(name) == "b")
            }
            let status = try await workshop.groupStatus()
            #expect(status.contains("shop (test) group 2: succeeded"), "\(status)")
        }
    }

    @Test func `a steward killed in between finds one rolled back and takes all back`()
        async throws
    {
        try await Workshop.openGroup { workshop in
            try await workshop.prepareGroup(steps: Workshop.Steps.byHand)
            let first = try await workshop.run(["run", "group-a.yaml", "--headless"])
            try #require(first.code == 0, "\(first.words)")
            try workshop.openComponents()
            let steward = try workshop.start(
                ["run", "group-b.yaml", "--headless", "--state", workshop.path("state")]
            )
            let isThere = try await eventually(within: .seconds(90)) {
                let status = try await workshop.run(["status", "shop-web", "-o", "json"]).output
                return status.contains("\"phase\" : \"baking\"")
            }
            try #require(isThere, "\(steward.output)")
            steward.signal(SIGKILL)
            _ = try await steward.outcome()
            let lost = try await workshop.groupStatus()
            #expect(lost.contains("no steward runs; `handoff resume shop` starts one"), "\(lost)")
            let back = try await workshop.run(["rollback", "shop-web", "--yes", "--wait"])
            #expect(back.code == 5, "\(back.words)")
            let end = try await workshop.run(
                ["resume", "shop", "--wait"],
                within: .seconds(120)
            )
            #expect(end.code == 5, "\(end.words)")
            #expect(end.lastLine.contains("shop: rolled back: web rolled back"), "\(end.words)")
            for name in Workshop.components {
                #expect(try await workshop.serving(name) == "a")
            }
        }
    }

    @Test func `a check that fails anywhere refuses the whole before anything starts`()
        async throws
    {
        try await Workshop.openGroup { workshop in
            try await workshop.prepareGroup()
            let first = try await workshop.run(["run", "group-a.yaml", "--headless"])
            try #require(first.code == 0, "\(first.words)")
            try FileManager.default.removeItem(atPath: workshop.path("web-b"))
            let second = try await workshop.run(["run", "group-b.yaml", "--headless"])
            #expect(second.code == 3, "\(second.words)")
            #expect(second.lastLine.contains("refused"), "\(second.words)")
            for name in Workshop.components {
                let history = try await workshop.run(["history", "shop-\(name)"])
                #expect(!history.output.contains("r2"), "\(history.words)")
            }
        }
    }
}
