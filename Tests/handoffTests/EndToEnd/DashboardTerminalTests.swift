import Foundation
import Testing

/// The dashboard on a real terminal of 80 × 24, steered by keys, left in every way.
@Suite(
    .enabled(if: Tmux.program != nil, "tmux is missing here; `.ci/setup` installs it"),
    .timeLimit(.minutes(20))
)
struct DashboardOnTerminals {
    @Test func `a release is paused, advanced, stepped back and rolled back with keys`()
        async throws
    {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            try await Tmux.open(in: workshop) { terminal in
                try await terminal.dashboard(["run", "b.yaml"], state: workshop.path("state"))
                try await terminal.wait(for: "WAITING AT 5%", "a → b")
                try await terminal.type("P")
                try await terminal.wait(for: "PAUSED AT 5%", "P resume")
                try await terminal.type("P")
                try await terminal.wait(for: "WAITING AT 5%")
                try await terminal.confirm("A", "ADVANCE shop IN TEST")
                try await terminal.wait(for: "WAITING AT 25%")
                try await terminal.confirm("B", "STEP BACK shop IN TEST")
                try await terminal.wait(for: "WAITING AT 5%")
                try await terminal.confirm("R", "ROLL BACK shop IN TEST")
                try await terminal.wait(for: "ROLLED BACK", "0% canary b")
                try await terminal.type("q")
                #expect(try await terminal.end() == "5")
                try await terminal.wait(for: "shop r2 a → b: rolled back at ", "asked")
            }
        }
    }

    @Test func `leaving says how to come back, and the release goes on`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            try await Tmux.open(in: workshop) { terminal in
                try await terminal.dashboard(["run", "b.yaml"], state: workshop.path("state"))
                try await terminal.wait(for: "WAITING AT 5%")
                try await terminal.type("q")
                #expect(try await terminal.end() == "0")
                try await terminal.wait(for: "shop r2 a → b: baking, 5% on b", "handoff watch shop")
                #expect(try await workshop.status().phase == "baking")
                let end = try await workshop.run(["rollback", "--yes", "--wait"])
                #expect(end.code == 5, "\(end.words)")
            }
        }
    }

    @Test func `no signal leaves the terminal spoilt`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            #expect(try await workshop.run(["run", "a.yaml", "--headless"]).code == 0)
            try await Tmux.open(in: workshop) { terminal in
                // A trap is SIGILL or SIGTRAP to the process, whatever line it was provoked in.
                for number in [SIGTERM, SIGINT, SIGQUIT, SIGILL, SIGTRAP, SIGSEGV, SIGABRT] {
                    try await terminal.dashboard(["watch"], state: workshop.path("state"))
                    try await terminal.wait(for: "SUCCEEDED")
                    try workshop.signal(number, toThe: "watch")
                    let isAsked = [SIGTERM, SIGINT, SIGQUIT].contains(number)
                    let code = isAsked ? 128 + number : 70
                    #expect(try await terminal.end() == "\(code)", "signal \(number)")
                }
                try await terminal.dashboard(["watch"], state: workshop.path("state"))
                try workshop.signal(SIGHUP, toThe: "watch")
                #expect(try await terminal.end() == "0")
            }
        }
    }
}

extension Workshop {
    /// Sends a signal to the one process that runs that command of handoff.
    fileprivate func signal(_ number: Int32, toThe command: String) throws {
        let found = running.filter { $0.command.contains("/handoff \(command) ") }
        let process = try #require(found.count == 1 ? found.first : nil, "\(found)")
        kill(process.pid, number)
    }
}
