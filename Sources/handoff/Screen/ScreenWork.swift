import Dashboard
import RolloutCore

/// What a screen does beside the terminal: where its news come from, and what it asks for.
@MainActor
protocol ScreenWork<Model>: AnyObject {
    associatedtype Model: ScreenModel

    /// The longest time between two looks.
    var lookInterval: Duration { get }

    /// Takes in what is there that was not seen yet; called at every turn of the loop.
    func look(_ loop: ScreenLoop<Model>)

    /// What has to be done once a second.
    func secondPassed(_ loop: ScreenLoop<Model>, at now: Timestamp)

    /// Does what the model wants done.
    func carryOut(_ request: Model.Request, _ loop: ScreenLoop<Model>)
}

/// How a screen was left.
enum ScreenEnd: Sendable {
    /// By a person's key, or by a signal with that number.
    case left(signal: Int32?)
    /// The terminal went away.
    case terminalGone
}
