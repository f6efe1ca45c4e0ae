import RolloutCore
import RolloutJournal

/// How the steward of one release makes way for that of the next.
///
/// A release that is over may still have messages to send, and its steward stays for them, at most
/// as long as `Outbox.linger`. The next release does not wait for that: the steward leaves when
/// there is one, and that one's sends what is left.
struct Succession: Sendable {
    /// How long a steward that is to leave may take.
    private static let patience = Duration.seconds(5)

    let site: ServiceSite
    let release: ReleaseID

    /// Returns how the release ended once the next one was opened; nil when cancelled before.
    func next() async throws -> Outcome? {
        let reader = try JournalReader(site.location)
        while true {
            guard (try? await Task.sleep(for: .milliseconds(250))) != nil else { return nil }
            // What cannot be read now is told by whoever needs it.
            guard let latest = try? reader.latestRelease(), latest.release > release,
                let outcome = try? reader.summary(of: release)?.outcome
            else { continue }
            return outcome
        }
    }

    /// Waits while the lease is with the steward of the release before, which is about to leave;
    /// not longer than that may take.
    func wait() async throws {
        let reader = try JournalReader(site.location)
        let end = ContinuousClock.now + Self.patience
        while ContinuousClock.now < end, try isBefore(reader) {
            try await Task.sleep(for: .milliseconds(50))
        }
    }

    /// Whether somebody steers, and it can only be the release before.
    private func isBefore(_ reader: JournalReader) throws -> Bool {
        let last = ReleaseID(rawValue: release.rawValue - 1)
        return try StewardSight(reader) != .gone
            && reader.entries(of: release, limit: 2).count == 1
            && reader.summary(of: last)?.outcome != nil
    }
}
