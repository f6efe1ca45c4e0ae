/// A moment, in whole microseconds since 1970-01-01T00:00:00Z.
///
/// The core never reads a clock: every moment it knows was handed in. Integers, because
/// moments are compared, stored and subtracted, and must come back from the journal the same.
package struct Timestamp: RawRepresentable, Sendable, Hashable, Comparable, Codable {
    /// Microseconds since the Unix epoch; negative before it.
    package let rawValue: Int64

    /// A moment that many microseconds after the Unix epoch.
    package init(rawValue: Int64) {
        self.rawValue = rawValue
    }

    /// A moment that many microseconds after the Unix epoch.
    package init(microseconds: Int64) {
        self.init(rawValue: microseconds)
    }

    /// A moment that many whole seconds after the Unix epoch.
    package init(seconds: Int64) {
        self.init(microseconds: seconds * 1_000_000)
    }

    /// Microseconds since the Unix epoch.
    package var microseconds: Int64 { rawValue }

    /// The whole second this moment lies in, which is where its requests are counted.
    package var second: Timestamp {
        let remainder = microseconds % 1_000_000
        let floor = remainder < 0 ? remainder + 1_000_000 : remainder
        return Timestamp(microseconds: microseconds - floor)
    }

    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The time from `right` to `left`; negative when `left` came first.
    package static func - (left: Timestamp, right: Timestamp) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    /// The moment `span` later, cut to whole microseconds.
    package static func + (moment: Timestamp, span: Duration) -> Timestamp {
        Timestamp(microseconds: moment.microseconds + span.wholeMicroseconds)
    }

    /// The moment `span` earlier, cut to whole microseconds.
    package static func - (moment: Timestamp, span: Duration) -> Timestamp {
        Timestamp(microseconds: moment.microseconds - span.wholeMicroseconds)
    }
}

extension Duration {
    /// The length in whole microseconds, the resolution of the journal.
    package var wholeMicroseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    /// The length in milliseconds, for display and for the evidence of a verdict.
    package var milliseconds: Double {
        Double(wholeMicroseconds) / 1_000
    }

    /// The length in seconds, for rates.
    package var inSeconds: Double {
        Double(wholeMicroseconds) / 1_000_000
    }
}
