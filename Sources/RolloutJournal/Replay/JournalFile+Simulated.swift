import GRDB
package import RolloutCore

extension JournalFile {
    /// Appends entries of a simulated release that nobody steers, without a lease.
    ///
    /// Only for a journal of one's own, such as the one a long recording is made from.
    package func unsteered() throws -> ([Entry]) throws -> Void {
        try queue.writeWithoutTransaction { db in
            try db.execute(sql: "PRAGMA synchronous = OFF")
        }
        return { entries in
            try write("not recorded") { try Chronicle($0).append(entries) }
        }
    }
}
