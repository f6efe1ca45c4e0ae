import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import RolloutJournal
import TerminalUI

/// How the dashboard looks.
struct ScreenOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A theme of `handoff themes`, or a theme file.",
            discussion: """
                HANDOFF_THEME says it for every run. Without either the terminal is asked for its \
                background. A file is read again when it changes.
                """
        ),
        completion: .file()
    )
    var theme: String?

    @Flag(help: "Let the wheel and clicks move in the dashboard; Shift selects text then.")
    var mouse = false

    @Flag(help: "Print a line for each change instead of the dashboard, for screen readers.")
    var plain = false

    /// Whether there is a terminal to take over.
    var hasTerminal: Bool {
        !plain && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
            && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// Whether a person at a terminal is told in lines: they asked for it, or it moves no cursor.
    var tellsPerson: Bool {
        !hasTerminal && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
    }

    /// The themes `t` goes through, the chosen one first.
    ///
    /// - Throws: everything that is wrong with the chosen theme's file.
    func themes() throws -> ThemeShelf {
        let usual = CursesScreen.environment("HANDOFF_THEME")
        return try ThemeShelf(choice: theme ?? (usual.isEmpty ? nil : usual))
    }

    /// Shows the release until the person leaves, then says how it stands and ends with the code
    /// that agrees.
    @MainActor
    func show(
        _ release: ReleaseID,
        at site: ServiceSite,
        keepsSteward: Bool,
        isReadOnly: Bool = false
    ) async throws {
        let session: DashboardSession
        do {
            session = try DashboardSession(
                site: site,
                release: release,
                themes: try themes(),
                usesMouse: mouse,
                keepsSteward: keepsSteward,
                isReadOnly: isReadOnly
            )
        } catch let failure as CursesScreen.OpenFailure {
            printError("\(failure.explanation) Going on in plain lines.")
            try await PlainScreen(site: site, release: release)()
            return
        }
        let end = session.run()
        for line in session.dashboard.farewell { print(line) }
        if session.dashboard.rollout?.isOver == false, let option = site.stateOption {
            print("  each with \(option)")
        }
        if case .left(let signal?) = end { endProcess(by: signal) }
        if let outcome = session.dashboard.rollout?.outcome, outcome != .succeeded {
            throw ExitCode(outcome: outcome)
        }
    }
}
