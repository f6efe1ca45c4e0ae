import Foundation
import RolloutCore

/// What one instance prints, in a file of its own with a bound.
///
/// The process itself appends to the file, with no steward needed. When the file has grown past
/// ``limit``, its end is copied aside and the file is emptied in place, which an appending writer
/// does not notice. What is printed in that instant may be lost; without a steward nothing bounds
/// the file.
struct InstanceLog: Sendable {
    /// Most bytes the file may hold before it is emptied.
    static let limit = 4 * 1_024 * 1_024
    /// How much of the end is kept then, and is read for the last lines.
    static let kept = 64 * 1_024

    /// The file the process appends to.
    let path: String

    /// The log of an instance in the folder of logs.
    init(of id: InstanceID, in folder: String) { path = "\(folder)/\(id).log" }

    private var earlier: String { path + ".earlier" }

    /// Sets aside what an earlier process of the instance printed.
    func begin() throws {
        guard size > 0 else { return }
        try setAside()
    }

    /// Empties the file if it has grown past its limit.
    func bound() throws {
        guard size > Self.limit else { return }
        try setAside()
    }

    /// The last lines of this process, and before them those set aside, oldest first.
    func lastLines(_ count: Int) -> [String] {
        let now = Self.lines(atEndOf: path)
        guard now.count < count else { return now.suffix(count) }
        return (Self.lines(atEndOf: earlier) + now).suffix(count)
    }

    /// The last line this process printed; nil when it printed none.
    var lastLine: String? { Self.lines(atEndOf: path).last }

    /// Removes what is kept of the output.
    func remove() {
        unlink(path)
        unlink(earlier)
    }

    /// Bytes in the file now.
    var size: Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : 0
    }

    private func setAside() throws {
        try OwnerOnlyFiles.replace(earlier, with: Self.end(of: path))
        guard truncate(path, 0) == 0 else { throw SystemError("truncate") }
    }

    private static func lines(atEndOf path: String) -> [String] {
        PrintedText.lines(of: end(of: path))
    }

    private static func end(of path: String) -> Data {
        guard let file = FileHandle(forReadingAtPath: path) else { return Data() }
        defer { try? file.close() }
        guard let size = try? file.seekToEnd() else { return Data() }
        try? file.seek(toOffset: size > kept ? size - UInt64(kept) : 0)
        return (try? file.read(upToCount: kept)) ?? Data()
    }
}
