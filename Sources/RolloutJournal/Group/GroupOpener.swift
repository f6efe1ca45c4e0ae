import GRDB
package import RolloutCore

/// Starts groups, one at a time for each name, and takes wishes for them.
package struct GroupOpener: Sendable {
    private let file: JournalFile

    /// Starts groups in that journal, which is a group's.
    package init(_ file: JournalFile) { self.file = file }

    /// Writes the first entry of a new group and returns its number; no steward is needed for that.
    ///
    /// A group of the same plan that is under way is gone on with.
    /// - Throws: a ``JournalError`` when another plan is under way. Nothing was written then.
    package func open(
        _ plan: GroupPlan,
        by person: Operator,
        version: String,
        override: String? = nil,
        at now: Timestamp
    ) throws -> Int {
        try file.write("not started") { db in
            let rows = GroupRows(db)
            if let other = try rows.newest(underWay: true) {
                guard Group(folding: try rows.entries(of: other))?.plan == plan else {
                    throw JournalError(
                        .refused,
                        "not started: group \(other) of \(plan.name) is under way with another "
                            + "plan. Nothing was changed. `handoff status \(plan.name)` tells "
                            + "where it is; `handoff rollback \(plan.name)` ends it."
                    )
                }
                return other
            }
            let number = (try rows.newest() ?? 0) + 1
            var start = GroupStarted(number: number, plan: plan, by: person, version: version)
            start.override = override
            let entry = GroupEntry(sequence: 1, at: now, event: .groupStarted(start))
            try rows.append([entry], to: number)
            return number
        }
    }

    /// Leaves a command for the group's steward; returns its row.
    ///
    /// - Throws: a ``JournalError`` when the group is not there or over.
    package func send(_ command: Command, to number: Int, at now: Timestamp) throws -> Int64 {
        try file.write("`\(command.verb.words)` not sent") { db in
            guard try GroupRows(db).newest(underWay: true) == number else {
                throw JournalError(
                    .refused,
                    "not sent: group \(number) of \(file.location.service) is over. Nothing was "
                        + "changed. `handoff status \(file.location.service)` tells how it ended."
                )
            }
            try db.execute(
                sql: "INSERT INTO commands (number, at, payload) VALUES (?, ?, ?)",
                arguments: [number, now.rawValue, try EntryCoding().text(command)]
            )
            return db.lastInsertedRowID
        }
    }
}
