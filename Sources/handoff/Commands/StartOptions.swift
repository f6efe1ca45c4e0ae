import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// How checks that may be overridden are passed.
struct OverrideOptions: ParsableArguments {
    @Flag(
        help: ArgumentHelp(
            "Pass failed checks that a person may pass; needs --reason.",
            discussion: "Freeze windows, and what the ledger says of the digest."
        )
    )
    var override = false

    @Option(help: "Why, for the record.")
    var reason: String?

    func validate() throws {
        let hasWords = reason?.contains { !$0.isWhitespace } == true
        guard !override || hasWords else {
            throw ValidationError(
                "an override goes into the record with its reason. Give it with `--reason`."
            )
        }
    }

    /// For commands in which a reason is for nothing else.
    ///
    /// - Throws: a `ValidationError` for a reason without an override.
    func refuseReasonAlone() throws {
        guard reason == nil || override else {
            throw ValidationError(
                "a reason is for `--override`, which is not given. Add it, or leave the reason out."
            )
        }
    }

    /// The reason of an override; nil when nothing is to be overridden.
    var words: String? { override ? reason : nil }
}

/// How a release that was started is followed.
struct FollowOptions: ParsableArguments {
    @Flag(help: "Steer in this process and print a line for each change, for CI jobs.")
    var headless = false

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

    @OptionGroup var screen: ScreenOptions

    /// Steers the group here, or has it steered and shows it, until it is over or left.
    ///
    /// - Throws: the ``ExitCode`` that agrees with its end.
    func follow(group number: Int, at site: GroupSite) async throws {
        if headless || !(screen.hasTerminal || screen.tellsPerson) {
            try await GroupHeadless(site: site, number: number, timeout: timeout)()
            return
        }
        if try StewardSight(JournalReader(site.location)) == .gone {
            try await StewardProcess.startAndWait(StewardTask(group: number, at: site))
        }
        if screen.tellsPerson {
            try await PlainGroupScreen(site: site, number: number)()
            return
        }
        try await screen.show(group: number, at: site, keepsSteward: true)
    }

    /// Steers the release here, or has it steered and shows it, until it is over or left.
    ///
    /// - Throws: the ``ExitCode`` that agrees with its end.
    func follow(_ release: ReleaseID, at site: ServiceSite) async throws {
        if headless || !(screen.hasTerminal || screen.tellsPerson) {
            try await HeadlessRun(site: site, release: release, timeout: timeout)()
            return
        }
        if try StewardSight(JournalReader(site.location)) == .gone {
            _ = try StewardProcess.start(StewardTask(release, at: site))
        }
        if screen.tellsPerson {
            try await PlainScreen(site: site, release: release)()
            return
        }
        try await screen.show(release, at: site, keepsSteward: true)
    }
}
