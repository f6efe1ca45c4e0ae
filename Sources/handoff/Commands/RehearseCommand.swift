import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// Shows that the revision that serves can be started again, and releases nothing.
struct RehearseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rehearse",
        abstract: "Rehearse the way back: start what serves once more, beside the fleet.",
        discussion: """
            One instance of the revision that serves is started with today's configuration, \
            without traffic, and ended again once it was ready. What it shows is kept as a \
            receipt, which a plan with `rollback: {rehearsal: {whenOlderThan: …}}` rests on. Ends \
            with 3 when it does not start.
            """
    )

    @OptionGroup var service: ServiceOptions
    @OptionGroup var follow: FollowOptions

    func run() async throws {
        let site = try service.site()
        let release = try RehearsalStart(site: site)()
        try await follow.follow(release, at: site)
    }
}

/// A rehearsal brought into the journal, where any steward can take it up.
struct RehearsalStart {
    let site: ServiceSite

    /// Writes its first entry: a release of what serves to itself that ends with the rehearsal.
    ///
    /// - Throws: a ``NotDone`` with ``ExitCode/refused`` when nothing serves.
    func callAsFunction() throws -> ReleaseID {
        let reader = try JournalReader(site.location)
        guard let last = try reader.latestRelease(), let start = try reader.start(of: last.release)
        else { throw Self.nothingServes }
        return try ReleaseOpener(JournalFile(site.location)).open(
            by: .current,
            version: Handoff.version,
            at: SystemClock().now,
            for: .rehearsal
        ) { deployment in
            guard let revision = deployment.revision else { throw Self.nothingServes }
            var plan = start.plan
            plan.canary = revision
            plan.stable = revision
            plan.rehearsal = .required
            plan.migrations = nil
            plan.flags = []
            plan.externals = []
            plan.hooks = []
            plan.notifications = []
            return plan
        }.release
    }

    private static let nothingServes = NotDone(
        "not rehearsed: nothing serves, so there is nothing to come back to. Nothing was changed. "
            + "`handoff run` starts a release.",
        code: .refused
    )
}
