import ArgumentParser
import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// Releases to the next environment what succeeded in the one before.
struct PromoteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "promote-to",
        abstract: "Release to an environment the very bytes that succeeded in the one before.",
        discussion: """
            Takes the digest of the newest release that succeeded there and pins it: ends with 3 \
            when the plan's artifact has other bytes by now. Everything else is as with `run`.
            """
    )

    @Argument(help: "The environment to release to.")
    var environment: String

    @Argument(help: "The plan file.", completion: .file(extensions: ["yaml", "yml"]))
    var plan: String

    @Option(
        help: ArgumentHelp(
            "The one before; the plan's `validatedIn`, else where a release succeeded last.",
            valueName: "environment"
        )
    )
    var from: String?

    @OptionGroup var override: OverrideOptions
    @OptionGroup var others: LedgerOptions
    @OptionGroup var follow: FollowOptions
    @OptionGroup var place: StateOptions

    func validate() throws {
        guard from != environment else {
            throw ValidationError("`--from` is the environment to release to. Name the one before.")
        }
        try override.refuseReasonAlone()
    }

    func run() async throws {
        let file = try PlanFile(path: plan, environment: environment)
        let files = try others.files()
        let sources = LedgerSources(state: place.folders.state, service: file.service, files: files)
        let record = try success(in: sources(), of: file)
        try await compare(file, record)
        var start = ReleaseStart(plan: plan, environment: environment, folders: place.folders)
        start.expected = record.digest
        start.ledgers = files
        start.override = override.words
        let started = try await start()
        try await follow.follow(started.release, at: started.site)
    }

    /// The newest success of the service in the environment before.
    private func success(in ledger: Ledger, of file: PlanFile) throws -> LedgerRecord {
        let before = from ?? file.validatedIn
        let found = ledger.records.filter { record in
            record.service == file.service && record.end == .succeeded
                && before.map { $0 == record.environment } ?? (record.environment != environment)
        }
        if let newest = found.max(by: { $0.at < $1.at }) { return newest }
        let gaps = ledger.gaps.map(\.sentence)
        let unread = gaps.isEmpty ? "" : " Not everything could be read: \(gaps.spokenList)."
        let place = before ?? "another environment"
        throw NotDone(
            "not promoted: no release of \(file.service) succeeded in \(place), as far as the "
                + "ledger tells.\(unread) Nothing was changed. Release it there first, or name "
                + "what another host exported with `--ledger`.",
            code: .refused
        )
    }

    private func compare(_ file: PlanFile, _ record: LedgerRecord) async throws {
        let words: String
        do {
            let found = try await ArtifactLook(at: file.artifact).digest
            if found == record.digest { return }
            words = "\(file.artifact) is \(found.short)…"
        } catch let failure as Failure {
            words = failure.summary
        }
        throw NotDone(
            "not promoted: what succeeded in \(record.environment) as \(record.release) is "
                + "\(record.label) (\(record.digest.short)…), and \(words). Nothing was changed. "
                + "Put those bytes there again, or release the new ones to "
                + "\(record.environment) first.",
            code: .refused
        )
    }
}
