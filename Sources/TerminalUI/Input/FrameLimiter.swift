/// Says when the next frame may be drawn, so that no storm of changes floods a slow link.
///
/// Pure: the time is passed in, counted from any fixed moment.
package struct FrameLimiter: Hashable, Sendable {
    /// The least time between the starts of two frames.
    package let interval: Duration

    private var last: Duration?

    /// For taking over a new size: 5 a second, because each one sends a whole frame.
    ///
    /// The first is taken over at once. Twenty a second, as a person pulling at a window makes,
    /// would send 200 kB a second to a terminal of 200x50. Hold other frames back while a new size
    /// waits; they would have the old one.
    package static var resizes: FrameLimiter { FrameLimiter(framesPerSecond: 5) }

    /// A limiter that allows the first frame at once.
    ///
    /// - Precondition: at least one frame each second.
    package init(framesPerSecond: Int = 30) {
        precondition(framesPerSecond > 0, "a limit of no frames would freeze the screen")
        interval = .seconds(1) / framesPerSecond
    }

    /// Whether a frame may be drawn now; if so, it counts as drawn.
    package mutating func allowsFrame(at now: Duration) -> Bool {
        guard delay(at: now) == .zero else { return false }
        last = now
        return true
    }

    /// How long to wait for the next frame; zero when it may be drawn now.
    package func delay(at now: Duration) -> Duration {
        guard let last, now >= last else { return .zero }
        return max(.zero, interval - (now - last))
    }
}
