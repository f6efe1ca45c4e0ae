import RolloutCore

/// What a replay adds to the screens of a moment.
struct PlaybackView: Sendable {
    /// The moment shown.
    var asOf: Timestamp
    /// The next lines after it, the earliest first.
    var later: [EventLine]
    /// All lines of the recording.
    var count: Int
}
