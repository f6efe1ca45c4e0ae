import GRDB

/// Why the journal did not do what it was asked, in words for an operator.
///
/// Whatever it was, nothing of the call was written: every change is one transaction.
package struct JournalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What sort of thing went wrong; callers decide by this, people read the sentence.
    package enum Kind: String, Sendable, Hashable {
        /// The disk, or the limit set on the file, has no room left.
        case full
        /// The file can't be opened, read or written: the device failed, or rights are missing.
        case inaccessible
        /// Another process kept the file locked for longer than ``JournalSettings/busySeconds``.
        case busy
        /// The file is no journal, or its contents contradict themselves.
        case damaged
        /// A newer build wrote what this one can't read.
        case newer
        /// There is no journal at that place.
        case missing
        /// Others could write to the folder, or it belongs to somebody else.
        case unsafe
        /// The call contradicts what is recorded: a gap in the sequence, a release gone or over.
        case refused
    }

    /// The sort of problem.
    package var kind: Kind
    /// What was not done, the fact seen, the state now and what can be done.
    package var sentence: String

    /// A problem in words.
    package init(_ kind: Kind, _ sentence: String) {
        self.kind = kind
        self.sentence = sentence
    }

    package var description: String { sentence }
}

extension JournalError {
    /// Runs `body` and turns what SQLite throws into words; other errors pass unchanged.
    ///
    /// `task` says what is being tried, told as `not recorded`; `path` names the file it concerns.
    static func wording<T>(_ task: String, _ path: String, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw JournalError(task, path, error)
        }
    }

    private init(_ task: String, _ path: String, _ error: DatabaseError) {
        let words = error.message.map { " (\($0))" } ?? ""
        switch error.resultCode {
        case .SQLITE_FULL:
            self.init(
                .full,
                "\(task): no room left for \(path). Nothing was written. Free space on that disk; "
                    + "the journal can be used again as it is."
            )
        case .SQLITE_BUSY, .SQLITE_LOCKED:
            self.init(
                .busy,
                "\(task): another process has kept \(path) locked for more than "
                    + "\(JournalSettings.busySeconds) s. Nothing was written. Look for a backup or "
                    + "an open database shell on that file."
            )
        case .SQLITE_CORRUPT, .SQLITE_NOTADB:
            self.init(
                .damaged,
                "\(task): \(path) is damaged or no journal\(words). Nothing was written. Keep the "
                    + "file for examination and restore it from a backup."
            )
        case .SQLITE_IOERR, .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_AUTH:
            self.init(
                .inaccessible,
                "\(task): \(path) cannot be read or written\(words). Nothing was written. Check "
                    + "the disk and the rights on the file and its folder."
            )
        default:
            self.init(
                .damaged,
                "\(task): \(path) answers with SQLite code \(error.extendedResultCode.rawValue)"
                    + "\(words). Nothing was written."
            )
        }
    }
}
