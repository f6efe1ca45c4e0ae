/// Whether a key does something at the moment.
package enum Availability: Sendable, Hashable {
    /// It does.
    case available
    /// It does nothing; the words say why and what can be done.
    case unavailable(String)

    /// Why not; nil when it is available.
    package var reason: String? {
        if case .unavailable(let why) = self { why } else { nil }
    }
}
