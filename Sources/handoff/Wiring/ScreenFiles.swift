import Foundation
import RolloutCore
import RolloutJournal
import TerminalUI

/// Files for what a person takes away from the screen: written frames and rows that no clipboard
/// took.
///
/// They lie beside the journal, in the folder that only its owner may look into, because a frame
/// names instances, addresses and people.
struct ScreenFiles {
    private let folder: URL

    init(_ site: ServiceSite) { self.init(beside: site.location.folder) }

    /// Those in a folder of ours that is no service's, as that of replayed files.
    init(beside folder: URL) { self.folder = folder.appending(path: "screens") }

    /// Writes a frame as text, as a drawing and as an asciicast, and answers where.
    ///
    /// - Throws: what Foundation says when the folder or a file cannot be written.
    func write(_ canvas: Canvas, _ theme: Theme, at now: Timestamp) throws -> String {
        let name = "screen-\(Self.stamp(now))"
        var first = ""
        for format in PictureFormat.allCases {
            let text = canvas.file(format, theme: theme, title: "handoff \(now.iso)")
            let file = try put(text, name: "\(name).\(format.rawValue)")
            if first.isEmpty { first = file }
        }
        let others = PictureFormat.allCases.dropFirst().map { ".\($0.rawValue)" }
        return "\(first), and beside it \(others.joined(separator: " "))"
    }

    /// Keeps a copied row and answers where; the next one replaces it.
    ///
    /// - Throws: what Foundation says when the folder or the file cannot be written.
    func keep(_ row: String) throws -> String { try put(row + "\n", name: "copied.txt") }

    private func put(_ text: String, name: String) throws -> String {
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file, options: .atomic)
        return file.path(percentEncoded: false)
    }

    /// The moment in the name of a file: `20261123-140327`, in UTC.
    private static func stamp(_ now: Timestamp) -> String {
        let style = Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted)
        let moment = Date(timeIntervalSince1970: Double(now.microseconds) / 1_000_000)
        return moment.formatted(style).replacing("T", with: "-").replacing("Z", with: "")
    }
}
