import Dashboard
import Foundation
import ReleaseReports
import RolloutCore
import RolloutJournal

/// The entries of one release, in a journal or in a recording.
struct ReleaseRecord {
    /// Entries read at once, so that a day of entries needs no more memory than an hour.
    private static let batch = 2_000

    let reader: JournalReader
    let release: ReleaseID

    /// A release in the journal of its service.
    init(_ release: ReleaseID, at site: ServiceSite) throws {
        reader = try JournalReader(site.location)
        self.release = release
    }

    /// The release of a recording; of a whole journal, its newest.
    init(file: URL) throws {
        reader = try JournalReader(recording: file)
        guard let latest = try reader.latestRelease() else {
            throw NotDone("not read: \(file.path) holds no release. Nothing was changed.")
        }
        release = latest.release
    }

    /// Every entry, in order.
    func forEach(_ body: (Entry) throws -> Void) throws {
        var last = 0
        while true {
            let entries = try reader.entries(of: release, after: last, limit: Self.batch)
            for entry in entries { try body(entry) }
            guard entries.count == Self.batch, let sequence = entries.last?.sequence else { return }
            last = sequence
        }
    }

    /// What is told of the release afterwards, with its lines and what it changed.
    ///
    /// - Throws: a ``NotDone`` for a release without entries.
    func report() throws -> ReleaseReport {
        let sequence = try reader.lastSequence(of: release)
        guard let first = try reader.entries(of: release, limit: 1).first,
            let last = try reader.entries(of: release, after: sequence - 1).last
        else {
            throw NotDone("not told: release \(release) has no entries. Nothing was changed.")
        }
        var builder = ReportBuilder(from: first.at, through: last.at)
        var source = ReleaseLines()
        var lines: [ReportLine] = []
        try forEach { entry in
            builder.take(entry)
            guard let line = source.line(for: entry) else { return }
            lines.append(
                ReportLine(
                    at: line.at,
                    glyph: line.glyph,
                    kind: line.kind,
                    sentence: line.sentence
                )
            )
        }
        guard var report = builder.report else {
            throw NotDone("not told: release \(release) has no entries. Nothing was changed.")
        }
        report.lines = lines
        report.difference = try difference(of: report.plan)
        return report
    }

    /// What the release changed, from its plan and from that of the release that brought in what
    /// served before, where this journal has it.
    private func difference(of plan: Plan) throws -> PlanDifference {
        PlanDifference(
            plan,
            after: try plan.stable.flatMap {
                try reader.plan(thatBroughtIn: $0.digest, before: release)
            }
        )
    }
}
