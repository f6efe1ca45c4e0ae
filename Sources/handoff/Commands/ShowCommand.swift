import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// Tells one release from its record.
struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Tell what a release changed and what happened in it, a line for each.",
        discussion: """
            With -o json a line for each entry of the record; with --changes as well, what the \
            release changed and which checks were overridden.
            """
    )

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The release, such as r7; the same as --release.")
    var number: String?

    @OptionGroup var choice: ReleaseOptions
    @OptionGroup var options: OutputOptions

    @Flag(help: "Tell only what the release changed and which checks were overridden.")
    var changes = false

    func validate() throws {
        guard number == nil || choice.release == nil else {
            throw ValidationError("the release is named twice. Name it once.")
        }
    }

    func run() throws {
        if let site = service.group() {
            try show(site)
            return
        }
        let site = try service.site()
        let reader = try JournalReader(site.location)
        let release = try ReleaseOptions.release(choice.release ?? number, at: site)
        let report = ChangeReport(
            difference: try ReleaseDifference(site: site).of(release),
            override: try OverrideReport(release, reader)
        )
        if options.output == .text {
            print(report.text)
        } else if changes {
            print(try report.jsonText())
        }
        if !changes { try printEntries(of: release, reader) }
    }

    /// Tells a group's own part; what its releases did is told under their services.
    private func show(_ site: GroupSite) throws {
        let named = (choice.release ?? number).map {
            $0.hasPrefix("g") ? String($0.dropFirst()) : $0
        }
        let group = try site.group(named.map { Int($0) ?? -1 })
        let entries = try JournalReader(site.location).groupEntries(of: group.start.number)
        for entry in entries {
            for line in GroupLines.lines(for: entry, plan: group.plan) { print(line) }
        }
        let services = group.plan.components.map { "`handoff show \($0.service)`" }
        print("each release by itself: \(services.spokenList)")
    }

    private func printEntries(of release: ReleaseID, _ reader: JournalReader) throws {
        var lines = PlainLines()
        for entry in try reader.entries(of: release) {
            if options.output == .json {
                print(try EntryCoding().line(entry))
            } else {
                for line in lines.lines(for: entry) { print(line) }
            }
        }
    }
}

/// What a release changed, and which checks a person passed for it.
struct ChangeReport: Encodable, Sendable {
    var difference: PlanDifference?
    var override: OverrideReport?

    /// For people.
    var text: String {
        [difference?.text, override?.text].compactMap(\.self).joined(separator: "\n")
    }
}
