import Foundation
import Testing

extension Workshop {
    /// The components of the tests' group: each a shop of its own with one instance.
    static let components = ["api", "web", "mailer"]

    /// Makes three shops in two revisions and the plans of a group of them, one for each revision.
    ///
    /// Web comes after api; mailer is independent. `steps` are those of web's second revision.
    func prepareGroup(steps: String = Steps.alone) async throws {
        for (index, name) in Self.components.enumerated() {
            try await storefront(["migrate", "--database", path("\(name).sqlite")])
            for label in ["a", "b"] {
                let file = path("\(name)-\(label)")
                try await storefront(["stamp", "--into", file, "--version", label])
                let own = name == "web" && label == "b" ? steps : Steps.alone
                let text = componentPlan(name, label, at: index, steps: own)
                try write(text, to: "\(name)-\(label).yaml")
            }
        }
        for label in ["a", "b"] { try write(groupPlan(label), to: "group-\(label).yaml") }
    }

    private func storefront(_ words: [String]) async throws {
        let outcome = try await start(words, program: "storefront").outcome()
        try #require(outcome.code == 0, "\(outcome.words)")
    }

    private func groupPlan(_ label: String) -> String {
        """
        service: shop
        environment: test
        components:
          api: { plan: api-\(label).yaml }
          web: { plan: web-\(label).yaml, after: [api] }
          mailer: { plan: mailer-\(label).yaml }

        """
    }

    private func componentPlan(
        _ name: String,
        _ label: String,
        at index: Int,
        steps: String
    ) -> String {
        let first = ports.lowerBound + 3 * index
        return plan(label, steps: steps)
            .replacing("service: shop", with: "service: shop-\(name)")
            .replacing("path: shop-\(label)", with: "path: \(name)-\(label)")
            .replacing(path("shop.sqlite"), with: path("\(name).sqlite"))
            .replacing(
                "ports: \(ports.lowerBound)-\(ports.upperBound)",
                with: "ports: \(first)-\(first + 2)"
            )
            .replacing("count: 2", with: "count: 1")
            .replacing("127.0.0.1:\(port)", with: "127.0.0.1:\(routerPort(of: name))")
    }

    /// Where one component's router takes requests.
    func routerPort(of name: String) -> Int {
        [port, port - 100, otherPorts[2]][Self.components.firstIndex(of: name) ?? 0]
    }

    /// Customers of every component, who ask for pages all the time.
    func openComponents() throws {
        for name in Self.components {
            _ = try start(
                [
                    "shop", "--url", "http://127.0.0.1:\(routerPort(of: name))", "--rate", "40",
                    "--seconds", "0", "--quiet-until-end",
                ],
                program: "storefront"
            )
        }
    }

    /// Runs `body` in a workshop for a group, then takes every component down.
    static func openGroup(_ body: @Sendable (Workshop) async throws -> Void) async throws {
        try await open { workshop in
            var failure: (any Error)?
            do { try await body(workshop) } catch { failure = error }
            // A group that goes on would give every component a steward again.
            for process in workshop.running where process.command.contains("steward shop ") {
                kill(process.pid, SIGTERM)
            }
            for name in components {
                let words = ["tear-down", "shop-\(name)", "--abandon", "--yes"]
                _ = try? await workshop.run(words)
            }
            if let failure { throw failure }
        }
    }

    /// The label of the revision that serves a component.
    func serving(_ name: String) async throws -> String {
        let history = try await run(["history", "shop-\(name)"])
        let first = history.output.split(separator: "\n").first ?? ""
        return first.contains(": a (") ? "a" : first.contains(": b (") ? "b" : String(first)
    }

    /// Where the group stands, for people.
    func groupStatus() async throws -> String { try await run(["status", "shop"]).output }
}
