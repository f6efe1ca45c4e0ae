import ArgumentParser
import Foundation
import ReleaseReports
import RolloutCore

/// Tells a release in a file for people who were not there.
struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Tell a release in one HTML file, or in Markdown for a post-mortem.",
        discussion: """
            The page needs nothing else: no network and no script. It has the outcome first, then \
            the timeline, where the time went, every decision with its evidence, the measurements \
            of both revisions, who did what and why, and what a rollback did. All of it comes from \
            the entries of the release. Without an option the Markdown is printed.
            """
    )

    @OptionGroup var record: RecordOptions

    @Option(help: "Write the page to this file; - prints it.", completion: .file())
    var html: String?

    @Option(help: "Write the Markdown to this file; - prints it.", completion: .file())
    var markdown: String?

    func run() throws {
        let report = try record.found().report()
        if let html { try Self.write(report.page, to: html) }
        if let markdown { try Self.write(report.markdown, to: markdown) }
        if html == nil, markdown == nil { try Self.write(report.markdown, to: "-") }
    }

    /// Puts the text into a file, whole or not at all.
    static func write(_ text: String, to path: String) throws {
        let data = Data(text.utf8)
        guard path != "-" else {
            FileHandle.standardOutput.write(data)
            return
        }
        let file = URL(fileURLWithPath: path)
        do {
            try data.write(to: file, options: .atomic)
        } catch {
            throw NotDone(
                "not written: \(path) cannot be made. Nothing was changed. Name a file in a "
                    + "folder that is there and that you may write to."
            )
        }
        printError("wrote \(path), \(data.count.grouped) bytes")
    }
}
