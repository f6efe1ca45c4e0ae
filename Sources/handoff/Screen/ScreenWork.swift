import Dashboard
import RolloutCore

/// What a screen does beside the terminal: where its news come from, and what it asks for.
@MainActor
protocol ScreenWork<Model>: AnyObject {
    associatedtype Model: ScreenModel

    /// The longest time until the next look.
    var lookInterval: Duration { get }

    /// Can be read from when there may be news before that; nil when nobody tells.
    var news: Int32? { get }

    /// Called after every wait and before the look, with whether ``news`` ended it.
    func waited(isNews: Bool)

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

extension ScreenWork {
    var news: Int32? { nil }

    func waited(isNews: Bool) {}
}

extension StewardSight {
    /// What a screen shows of a steward that was looked for at that moment.
    func stewardship(at now: Timestamp) -> Stewardship {
        switch self {
        case .alive(let heardAt): .alive(heardAt: heardAt)
        case .gone: .gone(since: now)
        }
    }
}

/// When what a screen was told is to be seen.
enum Seen {
    /// Now, because a person waits for it.
    case atOnce
    /// With what comes along with it, within a tenth of a second.
    case withTheRest
    /// Whenever a frame is drawn, which is once a second at least.
    case withTheNextFrame
}
