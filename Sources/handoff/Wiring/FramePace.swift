import RolloutCore

/// When the next frame of a dashboard is to be made.
///
/// Making one costs a millisecond of processor time, so news that comes together is shown together,
/// and the clock moves with it. What a person waits for is shown at once.
struct FramePace: Hashable, Sendable {
    /// From the first news to the frame with it; the steward writes a sample, then its verdicts.
    static let gathering = Duration.milliseconds(40)
    /// Between two frames that nobody asked for.
    static let leastInterval = Duration.milliseconds(100)
    /// Without news, after which the clock has to move: more than between two samples.
    static let clockInterval = Duration.milliseconds(1_050)

    private var last: Timestamp
    private var due: Timestamp
    private var isAwaited = true

    /// The pace from that moment on; the first frame is due at once.
    init(at now: Timestamp) {
        last = now
        due = now
    }

    /// A person did something, or gets the answer to something: the next frame is due now.
    mutating func hurry(at now: Timestamp) {
        due = now
        isAwaited = true
    }

    /// Something happened that is to be seen with what comes along with it.
    mutating func news(at now: Timestamp) {
        due = min(due, max(now + Self.gathering, last + Self.leastInterval))
    }

    /// How long no frame is due.
    func wait(at now: Timestamp) -> Duration {
        // A clock that was set back must not freeze the screen.
        guard now >= last else { return .zero }
        return max(.zero, due - now)
    }

    /// Whether a frame is due; if so it counts as made.
    mutating func makes(at now: Timestamp) -> Bool {
        guard isAwaited || wait(at: now) == .zero else { return false }
        last = now
        due = now + Self.clockInterval
        isAwaited = false
        return true
    }
}
