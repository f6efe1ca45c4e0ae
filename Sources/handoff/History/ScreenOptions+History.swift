import Dashboard
import Foundation
import RolloutCore
import TerminalUI

extension ScreenOptions {
    /// Shows the history until the person leaves; a release that is replayed comes back to it.
    @MainActor
    func show(history sites: [ServiceSite], _ filter: HistoryFilter) async throws {
        let session = HistorySession(
            sites: sites,
            filter: filter,
            themes: try themes(),
            usesMouse: mouse
        )
        do {
            var end = try session.run()
            while case .replay(let id) = end {
                if let site = session.site(of: id) {
                    try replay(id.release, at: site, session.themes)
                }
                end = try session.run()
            }
            if case .left(.left(let signal?)) = end { endProcess(by: signal) }
        } catch let failure as CursesScreen.OpenFailure {
            throw NotDone(
                "\(failure.explanation) Nothing was changed. `handoff history` without "
                    + "`--screen` prints the list."
            )
        }
    }

    /// Replays one release until the person leaves it.
    @MainActor
    private func replay(_ release: ReleaseID, at site: ServiceSite, _ themes: ThemeShelf) throws {
        let recording = try OpenRecording(site: site, release: release)
        let session = try ReplaySession(
            recording.film(),
            of: recording,
            at: nil,
            themes: themes,
            usesMouse: mouse,
            log: site.dashboardLog
        )
        _ = session.run()
    }
}
