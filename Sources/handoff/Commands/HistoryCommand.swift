import ArgumentParser
import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// Lists releases.
struct HistoryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "List releases: how they ended, how long they took, who, and which digest.",
        discussion: """
            Each service and environment on its own, its newest release first, all of them where \
            none is named. --screen shows the list on the terminal, to look for a release, replay \
            it, and compare two.
            """
    )

    @OptionGroup var service: ServiceOptions
    @OptionGroup var filter: HistoryFilter
    @OptionGroup var options: OutputOptions

    @Option(name: .customLong("service"), help: "The service; the same as the argument.")
    var named: String?

    @Flag(name: .customLong("screen"), help: "Show the list on the terminal.")
    var onScreen = false

    @OptionGroup var screen: ScreenOptions

    mutating func validate() throws {
        guard named == nil || service.service == nil else {
            throw ValidationError("the service is named twice. Name it once.")
        }
        service.service = service.service ?? named
    }

    func run() async throws {
        if let site = service.group() {
            let lines = try GroupHistory.lines(of: site)
            print(try options.output == .json ? lines.jsonText() : GroupHistory.text(lines))
            return
        }
        let sites = try service.allSites()
        if onScreen, screen.hasTerminal {
            try await screen.show(history: sites, filter)
            return
        }
        let now = SystemClock().now
        let environments = try sites.map { site in
            try EnvironmentHistory(site) { filter.lets($0, now: now) }
        }
        if options.output == .json {
            print(try environments.flatMap(\.lines).jsonText())
            return
        }
        for environment in environments { print(environment.text) }
    }
}

/// The releases of a service in one environment, and what serves there.
struct EnvironmentHistory: Sendable {
    /// The newest first.
    var lines: [HistoryLine]
    /// What serves, in words.
    var head: String

    /// As the site's journal tells it, with those releases that `isListed` lets through.
    init(_ site: ServiceSite, isListed: (ReleaseSummary) -> Bool = { _ in true }) throws {
        let reader = try JournalReader(site.location)
        let releases = try reader.history()
        let serving = try reader.deployment().revision
        let since = releases.first { $0.outcome == .succeeded && $0.digest == serving?.digest }
        lines = try releases.filter(isListed).map { release in
            HistoryLine(
                release,
                serves: release.release == since?.release,
                override: try OverrideReport(release.release, reader)
            )
        }
        let place = "\(site.location.service) in \(site.location.environment): "
        guard let serving else {
            head = place + "nothing serves"
            return
        }
        let when = since.map { " since \($0.release)" } ?? ""
        head = place + "\(serving.label) (\(serving.digest.short)…) serves\(when)"
    }

    /// What serves, and the releases below it.
    var text: String { ([head] + lines.map(\.text)).joined(separator: "\n") }
}

/// One release in the list, for scripts and for people.
struct HistoryLine: Encodable, Sendable {
    var service: String
    var environment: String
    var release: String
    var label: String
    var digest: String
    var previousLabel: String?
    var outcome: String
    /// Whether what it carried in serves there now.
    var serves: Bool
    var by: String
    var started: String
    var durationSeconds: Double?
    var override: OverrideReport?

    init(_ summary: ReleaseSummary, serves: Bool, override: OverrideReport?) {
        service = summary.service.rawValue
        environment = summary.environment
        release = "\(summary.release)"
        label = summary.label
        digest = summary.digest.rawValue
        previousLabel = summary.previousLabel
        outcome = summary.outcome?.name ?? "under way"
        self.serves = serves
        by = summary.by.name
        started = summary.started.iso
        durationSeconds = summary.ended.map { ($0 - summary.started).inSeconds }
        self.override = override
    }

    /// One line for people.
    var text: String {
        let change = (previousLabel.map { "\($0) → " } ?? "first ") + label
        let took = durationSeconds.map { " after \(Duration.seconds($0).spoken)" } ?? ""
        let short = Digest(rawValue: digest).map { $0.short + "…" } ?? digest
        let parts = [release, started, change, outcome + took, "by \(by)", short]
        return (parts + [override?.short].compactMap(\.self)).joined(separator: "   ")
    }
}
