import Foundation
import Testing

/// The same bytes, from one environment to the next.
@Suite(.timeLimit(.minutes(3)))
struct PromotedReleases {
    /// The plan of the same bytes for staging, with a router of its own beside the instances.
    private func staging(_ label: String, _ workshop: Workshop) -> String {
        let ports = workshop.ports
        return workshop.plan(label, steps: Workshop.Steps.alone)
            .replacing("environment: test", with: "environment: staging")
            .replacing("127.0.0.1:\(workshop.port)", with: "127.0.0.1:\(ports.upperBound)")
            .replacing(
                "ports: \(ports.lowerBound)-\(ports.upperBound)",
                with: "ports: \(ports.lowerBound)-\(ports.upperBound - 1)"
            )
    }

    @Test func `what succeeded in staging is released, and other bytes are not`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            try workshop.write(staging("a", workshop), to: "staging.yaml")
            let early = try await workshop.run(["promote-to", "test", "a.yaml", "--headless"])
            #expect(early.code == 3)
            #expect(early.errors.contains("no release of shop succeeded in another environment"))
            #expect(try await workshop.run(["run", "staging.yaml", "--headless"]).code == 0)
            let flags = ["--from", "staging", "--headless"]
            let other = try await workshop.run(["promote-to", "test", "b.yaml"] + flags)
            #expect(other.code == 3)
            #expect(other.errors.hasPrefix("not promoted: what succeeded in staging as r1 is a ("))
            let wrong = try await workshop.run(["promote-to", "live", "a.yaml"] + flags)
            #expect(
                wrong.code == 2 && wrong.errors.contains("this file is for `test`, not for `live`.")
            )
            let end = try await workshop.run(["promote-to", "test", "a.yaml"] + flags)
            #expect(end.code == 0, "\(end.words)")
            let history = try await workshop.run(["history"])
            let heads = history.output.split(separator: "\n").filter { $0.hasPrefix("shop in ") }
            #expect(heads.count == 2, "\(history.words)")
            #expect(heads[0].hasPrefix("shop in staging: a (") && heads[0].hasSuffix(" since r1"))
            #expect(heads[1].hasPrefix("shop in test: a ("))
            let down = ["tear-down", "shop", "--environment", "staging", "--yes"]
            #expect(try await workshop.run(down).code == 0)
            try FileManager.default.removeItem(atPath: workshop.path("state/shop-staging"))
        }
    }
}
