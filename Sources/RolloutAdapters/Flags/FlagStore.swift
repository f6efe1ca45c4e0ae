import RolloutCore

/// A flag as its store had it at one moment.
struct StoredFlag: Sendable {
    /// Its value; nil when there was none.
    var value: FlagValue?
    /// The document it stands in, for stores that are written as a whole.
    var document: JSONText?
    /// By what the store tells one state of it from another.
    var tag: String?

    /// A flag with its value.
    init(_ value: FlagValue?, document: JSONText? = nil, tag: String? = nil) {
        self.value = value
        self.document = document
        self.tag = tag
    }
}

/// One flag at the place where it is kept.
protocol FlagStore: Sendable {
    /// The flag now.
    ///
    /// - Throws: a ``RolloutCore/Failure``.
    func look() async throws -> StoredFlag

    /// Has the flag be `value`; false, with nothing written, when it is not as it was seen.
    ///
    /// - Throws: a ``RolloutCore/Failure``; whether it was written is then not known.
    func write(_ value: FlagValue?, over seen: StoredFlag) async throws -> Bool

    /// What would be in the way of writing `value` and what was seen afterwards, as far as it can
    /// be said without writing, with what to do about it; nil when nothing is known to be.
    func obstacle(to value: FlagValue, over seen: StoredFlag) async -> String?
}
