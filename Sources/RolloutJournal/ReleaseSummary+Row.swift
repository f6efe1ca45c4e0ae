import GRDB
import RolloutCore

extension ReleaseSummary {
    /// The columns ``init(_:)`` reads, to be followed by conditions and order.
    static let selection = """
        SELECT number, service, environment, label, digest, previousLabel, startedBy, version,
            started, outcomeDetail, ended FROM releases
        """

    /// Reads a row of ``selection``.
    init(_ row: Row) throws {
        let coding = EntryCoding()
        self.init(
            release: ReleaseID(rawValue: row["number"]),
            service: ServiceName(rawValue: row["service"]),
            environment: row["environment"],
            label: row["label"],
            digest: try Digest(stored: row["digest"]),
            previousLabel: row["previousLabel"],
            by: try coding.value(Operator.self, from: row["startedBy"]),
            version: row["version"],
            started: Timestamp(rawValue: row["started"]),
            outcome: try (row["outcomeDetail"] as String?).map {
                try coding.value(Outcome.self, from: $0)
            },
            ended: (row["ended"] as Int64?).map(Timestamp.init(rawValue:))
        )
    }

    /// The release that has not ended; at most one, by the table's own index.
    static func underWay(_ db: Database) throws -> ReleaseSummary? {
        try Row.fetchOne(db, sql: selection + " WHERE outcome IS NULL").map(ReleaseSummary.init)
    }

    /// One release by number.
    static func find(_ release: ReleaseID, _ db: Database) throws -> ReleaseSummary? {
        try Row.fetchOne(db, sql: selection + " WHERE number = ?", arguments: [release.rawValue])
            .map(ReleaseSummary.init)
    }
}

extension LedgerLine {
    /// Reads a row of the ledger.
    init(_ row: Row) throws {
        self.init(
            release: ReleaseID(rawValue: row["release"]),
            digest: try Digest(stored: row["digest"]),
            label: row["label"],
            environment: row["environment"],
            outcome: row["outcome"],
            at: Timestamp(rawValue: row["at"])
        )
    }
}

extension Digest {
    /// A digest from a column.
    init(stored text: String) throws {
        guard let digest = Digest(rawValue: text) else {
            throw JournalError(
                .damaged,
                "cannot read the journal: `\(text)` is no digest. Nothing was changed."
            )
        }
        self = digest
    }
}
