import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// Makes the keyframes that a replay seeks by, in one pass over a release's entries.
enum KeyframeMaking {
    /// The build whose folding they hold; another build makes its own.
    static let build = Handoff.version

    /// Copies a release into a file with its keyframes.
    static func record(
        _ release: ReleaseID,
        from reader: JournalReader,
        to file: URL,
        replacing: Bool = false
    ) throws {
        try Recording.write(
            release,
            from: reader,
            to: file,
            replacing: replacing,
            build: build,
            keyframes: { try fill($0, Reel(), after: $1) }
        )
    }

    /// Makes the keyframes of a release in a file of their own.
    static func write(_ file: URL, of release: ReleaseID, from reader: JournalReader) throws {
        try KeyframeFile.write(file, of: release, build: build) { writer in
            try fill(writer, Reel()) { sequence in
                try reader.entries(of: release, after: sequence, limit: KeyframeFile.batch)
            }
        }
    }

    /// Adds the keyframes of what was written since a file of them was made.
    static func extend(_ file: URL, _ film: Film) throws {
        let reel = try film.reel()
        try KeyframeFile.extend(file, of: film.release, build: build) { writer in
            try fill(writer, reel) { sequence in
                try film.reader.entries(
                    of: film.release,
                    after: sequence,
                    limit: KeyframeFile.batch
                )
            }
        }
    }

    /// Hands every entry to a reel, and its cuts to the writer.
    private static func fill(
        _ writer: KeyframeWriter,
        _ reel: consuming Reel,
        after: (Int) throws -> [Entry]
    ) throws -> Int {
        while true {
            let entries = try after(reel.state.sequence)
            for entry in entries {
                if let cut = reel.take(entry) { try add(cut, to: writer) }
            }
            if entries.count < KeyframeFile.batch { break }
        }
        if let cut = reel.finish() { try add(cut, to: writer) }
        return reel.state.sequence
    }

    private static func add(_ cut: Reel.Cut, to writer: KeyframeWriter) throws {
        let passage = cut.passage
        let last = max(passage.firstSecond, passage.lastSecond)
        try writer.add(
            cut.keyframe,
            sequence: cut.keyframe.sequence,
            at: cut.at,
            passage: passage,
            seconds: passage.firstSecond...last,
            columns: passage.columns
        )
    }
}
