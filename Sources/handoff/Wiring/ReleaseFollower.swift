import RolloutCore
import RolloutJournal

/// Reads one release's entries as they are written.
struct ReleaseFollower {
    private(set) var reader: JournalReader
    let release: ReleaseID
    private var sequence = 0
    /// Whether the last batch was a full one, so that there may be another at once.
    private(set) var mayHaveMore = false

    /// Most entries handed out at once, so that a long release opens in steps that can be drawn.
    static let batch = 5_000

    /// Follows the release from its first entry.
    init(_ reader: JournalReader, release: ReleaseID) {
        self.reader = reader
        self.release = release
    }

    /// The entries after those handed out before, oldest first; none when nothing was written.
    mutating func newEntries() throws -> [Entry] {
        guard try reader.hasChanged() || mayHaveMore else { return [] }
        let entries = try reader.entries(of: release, after: sequence, limit: Self.batch)
        mayHaveMore = entries.count == Self.batch
        sequence = entries.last?.sequence ?? sequence
        return entries
    }

    /// Goes back, so that everything after that entry is handed out again.
    mutating func rewind(to sequence: Int) {
        self.sequence = sequence
        mayHaveMore = true
    }
}
