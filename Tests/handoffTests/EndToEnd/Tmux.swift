import Foundation
import Testing

/// A terminal of 80 × 24 in a tmux server of one test's own, with a shell in it.
///
/// tmux is a real terminal to the program and can be asked what it shows, whether the cursor is
/// visible and whether the alternate screen is in use.
struct Tmux {
    /// The program; nil where it is missing, which `.ci/setup` mends.
    static let program: String? = {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
        return (folders.map(String.init) + ["/usr/bin"]).map { $0 + "/tmux" }
            .first { access($0, X_OK) == 0 }
    }()

    private let program: String
    private let workshop: Workshop
    private let socket: String

    /// Runs `body` with a shell on a new terminal, then ends the server.
    static func open(in workshop: Workshop, _ body: (Tmux) async throws -> Void) async throws {
        let tmux = Tmux(
            program: try #require(program),
            workshop: workshop,
            socket: workshop.path("tmux")
        )
        try await tmux.ask(["new-session", "-d", "-x", "80", "-y", "24", "sh"])
        var failure: (any Error)?
        do { try await body(tmux) } catch { failure = error }
        _ = try? await tmux.ask(["kill-server"])
        if let failure { throw failure }
    }

    private init(program: String, workshop: Workshop, socket: String) {
        self.program = program
        self.workshop = workshop
        self.socket = socket
    }

    /// Types keys as tmux names them, such as `P` or `Enter`.
    func type(_ keys: String...) async throws { try await ask(["send-keys"] + keys) }

    /// What the terminal shows.
    var screen: String {
        get async throws { try await ask(["capture-pane", "-p"]) }
    }

    /// What the terminal shows, with the sequences that make its colours.
    var painted: String {
        get async throws { try await ask(["capture-pane", "-e", "-p"]) }
    }

    /// Gives the terminal another size.
    func resize(_ width: Int, _ height: Int) async throws {
        try await ask(["resize-window", "-x", "\(width)", "-y", "\(height)"])
    }

    /// Whether the alternate screen is in use, and whether the cursor is visible, as `1 0`.
    var modes: String {
        get async throws {
            try await ask(["display-message", "-p", "#{alternate_on} #{cursor_flag}"])
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// Waits until the terminal shows all of that.
    func wait(for words: String...) async throws {
        let isThere = try await eventually {
            let screen = try await screen
            return words.allSatisfy(screen.contains)
        }
        let shown = try await screen
        try #require(isThere, "\(words) not in:\n\(shown)")
    }

    /// Has a key open the box of that title and answers it with yes.
    ///
    /// Both are tried again: a key is refused, with a word about it, that comes while the last wish
    /// is under way, and yes counts only a moment after the box was drawn.
    func confirm(_ key: String, _ title: String) async throws {
        let isOpen = try await eventually {
            try await type(key)
            return try await eventually(within: .seconds(2)) {
                try await screen.contains("═ \(title)")
            }
        }
        let before = try await screen
        try #require(isOpen, "\(before)")
        let isClosed = try await eventually {
            try await type("y")
            try await Task.sleep(for: .milliseconds(200))
            return try await !screen.contains("═ \(title)")
        }
        let shown = try await screen
        try #require(isClosed, "\(shown)")
    }

    @discardableResult
    private func ask(_ words: [String]) async throws -> String {
        let child = try Child(
            [program, "-u", "-S", socket, "-f", "/dev/null"] + words,
            environment: workshop.environment,
            folder: workshop.folder,
            path: workshop.path("tmux-\(words[0])-\(UInt32.random(in: 0...UInt32.max))")
        )
        let outcome = try await child.outcome()
        try #require(outcome.code == 0, "tmux \(words): \(outcome.words)")
        return outcome.output
    }
}

extension Tmux {
    /// Has the shell run a `handoff` command and note what the terminal's settings were before and
    /// are after it, and its exit code; returns as soon as the dashboard is drawn.
    func dashboard(_ words: [String], state: String) async throws {
        try workshop.write(
            """
            stty -g > before
            \(Workshop.program("handoff")) \(words.joined(separator: " ")) --state \(state)
            echo $? > code.new
            stty -g > after
            mv code.new code

            """,
            to: "script"
        )
        try? FileManager.default.removeItem(atPath: workshop.path("code"))
        try await type("clear; sh script", "Enter")
        let isDrawn = try await eventually { try await modes == "1 0" }
        let shown = try await screen
        try #require(isDrawn, "no dashboard:\n\(shown)")
    }

    /// Waits for the command's end and expects the terminal to be as it was before.
    ///
    /// Returns its exit code.
    func end() async throws -> String {
        let file = workshop.path("code")
        let isOver = try await eventually { FileManager.default.fileExists(atPath: file) }
        let shown = try await screen
        try #require(isOver, "it goes on:\n\(shown)")
        let texts = try ["before", "after", "code"].map {
            try String(contentsOfFile: workshop.path($0), encoding: .utf8)
        }
        #expect(texts[0] == texts[1], "the terminal's settings differ")
        let isRestored = try await eventually(within: .seconds(5)) { try await modes == "0 1" }
        let last = try await modes
        #expect(isRestored, "alternate screen, cursor: \(last)")
        return texts[2].trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
