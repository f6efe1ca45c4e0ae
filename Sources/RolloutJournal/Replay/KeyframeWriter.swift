import Foundation
import GRDB
package import RolloutCore

/// Writes keyframes, in the order of their sequences and in one transaction.
///
/// What a keyframe shares with the one before it is written once.
package final class KeyframeWriter {
    private let db: Database
    private let names: PackedNames
    private let parts: Statement
    private let rows: Statement
    /// The numbers of the parts of this keyframe and of the one before.
    private var present: [[UInt8]: Int] = [:]
    private var before: [[UInt8]: Int] = [:]
    private var nextPart: Int

    /// Writes into a file without keyframes, or after those it has.
    init(_ db: Database, isNew: Bool = true) throws {
        self.db = db
        if isNew { try db.execute(sql: KeyframeSchema.tables) }
        names = PackedNames(try KeyframeSchema.names(db))
        nextPart =
            try Int.fetchOne(db, sql: "SELECT ifnull(max(number), 0) + 1 FROM keyframeParts")
            ?? 1
        parts = try db.makeStatement(sql: "INSERT INTO keyframeParts VALUES (?, ?)")
        rows = try db.makeStatement(sql: "INSERT INTO keyframes VALUES (?, ?, ?, ?, ?, ?, ?)")
    }

    /// Adds a keyframe.
    ///
    /// - Parameters:
    ///   - keyframe: the state after the entry of that sequence.
    ///   - sequence: that entry's.
    ///   - moment: the latest time of an entry up to it.
    ///   - passage: what is told of the entries since the keyframe before.
    ///   - seconds: the seconds since 1970 that `columns` is about.
    ///   - columns: the larger part of the passage, read by itself.
    /// - Throws: when the file cannot be written.
    package func add(
        _ keyframe: some Encodable,
        sequence: Int,
        at moment: Timestamp,
        passage: some Encodable,
        seconds: ClosedRange<Int64>,
        columns: [UInt8]
    ) throws {
        let packed = try bytes(keyframe, inParts: true)
        let told = try bytes(passage, inParts: false)
        try rows.execute(arguments: [
            sequence, moment.rawValue, seconds.lowerBound, seconds.upperBound, Data(packed),
            Data(told), Data(columns),
        ])
        before = present
        present = [:]
    }

    private func bytes(_ value: some Encodable, inParts: Bool) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try PackedEncoder.pack(value, names: names)
            .write(to: &bytes, depth: inParts ? 0 : .max / 2, keep: keep)
        return bytes
    }

    private func keep(_ bytes: [UInt8]) throws -> Int {
        if let number = present[bytes] ?? before[bytes] {
            present[bytes] = number
            return number
        }
        try parts.execute(arguments: [nextPart, Data(bytes)])
        present[bytes] = nextPart
        nextPart += 1
        return nextPart - 1
    }

    /// Says that the keyframes of a release are whole up to that sequence.
    func finish(_ release: ReleaseID, last: Int, build: String) throws {
        try db.execute(
            sql: "INSERT OR REPLACE INTO keyframeIndex VALUES (1, ?, ?, ?, ?, ?)",
            arguments: [
                KeyframeSchema.form, build, release.rawValue, last,
                names.all.joined(separator: "\n"),
            ]
        )
    }
}
