import GRDB

extension Schema {
    /// Every step from an empty file to the present tables of a group's journal, in order.
    static var groupMigrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: groups, entries, commands, lease") { db in
            try db.execute(sql: subject)
            try db.execute(sql: groups)
            try db.execute(sql: groupEntries)
            try db.execute(sql: groupCommands)
            try db.execute(sql: lease)
            try db.execute(sql: watchers)
            try db.execute(sql: "PRAGMA application_id = \(JournalSettings.applicationID)")
        }
        return migrator
    }

    /// Groups at a glance; each row follows from the group's first and last entry.
    private static let groups = """
        CREATE TABLE groups (
            number INTEGER PRIMARY KEY CHECK (number >= 1),
            startedBy TEXT NOT NULL,
            version TEXT NOT NULL,
            started INTEGER NOT NULL,
            outcome TEXT,
            ended INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX groupUnderWay ON groups ((1)) WHERE outcome IS NULL;
        """

    /// The record itself, as a service's journal has it.
    private static let groupEntries = """
        CREATE TABLE entries (
            number INTEGER NOT NULL REFERENCES groups (number),
            sequence INTEGER NOT NULL CHECK (sequence >= 1),
            at INTEGER NOT NULL,
            kind TEXT NOT NULL,
            version INTEGER NOT NULL CHECK (version >= 1),
            payload TEXT NOT NULL,
            PRIMARY KEY (number, sequence)
        ) STRICT;
        """

    /// Wishes for the whole, from any process.
    private static let groupCommands = """
        CREATE TABLE commands (
            row INTEGER PRIMARY KEY AUTOINCREMENT,
            number INTEGER NOT NULL REFERENCES groups (number),
            at INTEGER NOT NULL,
            payload TEXT NOT NULL,
            answered INTEGER NOT NULL DEFAULT 0 CHECK (answered IN (0, 1)),
            firstSequence INTEGER,
            lastSequence INTEGER
        ) STRICT;
        CREATE INDEX commandsWaiting ON commands (number, row) WHERE answered = 0;
        """
}
