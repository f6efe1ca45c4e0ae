import RolloutCore

/// What was wrong with a file and could be put right without a guess; said at the end.
struct Repairs: Hashable, Sendable, Encodable {
    /// Seconds for which a group has no row: they have no votes.
    var missingSeconds = 0
    /// Rows of a second, group and slice that were there already: the first one counts.
    var duplicateRows = 0
    /// Rows that stood behind a later second and were put back.
    var reorderedRows = 0
    /// Seconds left out because a running total fell or began.
    var counterResets = 0
    /// Whether the last line was cut off and left out.
    var isCutOff = false

    /// What was done, as one line; nil when there was nothing to do.
    var sentence: String? {
        let parts = [
            Self.counted(missingSeconds, "second", "missing"),
            Self.counted(duplicateRows, "duplicate row", "dropped"),
            Self.counted(reorderedRows, "row", "put in order"),
            Self.counted(counterResets, "counter reset", "left out"),
            isCutOff ? "the last line left out, it is cut off" : nil,
        ].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private static func counted(_ count: Int, _ noun: String, _ verb: String) -> String? {
        count == 0 ? nil : "\(count.grouped) \(noun)\(count == 1 ? "" : "s") \(verb)"
    }
}
