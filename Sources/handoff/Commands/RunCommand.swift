import ArgumentParser
import Foundation
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
            this goes on with it; where another is, this is refused with 3 unless --supersede is \
            given. A plan with `components` releases several services in the order of their \
            `after`. HANDOFF_HAPROXY names a HAProxy program that is not in PATH.
            """
    )

    @Argument(help: "The plan file.", completion: .file(extensions: ["yaml", "yml"]))
    var plan: String

    @OptionGroup var target: EnvironmentOption

    @Flag(
        help: ArgumentHelp(
            "Roll back another release that is under way, wait for its end, then start.",
            discussion: "Ends with 6 and starts nothing when that rollback fails."
        )
    )
    var supersede = false

    @Flag(help: "Ask nothing.")
    var yes = false

    @OptionGroup var override: OverrideOptions
    @OptionGroup var others: LedgerOptions
    @OptionGroup var follow: FollowOptions
    @OptionGroup var place: StateOptions

    func validate() throws {
        guard override.reason == nil || override.override || supersede else {
            throw ValidationError(
                "a reason is for `--override` or `--supersede`, and neither is given. Add what it "
                    + "is for, or leave it out."
            )
        }
    }

    func run() async throws {
        if GroupFile.isGroup(plan) {
            try await runGroup()
            return
        }
        var start = ReleaseStart(
            plan: plan,
            environment: target.environment,
            folders: place.folders
        )
        start.ledgers = try others.files()
        start.override = override.words
        if supersede {
            start.supersession = Supersession(
                asks: !yes,
                reason: override.reason,
                limit: follow.timeout
            )
        }
        let started = try await start()
        try await follow.follow(started.release, at: started.site)
    }

    /// Starts a group of components and shows it.
    private func runGroup() async throws {
        guard !supersede else {
            throw NotDone(
                "not started: `--supersede` is for the release of one service. Nothing was "
                    + "changed. `handoff rollback` ends the group first."
            )
        }
        var start = GroupStart(
            plan: plan,
            environment: target.environment,
            folders: place.folders
        )
        start.ledgers = try others.files()
        start.override = override.words
        let started = try start()
        try await follow.follow(group: started.number, at: started.site)
    }
}
