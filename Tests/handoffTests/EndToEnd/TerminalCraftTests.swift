import Foundation
import Testing

/// What terminals do to a dashboard: they stop it, change their size, and are no terminals at all.
@Suite(
    .enabled(if: Tmux.program != nil, "tmux is missing here; `.ci/setup` installs it"),
    .timeLimit(.minutes(10))
)
struct TerminalCraft {
    @Test func `a dashboard stopped by a key comes back whole and says that it slept`()
        async throws
    {
        try await Workshop.open { workshop in
            try await workshop.release("a")
            try await Tmux.open(in: workshop) { terminal in
                // The shell itself has to be the parent, because it is what continues the job.
                try await terminal.type(workshop.watching(), "Enter")
                try await terminal.wait(for: "SUCCEEDED", "q leave")
                try await terminal.type("C-z")
                let isLeft = try await eventually { try await terminal.modes == "0 1" }
                #expect(isLeft, "the screen was not left")
                try await terminal.type("clear; echo in between", "Enter")
                try await terminal.wait(for: "in between")
                try await terminal.type("fg", "Enter")
                try await terminal.wait(for: "SUCCEEDED", "this screen was suspended for")
                #expect(try await !terminal.screen.contains("in between"))
                #expect(try await terminal.modes == "1 0")
                try await terminal.type("q")
                try await terminal.wait(for: "in between", "shop r1")
                #expect(try await terminal.modes == "0 1")
            }
        }
    }

    @Test func `after a storm of sizes the frame is that of the last size`() async throws {
        try await Workshop.open { workshop in
            try await workshop.release("a")
            try await Tmux.open(in: workshop) { terminal in
                try await terminal.dashboard(["watch"], state: workshop.path("state"))
                try await terminal.wait(for: "SUCCEEDED")
                for step in 0..<30 {
                    try await terminal.resize(20 + step * 37 % 180, 4 + step * 11 % 50)
                }
                for (width, height) in [(100, 30), (31, 7), (100, 30)] {
                    try await terminal.resize(width, height)
                }
                let isWhole = try await eventually {
                    let shown = try await terminal.screen.lines
                    try await terminal.type("C-l")
                    let anew = try await terminal.screen.lines
                    return shown.count == 30 && shown == anew
                        && shown.last?.contains("q leave") == true
                }
                let shown = try await terminal.screen
                #expect(isWhole, "\(shown)")
                try await terminal.type("q")
                #expect(try await terminal.end() == "0")
            }
        }
    }

    @Test func `a theme's file that changes changes the colours in use`() async throws {
        try await Workshop.open { workshop in
            try await workshop.release("a")
            let source = URL(filePath: #filePath).appending(path: "../../../../themes/default.yaml")
            let theme = try String(contentsOf: source.standardizedFileURL, encoding: .utf8)
                .replacing("name: default", with: "name: mine")
            try workshop.write(theme, to: "mine.yaml")
            try await Tmux.open(in: workshop) { terminal in
                let words = ["watch", "--theme", workshop.path("mine.yaml")]
                try await terminal.dashboard(words, state: workshop.path("state"))
                try await terminal.wait(for: "SUCCEEDED")
                #expect(try await !terminal.painted.contains("38;5;129"))
                // Written whole elsewhere and moved, as editors do.
                try workshop.write(theme.replacing("grey: 247", with: "grey: 129"), to: "new.yaml")
                try FileManager.default.removeItem(atPath: workshop.path("mine.yaml"))
                try FileManager.default.moveItem(
                    atPath: workshop.path("new.yaml"),
                    toPath: workshop.path("mine.yaml")
                )
                try await terminal.wait(for: "theme mine was read again")
                #expect(try await terminal.painted.contains("38;5;129"))
                try await terminal.type("q")
                #expect(try await terminal.end() == "0")
            }
        }
    }

    @Test func `who only shows has no key that touches the release`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            let release = try workshop.begin()
            try await workshop.waitForBake(at: 5)
            try await Tmux.open(in: workshop) { terminal in
                let words = ["watch", "--read-only"]
                try await terminal.dashboard(words, state: workshop.path("state"))
                try await terminal.wait(for: "WAITING AT 5%", "q leave")
                let keys = try #require(try await terminal.screen.lines.last)
                for key in ["P pause", "A advance", "B step back", "R roll back", "O override"] {
                    #expect(!keys.contains(key), "\(keys)")
                }
                for key in ["P", "A", "B", "R", "O"] {
                    try await terminal.type("Escape")
                    try await terminal.wait(for: "WAITING AT 5%", "q leave")
                    try await terminal.type(key)
                    try await terminal.wait(for: "this screen only shows")
                }
                #expect(try await workshop.status().phase == "baking")
                // Not together: a terminal sends Alt-q as the same two bytes.
                try await terminal.type("q")
                #expect(try await terminal.end() == "0")
            }
            #expect(try await workshop.run(["rollback", "--yes", "--wait"]).code == 5)
            #expect(try await release.outcome().code == 5)
        }
    }

    @Test func `in plain lines a change is one line, and no cursor is moved`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            let release = try workshop.begin()
            try await workshop.waitForBake(at: 5)
            try await Tmux.open(in: workshop) { terminal in
                try await terminal.type(workshop.watching("--plain") + "; echo left $?", "Enter")
                try await terminal.wait(for: "to 5%")
                #expect(try await terminal.modes == "0 1")
                #expect(try await workshop.run(["pause"]).code == 0)
                try await terminal.wait(for: "paused")
                #expect(try await workshop.run(["resume"]).code == 0)
                try await terminal.wait(for: "resumed")
                let lines = try await terminal.screen.lines.filter { $0.contains("paused") }
                #expect(lines.count == 1, "\(lines)")
                #expect(try await !terminal.painted.contains("\u{1B}["))
                #expect(try await workshop.run(["rollback", "--yes", "--wait"]).code == 5)
                try await terminal.wait(for: "left 5")
            }
            #expect(try await release.outcome().code == 5)
        }
    }
}

extension Workshop {
    /// Brings a revision up as the first of all, and ends there.
    fileprivate func release(_ label: String) async throws {
        try await prepare([label])
        let end = try await run(["run", "\(label).yaml", "--headless"])
        try #require(end.code == 0, "\(end.words)")
    }

    /// The line that shows the newest release on the screen of the shell it is typed into.
    fileprivate func watching(_ option: String = "") -> String {
        "\(Self.program("handoff")) watch --state \(path("state")) \(option)"
    }
}

extension String {
    /// Its lines, the blank ones too, without the end after the last.
    fileprivate var lines: [String] {
        var lines = split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last == "" { lines.removeLast() }
        return lines
    }
}
