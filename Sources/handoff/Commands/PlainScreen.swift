import Foundation
import RolloutCore
import RolloutJournal

/// A release told line by line to a person at a terminal, in place of the dashboard.
///
/// Counts as somebody watching, as the dashboard does. It changes nothing of the terminal, so any
/// signal may end it, and ending it does nothing to the release.
struct PlainScreen {
    let site: ServiceSite
    let release: ReleaseID

    /// Tells it to its end.
    ///
    /// - Throws: the ``ExitCode`` that agrees with the end, unless the release succeeded.
    func callAsFunction() async throws {
        let service = site.location.service
        print(
            "\(service) \(release), a line for each change. Ctrl-C leaves; the release goes on, "
                + "and "
                + "`handoff watch \(service) --plain` tells it again."
        )
        fflush(nil)
        let end = try await PlainPrinter(site: site, release: release)
            .follow(watchingAs: "plain", JournalFile(site.location))
        guard end.code == .succeeded else { throw end.code }
    }
}

/// A group told line by line to a person at a terminal, in place of its screen.
struct PlainGroupScreen {
    let site: GroupSite
    let number: Int

    /// Tells it to its end.
    ///
    /// - Throws: the ``ExitCode`` that agrees with the end, unless the group succeeded.
    func callAsFunction() async throws {
        print("a line for each change. Ctrl-C leaves; the group and its releases go on.")
        fflush(nil)
        let end = try await GroupPrinter(site: site, number: number)
            .follow(watchingAs: "plain", JournalFile(site.location))
        guard end.code == .succeeded else { throw end.code }
    }
}
