import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import RolloutJournal
import TerminalUI

/// How the dashboard looks.
struct ScreenOptions: ParsableArguments {
    @Option(help: "A theme: default, light, mono, or a file.", completion: .file())
    var theme: String?

    @Flag(help: "Print a line for each change instead of the dashboard, for screen readers.")
    var plain = false

    /// Whether there is a terminal to take over.
    var hasTerminal: Bool {
        !plain && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
            && ProcessInfo.processInfo.environment["TERM"] != "dumb"
    }

    /// The themes `t` goes through, the chosen one first.
    ///
    /// - Throws: everything that is wrong with the chosen theme's file.
    func themes() throws -> [Theme] {
        let known = ThemeFolders().themes
        guard let theme else { return known }
        if let named = known.first(where: { $0.name == theme }) {
            return [named] + known.filter { $0.name != theme }
        }
        return [try ThemeFile.theme(path: theme)] + known
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
                keepsSteward: keepsSteward,
                isReadOnly: isReadOnly
            )
        } catch let failure as CursesScreen.OpenFailure {
            printError("no dashboard: \(failure.explanation). Going on in plain lines.")
            let end = try await PlainPrinter(site: site, release: release).follow { _ in }
            guard end.code == .succeeded else { throw end.code }
            return
        }
        let end = session.run()
        for line in session.dashboard.farewell { print(line) }
        if session.dashboard.rollout?.isOver == false, let option = site.stateOption {
            print("  each with \(option)")
        }
        if case .left(let signal?) = end {
            // Dies of the signal it got, so that its parent sees what happened.
            Foundation.signal(signal, SIG_DFL)
            kill(getpid(), signal)
        }
        if let outcome = session.dashboard.rollout?.outcome, outcome != .succeeded {
            throw ExitCode(outcome: outcome)
        }
    }
}
