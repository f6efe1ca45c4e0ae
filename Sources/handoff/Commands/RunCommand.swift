import ArgumentParser
import Foundation
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// Starts a release and shows it.
struct RunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Start a release and show it on the dashboard.",
        discussion: """
            The release is steered by a process of its own, so leaving the dashboard, closing the \
            terminal or losing the link does not touch it. Where the same release is under way, \
            this goes on with it. HANDOFF_HAPROXY names a HAProxy program that is not in PATH.
            """
    )

    @Argument(help: "The plan file.", completion: .file(extensions: ["yaml", "yml"]))
    var plan: String

    @OptionGroup var target: EnvironmentOption

    @Flag(help: "Steer in this process and print a line for each change, for CI jobs.")
    var headless = false

    @Flag(help: "Ask nothing.")
    var yes = false

    @Option(
        help: "Stop waiting after that time, such as 30m; the release stays where it is.",
        transform: { text in
            guard let time = Duration(spelled: text) else {
                throw ValidationError("`\(text)` is no time; write 90s, 30m or 2h.")
            }
            return time
        }
    )
    var timeout: Duration?

    @OptionGroup var place: StateOptions
    @OptionGroup var screen: ScreenOptions

    func run() async throws {
        let start = try await ReleaseStart(
            plan: plan,
            environment: target.environment,
            folders: place.folders
        )()
        if headless || !screen.hasTerminal {
            try await HeadlessRun(
                site: start.site,
                release: start.release,
                timeout: timeout
            )()
            return
        }
        if try StewardSight(JournalReader(start.site.location)) == .gone {
            _ = try StewardProcess.start(start.release, at: start.site)
        }
        try await screen.show(start.release, at: start.site, keepsSteward: true)
    }
}

/// A release brought into the journal, where any steward can take it up.
struct ReleaseStart {
    let plan: String
    /// The environment, for a plan file that is for several.
    var environment: String?
    let folders: Folders

    /// Reads the plan, pins the artifact, and writes the release's first entry.
    ///
    /// A release of the same bytes that is under way is gone on with.
    /// - Throws: `ConfigProblems`; ``ExitCode/refused`` after it has said why.
    func callAsFunction() async throws -> (site: ServiceSite, release: ReleaseID) {
        let file = try PlanFile(path: plan, environment: environment)
        try folders.prepareState()
        let site = try ServiceSite(
            state: folders.state,
            service: file.service,
            environment: file.environment
        )
        let journal = try JournalFile(site.location)
        let pinned = try await pin(file, at: site)
        let latest = try JournalReader(site.location).latestRelease()
        if let latest, latest.isUnderWay, latest.digest == pinned.digest {
            return (site, latest.release)
        }
        let canary = file.revision(digest: pinned.digest, at: pinned.path)
        let entry = try ReleaseOpener(journal).open(
            by: .current,
            version: Handoff.version,
            at: SystemClock().now
        ) { deployment in
            file.plan(canary: canary, stable: deployment.revision)
        }
        return (site, entry.release)
    }

    private func pin(_ file: PlanFile, at site: ServiceSite) async throws -> ArtifactStore.Pinned {
        let store = ArtifactStore(state: site.location.folder.path(percentEncoded: false))
        do {
            return try await store.pin(file.artifact, expecting: file.digest)
        } catch let failure as Failure {
            printError("refused: \(failure.words)")
            throw ExitCode.refused
        }
    }
}
