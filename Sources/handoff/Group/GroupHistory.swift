import Foundation
import RolloutCore
import RolloutJournal

/// The groups of one name, for scripts and for people.
enum GroupHistory {
    /// One group.
    struct Line: Encodable, Sendable {
        var group: String
        var environment: String
        var number: Int
        var outcome: String
        var by: String
        var started: String
        /// The release of each component that got one.
        var releases: [String: String]
    }

    /// The newest first.
    static func lines(of site: GroupSite) throws -> [Line] {
        let reader = try JournalReader(site.location)
        let newest = try reader.latestGroup() ?? 0
        return try (0..<newest).map { newest - $0 }.compactMap { number in
            let entries = try reader.groupEntries(of: number)
            guard let first = entries.first, let group = Group(folding: entries) else { return nil }
            var releases: [String: String] = [:]
            for component in group.plan.components {
                if case .started(let release) = group.component(component.name).standing {
                    releases[component.service.rawValue] = "\(release)"
                }
            }
            return Line(
                group: group.plan.name.rawValue,
                environment: group.plan.environment,
                number: number,
                outcome: group.outcome?.name ?? "under way",
                by: group.start.by.name,
                started: first.at.iso,
                releases: releases
            )
        }
    }

    /// A line each, for people.
    static func text(_ lines: [Line]) -> String {
        lines.map { line in
            let releases = line.releases.sorted { $0.key < $1.key }
                .map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            return ["g\(line.number)", line.started, line.outcome, "by \(line.by)", releases]
                .joined(separator: "   ")
        }.joined(separator: "\n")
    }
}
