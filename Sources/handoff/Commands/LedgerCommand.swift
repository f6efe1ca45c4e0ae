import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal

/// Tells which bytes ended how, where.
struct LedgerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger",
        abstract: "Tell which digest ended how in which environment, the newest first.",
        discussion: """
            Put together from the journals below the state folder. `-o json` writes a line for \
            each, which `--ledger` of `run`, `retry` and of this command reads on another host.
            """
    )

    @Argument(help: "The service; all when left out.")
    var service: String?

    @OptionGroup var place: StateOptions
    @OptionGroup var others: LedgerOptions
    @OptionGroup var options: OutputOptions

    func run() throws {
        let files = try others.files()
        let sites = ServiceSite.all(in: place.folders.state)
        let names = Set(sites.map(\.location.service.rawValue) + [service].compactMap(\.self))
            .filter { service == nil || $0 == service }.sorted()
        guard !names.isEmpty, service == nil || !files.isEmpty || knows(sites) else {
            throw NotDone(ServiceOptions.unknown(service, nil, sites, place.folders))
        }
        var gaps: Set<Ledger.Gap> = []
        for name in names {
            let ledger = LedgerSources(
                state: place.folders.state,
                service: ServiceName(rawValue: name),
                files: files
            )()
            gaps.formUnion(ledger.gaps)
            for line in try lines(of: ledger, name) { print(line) }
        }
        guard gaps.isEmpty else {
            for gap in gaps.map(\.sentence).sorted() { printError("not told: \(gap).") }
            throw ExitCode.internalError
        }
    }

    private func knows(_ sites: [ServiceSite]) -> Bool {
        sites.contains { $0.location.service.rawValue == service }
    }

    private func lines(of ledger: Ledger, _ service: String) throws -> [String] {
        let records = Set(ledger.records).filter { $0.service.rawValue == service }
            .sorted { ($0.environment, $1.at) < ($1.environment, $0.at) }
        guard options.output == .text else { return try records.map(LedgerFile.line) }
        return records.map { record in
            let why = record.rejection.map { " (\($0))" } ?? ""
            return [
                service, record.environment, record.label, record.digest.short + "…",
                record.end.rawValue + why, "\(record.release)", record.at.iso, "by \(record.by)",
            ].joined(separator: "   ")
        }
    }
}

extension Timestamp {
    /// As in `2026-11-23T14:02:00Z`.
    var iso: String {
        Date(timeIntervalSince1970: Double(microseconds) / 1_000_000).formatted(.iso8601)
    }
}
