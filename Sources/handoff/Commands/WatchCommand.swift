import ArgumentParser
import RolloutCore
import RolloutJournal

/// Opens a dashboard on a release, the newest by default.
struct WatchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch",
        abstract: "Show a release on the dashboard, or as lines without a terminal."
    )

    @OptionGroup var service: ServiceOptions
    @OptionGroup var choice: ReleaseOptions
    @OptionGroup var screen: ScreenOptions

    @Flag(help: "Only show: no key and no word sends anything, and nobody counts as watching.")
    var readOnly = false

    func run() async throws {
        if let group = service.group() {
            try await watch(group)
            return
        }
        let site = try service.site()
        let release = try choice.release(at: site)
        if screen.tellsPerson {
            try await PlainScreen(site: site, release: release)()
            return
        }
        guard screen.hasTerminal else {
            let end = try await PlainPrinter(site: site, release: release).follow { _ in }
            guard end.code == .succeeded else { throw end.code }
            return
        }
        try await screen.show(
            release,
            at: site,
            keepsSteward: false,
            isReadOnly: readOnly
        )
    }

    private func watch(_ site: GroupSite) async throws {
        let number = try site.group().start.number
        if screen.tellsPerson {
            try await PlainGroupScreen(site: site, number: number)()
            return
        }
        guard screen.hasTerminal else {
            let end = try await GroupPrinter(site: site, number: number).follow { _ in }
            guard end.code == .succeeded else { throw end.code }
            return
        }
        try await screen.show(
            group: number,
            at: site,
            keepsSteward: false,
            isReadOnly: readOnly
        )
    }
}

/// Which release of a service a command is about.
struct ReleaseOptions: ParsableArguments {
    @Option(help: "The release, such as r7; the newest when left out.")
    var release: String?

    /// The release that is meant.
    ///
    /// - Throws: a ``NotDone`` when there is none like that.
    func release(at site: ServiceSite) throws -> ReleaseID {
        try Self.release(release, at: site)
    }

    /// The release of that name, such as `r7`; the newest when it is nil.
    static func release(_ release: String?, at site: ServiceSite) throws -> ReleaseID {
        let reader = try JournalReader(site.location)
        guard let release else {
            guard let latest = try reader.latestRelease() else {
                throw NotDone(
                    "not done: nothing was released yet. `handoff run` starts a release."
                )
            }
            return latest.release
        }
        let digits = release.hasPrefix("r") ? String(release.dropFirst()) : release
        guard let number = Int(digits),
            try reader.summary(of: ReleaseID(rawValue: number)) != nil
        else {
            throw NotDone(
                "not done: \(site.location.service) has no release `\(release)`. Nothing was "
                    + "changed. `handoff history` lists those it has."
            )
        }
        return ReleaseID(rawValue: number)
    }
}
