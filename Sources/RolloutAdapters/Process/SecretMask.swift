import Foundation

/// Takes secret values out of what a service printed or answered.
///
/// A service may print its own secret, and its last lines go to the journal and to screens.
struct SecretMask: Sendable {
    /// Shortest value that is looked for, in characters: a shorter one would take ordinary words
    /// apart, and is no secret worth the name.
    static let shortest = 6

    private let values: [String]

    /// A mask for these values; longest first, so that one inside another leaves nothing over.
    init(_ values: [String]) {
        self.values = values.filter { $0.count >= Self.shortest }.sorted { $0.count > $1.count }
    }

    /// The text with each value replaced by `[secret]`.
    func masked(_ text: String) -> String {
        values.reduce(text) { $0.replacingOccurrences(of: $1, with: "[secret]") }
    }
}
