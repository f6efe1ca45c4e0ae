import Dashboard
import Foundation

/// Reviewers' marks beside a recording: a line of JSON for each.
struct BookmarkFile: Sendable {
    let file: URL

    init(_ file: URL) { self.file = file }

    /// The marks; none where there is no file, and lines that are no marks are left out.
    var bookmarks: [Bookmark] {
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return [] }
        let decoder = JSONDecoder()
        return text.split(separator: "\n").compactMap { line in
            try? decoder.decode(Bookmark.self, from: Data(line.utf8))
        }
    }

    /// Keeps these marks and no others; the file goes with the last of them.
    func keep(_ bookmarks: [Bookmark]) throws {
        guard !bookmarks.isEmpty else {
            if FileManager.default.fileExists(atPath: file.path) {
                try FileManager.default.removeItem(at: file)
            }
            return
        }
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let lines = try bookmarks.map { String(decoding: try encoder.encode($0), as: UTF8.self) }
        try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file, options: .atomic)
    }
}
