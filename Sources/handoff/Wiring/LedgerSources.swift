import Foundation
import RolloutCore
import RolloutJournal

/// Puts the ledger of a service together: from the journals of all its environments below a state
/// folder, and from files that other hosts exported.
///
/// Read anew each time; there is no second truth beside the journals.
struct LedgerSources: Sendable {
    let state: URL
    let service: ServiceName
    /// Files of lines as `handoff ledger -o json` writes them.
    let files: [String]

    /// Everything that can be read, with what cannot.
    func callAsFunction() -> Ledger {
        var ledger = Ledger()
        let prefix = "\(service)-"
        let names = try? FileManager.default.contentsOfDirectory(atPath: state.path)
        if names == nil {
            ledger.gaps.append(Ledger.Gap("the state folder \(state.path) cannot be read"))
        }
        for name in (names ?? []).sorted() where name.hasPrefix(prefix) {
            let file = state.appending(path: name).appending(path: "journal.sqlite")
            guard FileManager.default.fileExists(atPath: file.path) else { continue }
            do {
                ledger.records += try records(in: file)
            } catch {
                let words = (error as? JournalError)?.sentence ?? "\(error)"
                ledger.gaps.append(
                    Ledger.Gap(
                        "the journal \(file.path) cannot be read (\(words))",
                        environment: String(name.dropFirst(prefix.count))
                    )
                )
            }
        }
        for file in files {
            let read = LedgerFile.read(file)
            ledger.records += read.records
            ledger.gaps += read.gaps
        }
        return ledger
    }

    private func records(in file: URL) throws -> [LedgerRecord] {
        try JournalReader(recording: file).history().compactMap { summary in
            guard summary.service == service, let outcome = summary.outcome,
                let ended = summary.ended
            else { return nil }
            return LedgerRecord(
                service: service,
                environment: summary.environment,
                release: summary.release,
                label: summary.label,
                digest: summary.digest,
                outcome: outcome,
                by: summary.by.name,
                at: ended
            )
        }
    }
}

/// The ledger as lines of JSON, for another host to read.
enum LedgerFile {
    /// One line; `version` rises when its meaning changes.
    private struct Line: Codable {
        var version: Int
        var record: LedgerRecord
    }

    /// The version that is written; only this one is read.
    private static let version = 1

    /// A record as a line.
    static func line(_ record: LedgerRecord) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = try encoder.encode(Line(version: version, record: record))
        return String(decoding: data, as: UTF8.self)
    }

    /// What a file says; lines that cannot be understood are a gap.
    static func read(_ path: String) -> Ledger {
        guard let data = FileManager.default.contents(atPath: path) else {
            return Ledger(gaps: [Ledger.Gap("the ledger \(path) cannot be read")])
        }
        var ledger = Ledger()
        var damaged: [Int] = []
        let lines = String(decoding: data, as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        for (number, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
            if let read = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)),
                read.version == version
            {
                ledger.records.append(read.record)
            } else {
                damaged.append(number + 1)
            }
        }
        if let first = damaged.first {
            let more = damaged.count == 1 ? "" : " and \(damaged.count - 1) more"
            ledger.gaps.append(
                Ledger.Gap("line \(first)\(more) of the ledger \(path) cannot be understood")
            )
        }
        return ledger
    }
}
