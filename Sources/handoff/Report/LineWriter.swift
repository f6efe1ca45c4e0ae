import Foundation

/// Lines on their way to standard output or to a file that appears whole or not at all.
final class LineWriter {
    private static let size = 1 << 16

    private let handle: FileHandle
    private let place: (partial: String, file: String)?
    private var buffer = Data()

    /// Standard output when no file is named.
    init(_ path: String?) throws {
        guard let path, path != "-" else {
            handle = .standardOutput
            place = nil
            return
        }
        let partial = path + ".partial"
        let isMade = FileManager.default.createFile(
            atPath: partial,
            contents: nil,
            attributes: [.posixPermissions: 0o600]
        )
        guard isMade, let handle = FileHandle(forWritingAtPath: partial) else {
            throw NotDone(
                "not written: \(path) cannot be made. Nothing was changed. Name a file in a folder "
                    + "that is there."
            )
        }
        self.handle = handle
        place = (partial, path)
    }

    /// Adds a line.
    func write(_ line: String) throws {
        buffer.append(contentsOf: line.utf8)
        buffer.append(UInt8(ascii: "\n"))
        if buffer.count >= Self.size { try flush() }
    }

    /// Writes what is left and gives the file its name.
    func finish() throws {
        try flush()
        guard let place else { return }
        try handle.close()
        guard rename(place.partial, place.file) == 0 else {
            throw NotDone("not written: \(place.file) cannot be replaced. Nothing was changed.")
        }
    }

    private func flush() throws {
        try handle.write(contentsOf: buffer)
        buffer.removeAll(keepingCapacity: true)
    }
}
