import Foundation
import RolloutCore

/// What one instance or one command prints, in a file of its own with a bound.
///
/// The process itself appends to the file, with no steward needed. When the file has grown past
/// ``limit``, its end is copied aside and the file is emptied in place, which an appending writer
/// does not notice. What is printed in that instant may be lost; without a steward nothing bounds
/// the file. Secrets that are printed stand in it, for its owner alone, until the process has ended
/// and ``seal(_:)`` takes them out.
struct InstanceLog: Sendable {
    /// Most bytes the file may hold before it is emptied.
    static let limit = 4 * 1_024 * 1_024
    /// How much of the end is kept then, and is read for the last lines.
    static let kept = 64 * 1_024

    /// The file the process appends to.
    let path: String

    /// The log of an instance in the folder of logs.
    init(of id: InstanceID, in folder: String) { self.init(of: id.rawValue, in: folder) }

    /// The log of whatever has that name, safe in a path, in the folder of logs.
    init(of name: String, in folder: String) { path = "\(folder)/\(name).log" }

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
    ///
    /// Masked before lines are cut to their limit, so that no half of a secret is left.
    func lastLines(_ count: Int, mask: SecretMask = SecretMask([])) -> [String] {
        let now = Self.lines(atEndOf: path, mask)
        guard now.count < count else { return now.suffix(count) }
        return (Self.lines(atEndOf: earlier, mask) + now).suffix(count)
    }

    /// The last lines of this process alone, oldest first.
    func ownLines(_ count: Int, mask: SecretMask) -> [String] {
        Self.lines(atEndOf: path, mask).suffix(count)
    }

    /// The last line this process printed, not masked; nil when it printed none.
    var lastLine: String? { Self.lines(atEndOf: path, SecretMask([])).last }

    /// Takes the secrets out of the file for good; only once nobody writes to it any more.
    func seal(_ mask: SecretMask) throws {
        for path in [path, earlier] {
            guard let data = FileManager.default.contents(atPath: path) else { continue }
            let text = String(decoding: data, as: UTF8.self)
            let masked = mask.masked(text)
            if masked != text { try OwnerOnlyFiles.replace(path, with: Data(masked.utf8)) }
        }
    }

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

    private static func lines(atEndOf path: String, _ mask: SecretMask) -> [String] {
        var data = end(of: path)
        // What is left of a line cut at its beginning could be half of a secret.
        if data.count == kept, let line = data.firstIndex(of: 0x0A) {
            data = data[data.index(after: line)...]
        }
        let text = mask.masked(String(decoding: data, as: UTF8.self))
        // Once more when cleaned: a secret may have been printed with colours in it.
        return PrintedText.lines(of: text.utf8).map { mask.masked($0) }
    }

    private static func end(of path: String) -> Data {
        guard let file = FileHandle(forReadingAtPath: path) else { return Data() }
        defer { try? file.close() }
        guard let size = try? file.seekToEnd() else { return Data() }
        try? file.seek(toOffset: size > kept ? size - UInt64(kept) : 0)
        return (try? file.read(upToCount: kept)) ?? Data()
    }
}
