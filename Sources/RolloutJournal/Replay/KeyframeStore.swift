package import Foundation
import GRDB
package import RolloutCore

/// The keyframes of one release, to be read from one task at a time.
package final class KeyframeStore {
    /// Where a keyframe is.
    package struct Place: Sendable, Hashable {
        /// The sequence of the last entry in it.
        package var sequence: Int
        /// The latest time of an entry up to it.
        package var at: Timestamp
        /// The seconds since 1970 that its passage's columns are about.
        package var seconds: ClosedRange<Int64>
    }

    /// All there are, in order; the first is that of the first entry.
    package let places: [Place]
    /// The sequence up to which they were made.
    package let last: Int
    private let queue: DatabaseQueue
    private let source: PackedSource

    /// The keyframes in a file; nil when it has none of that release that this build can read.
    package init?(_ file: URL, of release: ReleaseID, build: String) throws {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let queue = try DatabaseQueue(
            path: file.path,
            configuration: JournalSettings.reading()
        )
        let found = try queue.read { db -> (String, Int, [Place])? in
            guard try KeyframeSchema.isThere(db, release: release.rawValue, build: build),
                let row = try Row.fetchOne(db, sql: "SELECT names, last FROM keyframeIndex")
            else { return nil }
            return (row["names"], row["last"], try Self.places(db))
        }
        guard let (names, last, places) = found, !places.isEmpty else { return nil }
        self.queue = queue
        self.places = places
        self.last = last
        let list = names.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        source = PackedSource(PackedNames(list)) { number in
            try queue.read { db in
                let data = try Data.fetchOne(
                    db.cachedStatement(sql: "SELECT bytes FROM keyframeParts WHERE number = ?"),
                    arguments: [number]
                )
                guard let data else { throw PackedDamage() }
                return [UInt8](data)
            }
        }
    }

    private static func places(_ db: Database) throws -> [Place] {
        let rows = try Row.fetchCursor(
            db,
            sql: "SELECT sequence, at, firstSecond, lastSecond FROM keyframes ORDER BY sequence"
        )
        var places: [Place] = []
        while let row = try rows.next() {
            let first: Int64 = row[2]
            places.append(
                Place(
                    sequence: row[0],
                    at: Timestamp(rawValue: row[1]),
                    seconds: first...max(first, row[3])
                )
            )
        }
        return places
    }

    /// The keyframe of that sequence.
    ///
    /// - Throws: when it is not there or cannot be read as that type; made anew, it could.
    package func keyframe<T: Decodable>(_ type: T.Type, at sequence: Int) throws -> T {
        let data = try queue.read { db in
            try Data.fetchOne(
                db.cachedStatement(sql: "SELECT keyframe FROM keyframes WHERE sequence = ?"),
                arguments: [sequence]
            )
        }
        return try value(type, data)
    }

    /// The passages of those sequences, in order; with their columns or without.
    package func passages<T: Decodable>(
        _ type: T.Type,
        _ sequences: ClosedRange<Int>,
        withColumns: Bool,
        _ complete: (inout T, [UInt8]) -> Void
    ) throws -> [T] {
        let columns = withColumns ? "columns" : "x''"
        let found = try queue.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT passage, \(columns) FROM keyframes
                    WHERE sequence BETWEEN ? AND ? ORDER BY sequence
                    """,
                arguments: [sequences.lowerBound, sequences.upperBound]
            ).map { row in (row[0] as Data, row[1] as Data) }
        }
        return try found.map { passage, columns in
            var value = try value(type, passage)
            complete(&value, [UInt8](columns))
            return value
        }
    }

    private func value<T: Decodable>(_ type: T.Type, _ data: Data?) throws -> T {
        guard let data else { throw PackedDamage() }
        var bytes = [UInt8](data)[...]
        return try PackedDecoder.unpack(type, from: try Packed.read(&bytes), source)
    }
}
