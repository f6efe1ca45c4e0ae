package import RolloutCore

/// One release at a glance, without reading its entries.
package struct ReleaseSummary: Sendable, Hashable {
    /// Its number.
    package var release: ReleaseID
    /// The service it was of.
    package var service: ServiceName
    /// Where.
    package var environment: String
    /// The label of the revision it carried in.
    package var label: String
    /// That revision's digest.
    package var digest: Digest
    /// The label of the revision that served before; nil for a first release.
    package var previousLabel: String?
    /// Who started it.
    package var by: Operator
    /// The version of handoff that started it.
    package var version: String
    /// When.
    package var started: Timestamp
    /// How it ended; nil while it is under way.
    package var outcome: Outcome?
    /// When it ended; nil while it is under way.
    package var ended: Timestamp?

    /// Whether it has not ended, with or without a steward at work.
    package var isUnderWay: Bool { outcome == nil }
}

/// One line of the ledger: these bytes ended that way there.
package struct LedgerLine: Sendable, Hashable {
    /// The release that tried them.
    package var release: ReleaseID
    /// The bytes.
    package var digest: Digest
    /// What people called them then.
    package var label: String
    /// Where.
    package var environment: String
    /// ``Outcome/name`` of the release, such as `succeeded`.
    package var outcome: String
    /// When the release ended.
    package var at: Timestamp
}
