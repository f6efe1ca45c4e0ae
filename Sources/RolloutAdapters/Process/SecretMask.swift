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
    ///
    /// Of a value of several lines, such as a key, each line counts: output is looked at by lines.
    init(_ values: [String]) {
        let pieces = values.flatMap {
            [$0] + $0.split(whereSeparator: \.isNewline).map(String.init)
        }
        self.values = Set(pieces).filter { $0.count >= Self.shortest }
            .sorted { ($1.count, $0) < ($0.count, $1) }
    }

    /// The text with each value replaced by `[secret]`.
    func masked(_ text: String) -> String {
        values.reduce(text) { $0.replacingOccurrences(of: $1, with: "[secret]") }
    }
}
