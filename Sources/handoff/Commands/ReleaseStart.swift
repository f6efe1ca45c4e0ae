import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// A release brought into the journal, where any steward can take it up.
struct ReleaseStart {
    let plan: String
    /// The environment, for a plan file that is for several.
    let environment: String?
    let folders: Folders
    /// The digest the artifact must have, beside what the plan file says; nil for none.
    var expected: Digest?
    /// Ledgers of other hosts that its checks read.
    var ledgers: [String] = []
    /// Why checks that may be overridden are passed; nil when they are not.
    var override: String?
    /// How another release that is under way is ended; nil refuses to start beside it.
    var supersession: Supersession?
    /// Who starts it.
    var person = Operator.current
    /// The least warm time, for a component that stays warm until its group lets it go.
    var leastWarm = Duration.zero

    init(plan: String, environment: String?, folders: Folders) {
        self.plan = plan
        self.environment = environment
        self.folders = folders
    }

    /// Reads the plan, pins the artifact, and writes the release's first entry.
    ///
    /// A release of the same bytes that is under way is gone on with.
    /// - Throws: `ConfigProblems`; a ``NotDone`` with ``ExitCode/refused``; what keeps another
    ///   release from being superseded.
    func callAsFunction() async throws -> (site: ServiceSite, release: ReleaseID) {
        let file = try PlanFile(path: plan, environment: environment)
        try folders.prepareState()
        var site = try ServiceSite(
            state: folders.state,
            service: file.service,
            environment: file.environment
        )
        site.ledgers = ledgers
        let journal = try JournalFile(site.location)
        let pinned = try await pin(file, at: site)
        let canary = file.revision(digest: pinned.digest, at: pinned.path)
        let latest = try JournalReader(site.location).latestRelease()
        if let latest, latest.isUnderWay {
            if latest.digest == canary.digest { return (site, try goOn(with: latest, at: site)) }
            guard let supersession else { throw refusal(latest) }
            try await supersession(latest, by: canary, at: site)
        }
        let entry = try ReleaseOpener(journal).open(
            by: person,
            version: Handoff.version,
            at: SystemClock().now,
            override: override
        ) { deployment in
            var plan = file.plan(canary: canary, stable: deployment.revision)
            plan.warm = max(plan.warm, leastWarm)
            return plan
        }
        return (site, entry.release)
    }

    /// The release of the same bytes, unless it was started without what is wished now.
    private func goOn(with latest: ReleaseSummary, at site: ServiceSite) throws -> ReleaseID {
        let reader = try JournalReader(site.location)
        if override != nil, try reader.start(of: latest.release)?.override == nil {
            throw NotDone(
                "not done: \(latest.release) of these bytes is under way and was started without "
                    + "an override, which cannot be added. Nothing was changed. Leave out "
                    + "`--override` to go on with it, or end it with `handoff rollback`."
            )
        }
        return latest.release
    }

    private func refusal(_ other: ReleaseSummary) -> NotDone {
        NotDone(
            "not started: \(other.release) of \(other.service) to \(other.label) has been under "
                + "way since \(other.started.iso), and a service has one release at a time. "
                + "Nothing was changed. `handoff watch \(other.service)` shows it; `handoff run "
                + "\(plan) --supersede` rolls it back first and then starts this one.",
            code: .refused
        )
    }

    private func pin(_ file: PlanFile, at site: ServiceSite) async throws -> ArtifactStore.Pinned {
        let store = ArtifactStore(state: site.location.folder.path(percentEncoded: false))
        do {
            return try await store.pin(file.artifact, expecting: expected ?? file.digest)
        } catch let failure as Failure {
            throw NotDone("refused: \(failure.words)", code: .refused)
        }
    }
}
