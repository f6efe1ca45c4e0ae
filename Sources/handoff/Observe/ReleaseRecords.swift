import RolloutCore
import RolloutJournal

/// What earlier releases of a service recorded of themselves, as history.
struct ReleaseRecords: Sendable {
    /// Releases looked at, the newest.
    private static let mostReleases = 10
    /// Entries read of all of them together: some seconds of reading.
    private static let mostEntries = 20_000

    let site: ServiceSite

    /// The seconds of those that ended and began no earlier than `oldest`.
    func seconds(since oldest: Timestamp) throws -> [HistorySecond] {
        let reader = try JournalReader(site.location)
        let past = try reader.history().filter { $0.outcome != nil && $0.started >= oldest }
        var seconds: [HistorySecond] = []
        var left = Self.mostEntries
        for summary in past.prefix(Self.mostReleases) {
            guard let outcome = summary.outcome, left > 0 else { continue }
            let count = try reader.lastSequence(of: summary.release)
            // Half a release would be folded wrongly, so it is all of it or nothing.
            guard count <= left else { continue }
            left -= count
            let entries = try reader.entries(of: summary.release)
            seconds += Self.seconds(of: entries, turnedOutWell: outcome == .succeeded)
        }
        return seconds
    }

    private static func seconds(of entries: [Entry], turnedOutWell: Bool) -> [HistorySecond] {
        guard let first = entries.first else { return [] }
        var rollout = Rollout(first)
        var seconds: [HistorySecond] = []
        for entry in entries.dropFirst() {
            if case .sampled(let sample) = entry.event,
                let second = HistorySecond(sample, in: rollout, turnedOutWell: turnedOutWell)
            {
                seconds.append(second)
            }
            rollout.apply(entry)
        }
        return seconds
    }
}
