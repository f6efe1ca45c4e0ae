package import RolloutCore

extension JournalReader {
    /// What a release started with; nil when there is none of that number.
    package func start(of release: ReleaseID) throws -> ReleaseStarted? {
        guard let first = try entries(of: release, limit: 1).first,
            case .releaseStarted(let start) = first.event
        else { return nil }
        return start
    }

    /// The plan of the newest release before that one, or of all when nil, that carried the digest
    /// in and succeeded; nil when none did.
    package func plan(
        thatBroughtIn digest: Digest,
        before release: ReleaseID? = nil
    ) throws
        -> Plan?
    {
        let found = try history().first { summary in
            summary.outcome == .succeeded && summary.digest == digest
                && release.map { summary.release < $0 } ?? true
        }
        return try found.flatMap { try start(of: $0.release)?.plan }
    }
}
