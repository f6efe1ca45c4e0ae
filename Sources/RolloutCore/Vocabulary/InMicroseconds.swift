/// A length of time that is stored as one whole number of microseconds.
///
/// The standard library stores a `Duration` as two numbers of attoseconds, exact and unreadable;
/// entries are read by people and by other tools, for years.
@propertyWrapper
package struct InMicroseconds: Sendable, Hashable, Codable {
    /// The length itself, cut to whole microseconds when stored.
    package var wrappedValue: Duration

    /// A length to be stored that way.
    package init(wrappedValue: Duration) { self.wrappedValue = wrappedValue }

    package init(from decoder: any Decoder) throws {
        let count = try decoder.singleValueContainer().decode(Int64.self)
        wrappedValue = .microseconds(count)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(wrappedValue.wholeMicroseconds)
    }
}
