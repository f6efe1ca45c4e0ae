import ArgumentParser
import Dashboard
import Foundation
import RolloutCore

/// Prints the entries of a release for other tools.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print the entries of a release as JSON lines, for other tools.",
        discussion: """
            One entry a line, an object with release, sequence, at (UTC, with microseconds), kind, \
            version, payload, and text where the dashboard has a line for it. Names are never \
            changed, only added; a kind that changes its meaning gets the next version. Times \
            within a payload are microseconds since 1970, durations microseconds. Entries of kind \
            sampled have requests, errors and latencies in milliseconds of each revision.
            """
    )

    @OptionGroup var record: RecordOptions

    @Option(name: [.short, .long], help: "Write to this file.", completion: .file())
    var output: String?

    func run() throws {
        let record = try record.found()
        let writer = try LineWriter(output)
        var lines = ReleaseLines()
        let coding = ExportCoding()
        try record.forEach { entry in
            let text = lines.line(for: entry)?.sentence
            try writer.write(try coding.line(entry, text: text))
        }
        try writer.finish()
        if let output { printError("wrote \(output)") }
    }
}

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
