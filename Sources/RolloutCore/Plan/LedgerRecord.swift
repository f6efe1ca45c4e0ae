/// What became of the same bytes in one place: digest × environment × outcome.
package struct LedgerRecord: Sendable, Hashable, Codable {
    /// How the release of them ended, in the words of ``Outcome/name``.
    package enum End: String, Sendable, Hashable, Codable {
        /// They serve, or did until something newer came.
        case succeeded
        /// Only the way back to them was rehearsed.
        case rehearsed
        /// They served before handoff came, and serve.
        case adopted
        /// A check before the release failed.
        case refused
        /// Traffic went back to what served before.
        case rolledBack = "rolled back"
        /// A person ended it before traffic moved.
        case aborted
        /// The way back could not be finished.
        case rollbackFailed = "rollback failed"
    }

    /// The service.
    package var service: ServiceName
    /// Where.
    package var environment: String
    /// The release there, counted in that place.
    package var release: ReleaseID
    /// What people called the revision then.
    package var label: String
    /// The bytes.
    package var digest: Digest
    /// How it ended.
    package var end: End
    /// What the bytes themselves did wrong: a criterion that was worse, crashes, instances that
    /// were not ready; nil when they did nothing wrong, as after a person's rollback.
    package var rejection: String?
    /// The name of who started the release.
    package var by: String
    /// When it ended.
    package var at: Timestamp

    /// The record of a release that ended like that.
    package init(
        service: ServiceName,
        environment: String,
        release: ReleaseID,
        label: String,
        digest: Digest,
        outcome: Outcome,
        by: String,
        at: Timestamp
    ) {
        self.service = service
        self.environment = environment
        self.release = release
        self.label = label
        self.digest = digest
        end = End(outcome)
        rejection = outcome.rejection
        self.by = by
        self.at = at
    }
}

extension LedgerRecord.End {
    fileprivate init(_ outcome: Outcome) {
        self =
            switch outcome {
            case .succeeded: .succeeded
            case .rehearsed: .rehearsed
            case .adopted: .adopted
            case .refused: .refused
            case .rolledBack: .rolledBack
            case .aborted: .aborted
            case .rollbackFailed: .rollbackFailed
            }
    }
}

extension Outcome {
    /// What the bytes did wrong; only what was seen of them counts, not what a person or the
    /// surroundings did.
    fileprivate var rejection: String? {
        switch self {
        case .rolledBack(let cause), .rollbackFailed(let cause, _):
            switch cause {
            case .criterion, .crashes, .notReady, .workers: cause.sentence
            case .failure(let kind, _): kind.isOfCanary ? cause.sentence : nil
            case .person, .rehearsal, .migration, .unanswered: nil
            }
        case .succeeded, .rehearsed, .adopted, .refused, .aborted: nil
        }
    }
}
