import Foundation
import RolloutJournal

/// Files of earlier versions under `Resources`, one stored event a line.
enum Fixture {
    struct Unreadable: Error { let line: String }

    static func lines(_ name: String) throws -> [String] {
        try text(name, "jsonl").split(separator: "\n").map(String.init)
    }

    static func text(_ name: String, _ kind: String) throws -> String {
        guard
            let file = Bundle.module.url(
                forResource: name,
                withExtension: kind,
                subdirectory: "Resources"
            )
        else { throw Unreadable(line: "no \(name).\(kind)") }
        return try String(contentsOf: file, encoding: .utf8)
    }

    /// Writes the file anew when `UPDATE_FIXTURES=1` is set, to be used after the next build.
    ///
    /// Only for a version that was never released: afterwards a fixture is what old journals hold.
    static func update(_ name: String, _ lines: [String], source: String = #filePath) throws {
        guard ProcessInfo.processInfo.environment["UPDATE_FIXTURES"] == "1" else { return }
        let file = URL(filePath: source).deletingLastPathComponent()
            .appending(path: "Resources/\(name).jsonl")
        try (lines.joined(separator: "\n") + "\n").write(
            to: file,
            atomically: true,
            encoding: .utf8
        )
    }

    static func line(_ stored: StoredEvent) -> String {
        let head = #"{"kind":"\#(stored.kind)","version":\#(stored.version),"#
        return head + #""payload":\#(stored.payload.line)}"#
    }

    static func parse(_ line: String) throws -> StoredEvent {
        let pattern = /\{"kind":"(\w+)","version":(\d+),"payload":(.*)\}/
        guard let match = line.wholeMatch(of: pattern), let version = Int(match.2) else {
            throw Unreadable(line: line)
        }
        return StoredEvent(
            kind: String(match.1),
            version: version,
            payload: StoredPayload(line: String(match.3))
        )
    }
}

extension StoredPayload {
    /// JSON as it is, bytes in Base64 within quotes.
    fileprivate var line: String {
        switch self {
        case .text(let text): text
        case .bytes(let bytes): "\"\(Data(bytes).base64EncodedString())\""
        }
    }

    fileprivate init(line: String) {
        guard line.hasPrefix("\""),
            let data = Data(base64Encoded: String(line.dropFirst().dropLast()))
        else {
            self = .text(line)
            return
        }
        self = .bytes([UInt8](data))
    }
}
