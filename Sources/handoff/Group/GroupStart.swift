import Foundation
import RolloutCore
import RolloutJournal

/// A group brought into its journal, where any steward can take it up.
struct GroupStart {
    let plan: String
    let environment: String?
    let folders: Folders
    var ledgers: [String] = []
    /// Why checks that may be overridden are passed; nil when they are not.
    var override: String?

    /// Reads the plans and writes the group's first entry, or goes on with the same group.
    ///
    /// - Throws: `ConfigProblems`; a ``JournalError`` when another plan is under way.
    func callAsFunction() throws -> (site: GroupSite, number: Int) {
        let file = try GroupFile(path: plan, environment: environment)
        try folders.prepareState()
        var site = try GroupSite(
            state: folders.state,
            name: file.plan.name,
            environment: file.plan.environment
        )
        site.ledgers = ledgers
        let number = try GroupOpener(JournalFile(site.location)).open(
            file.plan,
            by: .current,
            version: Handoff.version,
            override: override,
            at: SystemClock().now
        )
        return (site, number)
    }
}
