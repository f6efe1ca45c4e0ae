import ArgumentParser
import Foundation
import RolloutJournal

/// Copies a release into a file of its own.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Copy a release into a recording: one file to keep, send and replay.",
        discussion: """
            The file has every entry and command of the release and nothing of others, and is \
            readable by its owner alone. replay, report, export and compare take it instead of a \
            release's number.
            """
    )

    @Argument(help: "The release, such as r7.")
    var release: String

    @Argument(help: "The file to make.", completion: .file())
    var file: String

    @Flag(help: "Replace the file when it is there already.")
    var replace = false

    @OptionGroup var place: RecordPlace

    func run() throws {
        let record = try place.record(release)
        let file = URL(fileURLWithPath: file)
        try KeyframeMaking.record(record.release, from: record.reader, to: file, replacing: replace)
        printError("recorded \(record.release) in \(file.path)")
    }
}
