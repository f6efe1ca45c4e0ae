/// Why a history cannot say what is usual for a level.
package enum CalibrationProblem: Error, Sendable, Hashable, Codable {
    /// It is shorter than the least that is asked for; spans in microseconds where stored.
    case tooShort(InMicroseconds, needed: InMicroseconds)
    /// So much of it is missing that too few fake releases are left of those it has room for.
    case tooManyGaps(usable: Int, of: Int)
    /// Too little was read in the minutes before the release to know where the level stood.
    case noReference(read: Int, of: Int)

    /// What was not done, what was seen and what the reader can do.
    package var explanation: String {
        switch self {
        case .tooShort(let has, let needed):
            "not compared with its history: \(has.wrappedValue.spoken) of it, "
                + "\(needed.wrappedValue.spoken) are needed. The level is watched by its limits "
                + "only. Keep the observation running, or import a longer history."
        case .tooManyGaps(let usable, let all):
            "not compared with its history: only \(usable) of \(all) spans of it were read for at "
                + "least half of their time. The level is watched by its limits only. Look at "
                + "why its source is silent."
        case .noReference(let read, let blocks):
            "not compared with its history: \(read) of \(blocks) blocks before the release were "
                + "read. The level is watched by its limits only. Look at why its source is silent."
        }
    }
}
