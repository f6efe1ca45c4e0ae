import ArgumentParser
import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// Tries a release again that did not succeed.
struct RetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry",
        abstract: "Start the last release again that was rolled back, refused or aborted.",
        discussion: """
            A new release with the same plan and the same bytes, from its first check; nothing \
            that was found before counts. Bytes that were rolled back for what they did wrong \
            are refused again unless --override is given. Ends with 3 when the last release \
            succeeded or is under way.
            """
    )

    @OptionGroup var service: ServiceOptions
    @OptionGroup var override: OverrideOptions
    @OptionGroup var others: LedgerOptions
    @OptionGroup var follow: FollowOptions

    func validate() throws { try override.refuseReasonAlone() }

    func run() async throws {
        var site = try service.site()
        site.ledgers = try others.files()
        let release = try await ReleaseRetry(site: site, override: override.words)()
        try await follow.follow(release, at: site)
    }
}

/// A release opened with the plan of the last one, which did not succeed.
struct ReleaseRetry {
    let site: ServiceSite
    /// Why checks that may be overridden are passed; nil when they are not.
    let override: String?

    /// Writes the new release's first entry.
    ///
    /// - Throws: a ``NotDone`` with ``ExitCode/refused`` when there is nothing to retry or the
    ///   pinned bytes are not what they were.
    func callAsFunction() async throws -> ReleaseID {
        let reader = try JournalReader(site.location)
        guard let last = try reader.latestRelease(), let start = try reader.start(of: last.release)
        else {
            throw NotDone(
                "not retried: nothing was released yet. `handoff run` starts a release.",
                code: .refused
            )
        }
        if let refusal = Self.refusal(last) { throw NotDone(refusal, code: .refused) }
        try await compare(start.plan.canary, last)
        let entry = try ReleaseOpener(JournalFile(site.location)).open(
            by: .current,
            version: Handoff.version,
            at: SystemClock().now,
            override: override
        ) { deployment in
            // Nobody can open another release while this transaction lasts.
            guard try reader.latestRelease()?.release == last.release else {
                throw NotDone(
                    "not retried: another release than \(last.release) was started meanwhile. "
                        + "Nothing was changed. `handoff status` tells where it stands.",
                    code: .refused
                )
            }
            var plan = start.plan
            plan.stable = deployment.revision
            return plan
        }
        print("retrying \(last.release) to \(last.label) as \(entry.release)")
        fflush(nil)
        return entry.release
    }

    private static func refusal(_ last: ReleaseSummary) -> String? {
        let name = "\(last.release) of \(last.service) to \(last.label)"
        switch last.outcome {
        case .rolledBack, .refused, .aborted:
            return nil
        case nil:
            return "not retried: \(name) is under way. Nothing was changed. `handoff watch "
                + "\(last.service)` shows it; `handoff rollback \(last.service)` ends it."
        case .adopted:
            return "not retried: \(last.release) only took over what served. Nothing was changed. "
                + "`handoff run` starts a release."
        case .rehearsed:
            return "not retried: \(last.release) only rehearsed the way back. Nothing was changed. "
                + "`handoff run` starts a release."
        case .succeeded:
            return "not retried: \(name) succeeded, so there is nothing to do again. Nothing was "
                + "changed. `handoff run` releases another revision."
        case .rollbackFailed(_, let left):
            return "not retried: the rollback of \(name) failed: \(left). Nothing was changed. "
                + "Set right what is left, then start it with `handoff run`."
        }
    }

    private func compare(_ revision: Revision, _ last: ReleaseSummary) async throws {
        let words: String
        do {
            let found = try await ArtifactLook(at: revision.artifact).digest
            if found == revision.digest { return }
            words = "its pinned copy \(revision.artifact) is \(found.short)… now"
        } catch let failure as Failure {
            words = failure.summary
        }
        throw NotDone(
            "not retried: \(last.release) was of \(revision.digest.short)…, and \(words). Nothing "
                + "was changed. `handoff run` with the plan file pins the bytes anew.",
            code: .refused
        )
    }
}
