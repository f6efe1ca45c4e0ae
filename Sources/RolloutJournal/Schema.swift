import Foundation
import GRDB

/// The tables of a journal and of a recording, and how older files are brought forward.
///
/// A migration that was released is never edited. Migrations only add: a steward of the version
/// before may be at work on the file while a newer dashboard opens it. A reader can't migrate, so
/// with the second migration it has to bring recordings forward in a copy in memory.
enum Schema {
    /// Every step from an empty file to the present tables, in order.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: entries, releases, commands, lease, deployment") { db in
            try db.execute(sql: subject)
            try db.execute(sql: releases)
            try db.execute(sql: entries)
            try db.execute(sql: commands)
            try db.execute(sql: lease)
            try db.execute(sql: watchers)
            try db.execute(sql: deployment)
            try db.execute(sql: ledger)
            try db.execute(sql: "PRAGMA application_id = \(JournalSettings.applicationID)")
        }
        return migrator
    }

    /// The steps of the file of that name: a group's journal has tables of its own.
    static func migrator(of file: URL) -> DatabaseMigrator {
        file.lastPathComponent == JournalLocation.groupFileName ? groupMigrator : migrator
    }

    /// What the file is about; two services whose folder names agree must not share a journal.
    static let subject = """
        CREATE TABLE subject (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            service TEXT NOT NULL,
            environment TEXT NOT NULL
        ) STRICT;
        """

    /// History at a glance; each row follows from the release's first and last entry.
    ///
    /// The index has one row at most, so that two releases can't be under way at once.
    private static let releases = """
        CREATE TABLE releases (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            service TEXT NOT NULL,
            environment TEXT NOT NULL,
            label TEXT NOT NULL,
            digest TEXT NOT NULL,
            previousLabel TEXT,
            startedBy TEXT NOT NULL,
            version TEXT NOT NULL,
            started INTEGER NOT NULL,
            outcome TEXT,
            outcomeDetail TEXT,
            ended INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX releaseUnderWay ON releases (service) WHERE outcome IS NULL;
        """

    /// The record itself; `at` in microseconds since 1970, `payload` JSON by kind and version, or
    /// bytes for what comes every second.
    ///
    /// With a row id, because samples would overflow the pages of a table without.
    private static let entries = """
        CREATE TABLE entries (
            release INTEGER NOT NULL REFERENCES releases (number),
            sequence INTEGER NOT NULL CHECK (sequence >= 1),
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            payload ANY NOT NULL,
            PRIMARY KEY (release, sequence)
        ) STRICT;
        """

    /// Wishes from any process; the two sequences bound the entries that answered.
    private static let commands = """
        CREATE TABLE commands (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            release INTEGER NOT NULL REFERENCES releases (number),
            at INTEGER NOT NULL,
            payload TEXT NOT NULL,
            answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1)),
            firstSequence INTEGER,
            lastSequence INTEGER
        ) STRICT;
        CREATE INDEX commandsWaiting ON commands (release, number) WHERE answered = 0;
        """

    /// Who steers.
    ///
    /// The row stays when nobody does, so that tokens rise for ever and an old one is known.
    static let lease = """
        CREATE TABLE lease (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            token INTEGER NOT NULL,
            steward TEXT,
            since INTEGER NOT NULL,
            heartbeat INTEGER NOT NULL
        ) STRICT;
        """

    /// Dashboards, by a name each chose; a row goes when it has been silent for a minute.
    static let watchers = """
        CREATE TABLE watchers (
            id TEXT PRIMARY KEY,
            pid INTEGER NOT NULL,
            seen INTEGER NOT NULL
        ) STRICT;
        """

    /// What serves now, as the last release left it; no row before the first one ended.
    private static let deployment = """
        CREATE TABLE deployment (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            revision TEXT,
            instances TEXT NOT NULL,
            workers TEXT NOT NULL,
            nextInstanceNumber INTEGER NOT NULL CHECK (nextInstanceNumber >= 1),
            receipt TEXT,
            release INTEGER NOT NULL REFERENCES releases (number)
        ) STRICT;
        """

    /// Which bytes ended how, where; asked before the same digest is released elsewhere.
    private static let ledger = """
        CREATE TABLE ledger (
            release INTEGER PRIMARY KEY REFERENCES releases (number),
            digest TEXT NOT NULL,
            label TEXT NOT NULL,
            environment TEXT NOT NULL,
            outcome TEXT NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX ledgerByDigest ON ledger (digest);
        """
}
