/// What happens at a gate that waits for a person and gets no answer.
package struct UnansweredPolicy: Sendable, Hashable, Codable {
    /// The three ways on.
    package enum Way: String, Sendable, Hashable, Codable {
        /// Wait on.
        case hold
        /// Return all traffic to stable.
        case rollback
        /// Open the gate, when nothing else is in the way.
        case `continue`
    }

    /// The way on.
    package var way: Way
    /// How long a gate waits for a person before that.
    @InMicroseconds package var after: Duration

    /// Waiting on, unless told otherwise; a day is what the release model gives people.
    package init(_ way: Way = .hold, after: Duration = .seconds(86_400)) {
        self.way = way
        self.after = after
    }
}
