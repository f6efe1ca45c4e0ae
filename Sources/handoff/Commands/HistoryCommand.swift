import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// Lists releases.
struct HistoryCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List the releases of a service, the newest first."
    )

    @OptionGroup var service: ServiceOptions
    @OptionGroup var options: OutputOptions

    func run() throws {
        let releases = try JournalReader(service.site().location).history()
        if options.output == .json {
            print(try releases.map(HistoryLine.init).jsonText())
            return
        }
        for line in releases.map(HistoryLine.init) { print(line.text) }
    }
}

/// One release in the list, for scripts and for people.
struct HistoryLine: Encodable, Sendable {
    var release: String
    var label: String
    var digest: String
    var previousLabel: String?
    var outcome: String
    var by: String
    var started: String
    var durationSeconds: Double?

    init(_ summary: ReleaseSummary) {
        release = "\(summary.release)"
        label = summary.label
        digest = summary.digest.rawValue
        previousLabel = summary.previousLabel
        outcome = summary.outcome?.name ?? "under way"
        by = summary.by.name
        started = Date(
            timeIntervalSince1970: Double(summary.started.microseconds) / 1_000_000
        ).formatted(.iso8601)
        durationSeconds = summary.ended.map { ($0 - summary.started).inSeconds }
    }

    /// One line for people.
    var text: String {
        let change = (previousLabel.map { "\($0) → " } ?? "first ") + label
        let took = durationSeconds.map { "after \(Duration.seconds($0).spoken)" } ?? ""
        let parts = [release, started, change, "\(outcome) \(took)", "by \(by)"]
        return parts.joined(separator: "   ")
    }
}

/// Tells one release from its record.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tell what happened in a release, a line for each change."
    )

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The release, such as r7; the same as --release.")
    var number: String?

    @OptionGroup var choice: ReleaseOptions
    @OptionGroup var options: OutputOptions

    @Option(help: "Also copy the release's rows into a recording file.", completion: .file())
    var record: String?

    func validate() throws {
        guard number == nil || choice.release == nil else {
            throw ValidationError("the release is named twice. Name it once.")
        }
    }

    func run() throws {
        let site = try service.site()
        let reader = try JournalReader(site.location)
        let release = try ReleaseOptions.release(choice.release ?? number, at: site)
        var lines = PlainLines()
        for entry in try reader.entries(of: release) {
            if options.output == .json {
                print(try EntryCoding().line(entry))
            } else {
                for line in lines.lines(for: entry) { print(line) }
            }
        }
        guard let record else { return }
        try Recording.write(release, from: reader, to: URL(fileURLWithPath: record))
        printError("recorded \(release) in \(record)")
    }
}
