/// A large value that never changes, kept once however often what holds it is copied.
///
/// A plan is two kilobytes of fields, each with a count of its own. Held in place, every copy of a
/// state, an event or a screen would copy all of them, and the compiler would write that out anew
/// for each type that holds one.
package final class Shared<Value: Sendable>: Sendable {
    /// What is kept.
    package let value: Value

    /// Keeps the value from now on.
    package init(_ value: Value) {
        self.value = value
    }
}

extension Shared: Equatable where Value: Equatable {
    /// Whether both keep equal values; cheap when it is the same one.
    package static func == (left: Shared, right: Shared) -> Bool {
        left === right || left.value == right.value
    }
}

extension Shared: Hashable where Value: Hashable {
    package func hash(into hasher: inout Hasher) {
        value.hash(into: &hasher)
    }
}

extension Shared: Encodable where Value: Encodable {
    /// Writes what is kept, as if it stood there itself.
    package func encode(to encoder: any Encoder) throws {
        try value.encode(to: encoder)
    }
}

extension Shared: Decodable where Value: Decodable {
    /// Reads a value that is kept once from now on.
    package convenience init(from decoder: any Decoder) throws {
        self.init(try Value(from: decoder))
    }
}
