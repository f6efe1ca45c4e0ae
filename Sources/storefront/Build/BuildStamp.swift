import Foundation

/// What a build says about itself: its version and the fault it carries, if any.
///
/// The stamp lies behind the program in the executable file, where the loader never looks:
/// JSON, the length of that JSON as eight bytes (big endian), and eight bytes of mark. Two
/// stamps make two files with two digests out of one compilation.
struct BuildStamp: Codable, Equatable, Sendable {
    var version: String
    var defect: Defect?

    /// What an executable without a stamp is: a developer's build.
    static let unstamped = BuildStamp(version: "dev", defect: nil)

    private static let mark = Data("SHOPSTMP".utf8)
    private static let trailerSize = 8 + mark.count
    private static let longestStamp = 4_096

    /// Reads the stamp at the end of a file, or nothing if the file carries none.
    static func read(from file: URL) throws -> BuildStamp? {
        let handle = try FileHandle(forReadingFrom: file)
        defer { try? handle.close() }
        guard let length = try stampLength(in: handle) else { return nil }
        let end = try handle.seekToEnd()
        try handle.seek(toOffset: end - UInt64(trailerSize + length))
        guard let json = try handle.read(upToCount: length) else { return nil }
        return try JSONDecoder().decode(BuildStamp.self, from: json)
    }

    /// Writes a copy of `program` that carries this stamp instead of the one it had.
    ///
    /// The copy appears at `destination` complete or not at all, and is executable.
    func write(copyOf program: URL, to destination: URL) throws {
        let files = FileManager.default
        let partial = destination.appendingPathExtension("partial-\(getpid())")
        try files.createDirectory(
            at: destination.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try? files.removeItem(at: partial)
        do {
            try files.copyItem(at: program, to: partial)
            try append(to: partial)
            try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: partial.path)
            guard rename(partial.path, destination.path) == 0 else {
                throw SystemFailure("rename", errno)
            }
        } catch {
            try? files.removeItem(at: partial)
            throw error
        }
    }

    private func append(to file: URL) throws {
        let handle = try FileHandle(forUpdating: file)
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        let old = try Self.stampLength(in: handle).map { UInt64(Self.trailerSize + $0) } ?? 0
        try handle.truncate(atOffset: size - old)
        try handle.seekToEnd()
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = try encoder.encode(self)
        let length = withUnsafeBytes(of: UInt64(json.count).bigEndian) { Data($0) }
        try handle.write(contentsOf: json + length + Self.mark)
    }

    private static func stampLength(in handle: FileHandle) throws -> Int? {
        let size = try handle.seekToEnd()
        guard size > trailerSize else { return nil }
        try handle.seek(toOffset: size - UInt64(trailerSize))
        guard let trailer = try handle.read(upToCount: trailerSize),
            trailer.suffix(mark.count) == mark
        else { return nil }
        let length = trailer.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        guard length <= longestStamp, length + UInt64(trailerSize) < size else { return nil }
        return Int(length)
    }
}
