import ArgumentParser
import Foundation
import ReleaseReports
import RolloutCore

/// Sets two releases of one service beside each other.
struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Set two releases of one service beside each other.",
        discussion: """
            Outcome and cause, time per step, worst verdicts, extra failed requests, error rate \
            and latencies of the canary at each weight, and what differs in the plans.
            """
    )

    @Argument(help: "A release, such as r6, or a recording's file.")
    var first: String

    @Argument(help: "Another, such as r7.")
    var second: String

    @OptionGroup var place: RecordPlace
    @OptionGroup var options: OutputOptions

    func run() throws {
        let reports = try [first, second].map { try place.record($0).report() }
        let services = Set(reports.map(\.plan.service))
        guard services.count == 1 else {
            let names = services.map(\.rawValue).sorted().spokenList
            throw NotDone(
                "not compared: \(names) are different services. Nothing was changed. Name two "
                    + "releases of one service."
            )
        }
        let comparison = ReleaseComparison(reports[0], reports[1])
        print(
            try options.output == .json
                ? comparison.rows.jsonText() : comparison.text(of: reports[0].plan.service)
        )
    }
}

extension ReleaseComparison {
    /// The widest a value gets before the change stands in its own line.
    private static let widest = 44

    /// Columns for people; values that are too long for one stand below their name.
    func text(of service: ServiceName) -> String {
        let short = rows.filter { !$0.isLong(Self.widest) }
        let name = (short.map(\.name.count).max() ?? 0) + 4
        let value =
            ([names.first, names.second] + short.flatMap { [$0.first, $0.second] })
            .map(\.count).max() ?? 0
        func line(_ cells: [String]) -> String {
            let text =
                "  " + cells[0].filled(to: name) + cells[1].filled(to: value + 2)
                + cells[2].filled(to: value + 2) + cells[3]
            return String(text.reversed().drop { $0 == " " }.reversed())
        }
        var lines = ["\(service): \(names.first) and \(names.second)"]
        for part in Part.allCases {
            let rows = rows.filter { $0.part == part }
            guard !rows.isEmpty || part == .plan else { continue }
            lines += ["", part.rawValue]
            if rows.isEmpty { lines.append("  the plans do not differ") }
            for row in rows {
                if row.isLong(Self.widest) {
                    lines += [
                        "  \(row.name)", "    \(names.first)  \(row.first)",
                        "    \(names.second)  \(row.second)",
                    ]
                } else {
                    lines.append(line([row.name, row.first, row.second, row.change]))
                }
            }
        }
        return lines.joined(separator: "\n")
    }
}

extension ReleaseComparison.Row {
    fileprivate func isLong(_ limit: Int) -> Bool { max(first.count, second.count) > limit }
}
