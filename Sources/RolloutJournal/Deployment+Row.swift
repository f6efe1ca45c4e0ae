import GRDB
import RolloutCore

extension Deployment {
    /// The stored deployment; an empty one before any release ended.
    init(_ db: Database) throws {
        self.init()
        guard
            let row = try Row.fetchOne(
                db,
                sql: """
                    SELECT revision, instances, workers, nextInstanceNumber, receipt
                    FROM deployment
                    """
            )
        else { return }
        let coding = EntryCoding()
        revision = try (row["revision"] as String?).map {
            try coding.value(Revision.self, from: $0)
        }
        instances = try coding.value([Instance].self, from: row["instances"])
        workers = try coding.value([Instance].self, from: row["workers"])
        nextInstanceNumber = row["nextInstanceNumber"]
        receipt = try (row["receipt"] as String?).map {
            try coding.value(RehearsalReceipt.self, from: $0)
        }
    }

    /// Puts this in the place of the stored one.
    func store(by release: ReleaseID, _ db: Database) throws {
        let coding = EntryCoding()
        try db.execute(
            sql: "INSERT OR REPLACE INTO deployment VALUES (1, ?, ?, ?, ?, ?, ?)",
            arguments: [
                try revision.map(coding.text), try coding.text(instances),
                try coding.text(workers), nextInstanceNumber, try receipt.map(coding.text),
                release.rawValue,
            ]
        )
    }
}
