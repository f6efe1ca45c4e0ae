import GRDB

/// How SQLite is set for journals and recordings.
enum JournalSettings {
    /// How long a call waits for another process's transaction; theirs take milliseconds.
    static let busySeconds = 5

    /// Marks the file as ours (`file` and SQLite show it): `hndf` in ASCII.
    static let applicationID: Int32 = 0x686e_6466

    /// For the process that writes.
    static func writing() -> Configuration {
        var configuration = Configuration()
        configuration.label = "journal"
        // A dashboard's command and a steward's entry may meet; both are over in milliseconds.
        configuration.busyMode = .timeout(Double(busySeconds))
        // Not through `journalMode`: that also sets `synchronous` to NORMAL, after this closure.
        configuration.prepareDatabase { db in
            // Readers never block the steward and the steward never blocks readers.
            let mode = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
            guard mode == "wal" else {
                throw DatabaseError(message: "write-ahead log refused, mode is \(mode ?? "?")")
            }
            // What append returned from must survive power loss: act only on what is on disk.
            try db.execute(sql: "PRAGMA synchronous = FULL")
            // On macOS fsync leaves data in the drive's cache; elsewhere this does nothing.
            try db.execute(sql: "PRAGMA fullfsync = ON")
            // After a long read held it up, the log shrinks again to this many bytes.
            try db.execute(sql: "PRAGMA journal_size_limit = 8388608")
            // A journal may come from elsewhere; its schema must not call functions.
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// For dashboards, status and replay: can't change anything.
    static func reading() -> Configuration {
        var configuration = Configuration()
        configuration.label = "journal reader"
        configuration.readonly = true
        configuration.busyMode = .timeout(Double(busySeconds))
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA trusted_schema = OFF")
        }
        return configuration
    }

    /// For writing a recording: one plain file without a log beside it, so that it can be copied
    /// and opened from a read-only medium.
    static func recording() -> Configuration {
        var configuration = Configuration()
        configuration.label = "recording"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA fullfsync = ON")
        }
        return configuration
    }

    /// For writing what can be made anew: in one go, without waiting for the disk.
    static func keyframes() -> Configuration {
        var configuration = Configuration()
        configuration.label = "keyframes"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA synchronous = OFF")
        }
        return configuration
    }
}
