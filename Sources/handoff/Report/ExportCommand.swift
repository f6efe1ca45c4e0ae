import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import TerminalUI

/// Prints the entries of a release for other tools.
struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Print a release for other tools: entries as JSON lines, or a film of screens.",
        discussion: """
            One entry a line, an object with release, sequence, at (UTC, with microseconds), kind, \
            version, payload, and text where the dashboard has a line for it. Names are never \
            changed, only added; a kind that changes its meaning gets the next version. Times \
            within a payload are microseconds since 1970, durations microseconds. Entries of kind \
            sampled have requests, errors and latencies in milliseconds of each revision.

            --asciicast writes the screens of the release instead, as an asciicast (version 2) \
            that asciinema and its web player play, with a mark at each step, verdict and end.
            """
    )

    @OptionGroup var record: RecordOptions

    @Option(name: [.short, .long], help: "Write to this file.", completion: .file())
    var output: String?

    @Flag(help: "Write a film of the screens instead of the entries.")
    var asciicast = false

    @Option(help: "Columns and rows of the film.")
    var size = "120x36"

    @Option(help: "How many times faster than it was: 0.25, 0.5, 1, 2, 4 and so on to 64.")
    var speed = 4.0

    @Flag(help: "Leave out of the film what is later than 5 s after an event and before the next.")
    var cutIdle = false

    @Option(help: "A theme of `handoff themes`, or a theme file, for the film.")
    var theme: String?

    func validate() throws {
        guard Playback.speeds.contains(speed) else {
            let speeds = Playback.speeds.map { $0.formatted() }.spokenList
            throw ValidationError("the speeds are \(speeds).")
        }
    }

    func run() throws {
        guard !asciicast else { return try writeFilm() }
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

    private var filmSize: Size {
        get throws {
            let sides = size.split(separator: "x").compactMap { Int($0) }
            guard sides.count == 2, sides.allSatisfy({ (1...1_000).contains($0) }) else {
                throw NotDone("not written: --size is `\(size)`. Write such as 120x36.")
            }
            return Size(width: sides[0], height: sides[1])
        }
    }

    private func writeFilm() throws {
        let recording = try record.opened()
        let cast = FilmCast(
            size: try filmSize,
            speed: speed,
            cutsIdle: cutIdle,
            theme: try ThemeShelf(choice: theme).themes[0]
        )
        let writer = try LineWriter(output)
        let film = try recording.film { printError($0) }
        try cast.write(film, bookmarks: recording.bookmarks.bookmarks) { try writer.write($0) }
        try writer.finish()
        if let remark = recording.remark { printError("the recording was \(remark)") }
        if let output { printError("wrote \(output)") }
    }
}
