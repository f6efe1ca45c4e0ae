import RolloutCore

/// The lines of everything that happened, the newest last.
struct EventLog: Sendable, Hashable {
    /// Lines kept; the oldest are let go first.
    static let capacity = 5_000

    /// What is kept, in order of sequence.
    var lines: [EventLine] = []
    /// All lines there ever were.
    var count = 0

    var source = EventLines()

    /// Takes in the line of an entry, if it has one.
    mutating func add(_ entry: Entry) {
        guard let line = source.line(for: entry) else { return }
        count += 1
        lines.append(line)
        // A tenth more than allowed, so that not every line moves all others.
        if lines.count > Self.capacity * 11 / 10 { lines.removeFirst(lines.count - Self.capacity) }
    }
}
