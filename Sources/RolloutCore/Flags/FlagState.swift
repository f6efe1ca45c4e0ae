/// What a store said of a flag.
package struct FlagReading: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The value; nil when the store had none of that name.
    package var value: FlagValue?

    /// A reading.
    package init(_ value: FlagValue?) { self.value = value }

    package var description: String { value?.description ?? "absent" }
}

/// What is known of one feature flag of the release.
package struct FlagState: Sendable, Hashable, Codable {
    /// What it was when the release began, and is put back to; nil before it was read.
    package internal(set) var previous: FlagReading?
    /// What it is, as last read or set; nil before it was read.
    package internal(set) var now: FlagReading?
    /// Whether the release gave it its value and has not put it back.
    package internal(set) var isOurs = false
    /// Whether somebody else changed it since; it is left alone then.
    package internal(set) var isForeign = false
    /// Whether a person went on although somebody else had changed it.
    package internal(set) var isAccepted = false

    /// A flag nobody has read.
    package init() {}
}
