import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// What every command that asks a steward for something has.
struct WishOptions: ParsableArguments {
    @OptionGroup var service: ServiceOptions

    @Option(help: "Why, for the record.")
    var reason: String?

    @Flag(help: "Ask nothing.")
    var yes = false

    @Flag(name: [.customShort("w"), .long], help: "Print what follows until the release is over.")
    var wait = false
}

/// Stops advancing.
struct PauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Stop advancing; judging goes on and rollback stays possible."
    )
    @OptionGroup var wish: WishOptions
    func run() async throws { try await Wish(.pause, wish)() }
}

/// Takes back a pause, and gives a release without a steward a new one.
struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "Go on after a pause, a hold, or the loss of the steward."
    )
    @OptionGroup var wish: WishOptions

    @Flag(help: "Take the lease from a steward that has been silent for 30 s.")
    var takeOver = false

    func run() async throws {
        try await Wish(.resume, wish, startsSteward: true, takesOver: takeOver)()
    }
}

/// Opens the current gate.
struct AdvanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "advance",
        abstract: "Open the current gate, or skip what is left of a wait.",
        aliases: ["promote"]
    )
    @OptionGroup var wish: WishOptions

    @Flag(help: "Open all remaining gates; judging goes on.")
    var full = false

    @Flag(help: "Pass a criterion that is worse or unmeasured; needs --reason.")
    var override = false

    func run() async throws {
        try await Wish(.advance(full: full, override: override), wish, asks: override)()
    }
}

/// One weight down.
struct StepBackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "step-back",
        abstract: "Go one weight down; the release goes on from there."
    )
    @OptionGroup var wish: WishOptions
    func run() async throws { try await Wish(.stepBack, wish, asks: true)() }
}

/// Traffic back to stable, then the rest.
struct RollbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback",
        abstract: "Return all traffic to stable first, then undo the rest.",
        aliases: ["abort"]
    )
    @OptionGroup var wish: WishOptions

    func run() async throws {
        try await Wish(.rollback, wish, asks: true, startsSteward: true)()
    }
}

/// The warm time without end.
struct HoldWarmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hold-warm",
        abstract: "Keep the previous revision warm until somebody releases it."
    )
    @OptionGroup var wish: WishOptions
    func run() async throws { try await Wish(.holdWarm, wish)() }
}

/// The end of the warm time.
struct ReleaseWarmCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release-warm",
        abstract: "End the warm time: the previous revision retires."
    )
    @OptionGroup var wish: WishOptions
    func run() async throws { try await Wish(.releaseWarm, wish, asks: true)() }
}

/// The removal from the schema.
struct ContractCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contract",
        abstract: "Let the removal from the schema begin; there is no way back from it."
    )
    @OptionGroup var wish: WishOptions

    @Flag(help: "Leave the removal for a later release, and end this one.")
    var later = false

    func run() async throws { try await Wish(.contract(later: later), wish, asks: true)() }
}

/// A note in the record.
struct AnnotateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "annotate",
        abstract: "Put a note into the record; give it with --reason."
    )
    @OptionGroup var wish: WishOptions

    func validate() throws {
        guard wish.reason?.contains(where: { !$0.isWhitespace }) != true else { return }
        throw ValidationError("a note needs its words. Give them with `--reason`.")
    }

    func run() async throws { try await Wish(.annotate, wish)() }
}
