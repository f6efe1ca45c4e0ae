package import RolloutCore

/// A place in a recording that a reviewer marked.
///
/// Kept beside the recording, never in it: what was recorded stays as it was.
package struct Bookmark: Sendable, Hashable, Codable {
    /// Longest note kept, in characters.
    package static let longestNote = 200

    /// The moment of the release.
    package var at: Timestamp
    /// What the reviewer says of it; may be empty.
    package var note: String
    /// The reviewer.
    package var by: String

    /// A place with a note.
    package init(at: Timestamp, note: String, by: String) {
        self.at = at
        self.note = String(note.prefix(Self.longestNote))
        self.by = by
    }
}
