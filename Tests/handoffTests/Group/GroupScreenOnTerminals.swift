import Foundation
import Testing

/// The screen of a group on a real terminal of 80 × 24, with real services below it.
@Suite(
    "The screen of a group on terminals",
    .enabled(if: Tmux.program != nil, "tmux is missing here; `.ci/setup` installs it"),
    .timeLimit(.minutes(4))
)
struct GroupScreenOnTerminals {
    @Test func `a component is opened and left, and all is rolled back with a key`() async throws {
        try await Workshop.openGroup { workshop in
            try await workshop.prepareGroup(steps: Workshop.Steps.byHand)
            let first = try await workshop.run(["run", "group-a.yaml", "--headless"])
            try #require(first.code == 0, "\(first.words)")
            try workshop.openComponents()
            try await Tmux.open(in: workshop) { terminal in
                try await terminal.dashboard(
                    ["run", "group-b.yaml"],
                    state: workshop.path("state")
                )
                try await terminal.wait(for: "RELEASING")
                try await terminal.wait(for: "2 of 3 components arrived", "waits for a person")
                try await terminal.type("j", "Enter")
                try await terminal.wait(for: "WAITING AT 5%", "shop-web")
                try await terminal.type("q")
                try await terminal.wait(for: "RELEASING", "components")
                try await terminal.confirm("R", "ROLL BACK ALL OF shop IN TEST")
                try await terminal.wait(for: "ROLLED BACK", "web rolled back")
                try await terminal.type("q")
                #expect(try await terminal.end() == "5")
                try await terminal.wait(for: "shop (test) group 2: rolled back")
            }
            for name in Workshop.components {
                #expect(try await workshop.serving(name) == "a")
            }
        }
    }
}
