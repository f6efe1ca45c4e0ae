import Foundation
import RolloutJournal

/// Files of earlier versions under `Resources`, one stored event a line.
enum Fixture {
    struct Unreadable: Error { let line: String }

    static func lines(_ name: String) throws -> [String] {
        guard
            let file = Bundle.module.url(
                forResource: name,
                withExtension: "jsonl",
                subdirectory: "Resources"
            )
        else { throw Unreadable(line: "no \(name).jsonl") }
        return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    }

    static func line(_ stored: StoredEvent) -> String {
        #"{"kind":"\#(stored.kind)","version":\#(stored.version),"payload":\#(stored.payload)}"#
    }

    static func parse(_ line: String) throws -> StoredEvent {
        let pattern = /\{"kind":"(\w+)","version":(\d+),"payload":(.*)\}/
        guard let match = line.wholeMatch(of: pattern), let version = Int(match.2) else {
            throw Unreadable(line: line)
        }
        return StoredEvent(
            kind: String(match.1),
            version: version,
            payload: String(match.3)
        )
    }
}
