import Foundation
import Testing

/// A service that ran before handoff came.
@Suite(.timeLimit(.minutes(2)))
struct AdoptedServices {
    private func serve(_ workshop: Workshop, _ port: Int) throws -> Child {
        let words = ["serve", "--port", "\(port)", "--database", workshop.path("shop.sqlite")]
        return try workshop.start(tool: [workshop.path("shop-a")] + words)
    }

    @Test func `what runs is taken over as it is, and released from like any other`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            let ports = Array(workshop.ports.suffix(2))
            let children = try ports.map { try serve(workshop, $0) }
            let flags = ports.flatMap { ["--port", "\($0)"] }
            let adopted = try await workshop.run(["adopt", "a.yaml", "--headless"] + flags)
            #expect(adopted.code == 0, "\(adopted.words)")
            #expect(children.allSatisfy { $0.isRunning })
            let status = try await workshop.run(["history"])
            #expect(status.words.contains("adopted"), "\(status.words)")
            let customers = try workshop.start(
                [
                    "shop", "--url", "http://127.0.0.1:\(workshop.port)", "--rate", "40",
                    "--seconds", "0", "--quiet-until-end",
                ],
                program: "storefront"
            )
            let end = try await workshop.run(["run", "b.yaml", "--headless"])
            #expect(end.code == 0, "\(end.words)")
            customers.signal(SIGTERM)
            let seen = try await customers.outcome()
            #expect(seen.code == 0, "\(seen.words)")
            #expect(children.allSatisfy { !$0.isRunning })
        }
    }

    @Test func `other bytes than the plan's are not taken over`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            let port = workshop.ports.upperBound
            let child = try serve(workshop, port)
            #expect(
                try await eventually {
                    let end = try await workshop.run(
                        ["adopt", "b.yaml", "--port", "\(port)", "--headless"]
                    )
                    return end.code == 3 && end.errors.contains("which is not ")
                }
            )
            let none = try await workshop.run(["adopt", "a.yaml", "--port", "9", "--headless"])
            #expect(none.errors.contains("no process that this user may see listens there"))
            #expect(child.isRunning)
        }
    }
}
