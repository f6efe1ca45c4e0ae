/// The table, line by line as the rows are done, in the form Markdown has for tables.
struct Table {
    private var group: Group?

    /// The lines of one row, with a heading where a group begins.
    mutating func lines(for result: RowResult) -> [String] {
        let peers = Peer.allCases.filter { result.peers.keys.contains($0) }
        var lines: [String] = []
        if group != result.group {
            group = result.group
            let columns =
                (result.group.isWorse ? Self.worse : Self.alike) + ["bar", "met"]
                + peers.map(\.rawValue)
            lines += ["", "**\(result.group.rawValue)**", "", Self.line(columns)]
            lines.append(Self.line(columns.map { _ in "---" }))
        }
        let own = result.group.isWorse ? worse(result) : alike(result)
        let bars = [
            result.bars.isEmpty ? "–" : result.bars.map(\.text).joined(separator: ", "),
            result.bars.isEmpty ? "–" : result.bars.allSatisfy(\.isMet) ? "yes" : "**no**",
        ]
        let others = peers.map { result.peers[$0].map { cell($0, result) } ?? "–" }
        lines.append(Self.line(own + bars + others))
        return lines
    }

    private static let alike = ["row", "runs", "rolled back", "held", "“not 2×” shown after"]
    private static let worse = [
        "row", "runs", "found", "stopped before", "median", "p90", "held at", "extra failed",
        "bound", "ratio",
    ]

    private func alike(_ result: RowResult) -> [String] {
        [
            result.name, String(result.runs), Format.percent(result.judge.stoppedWrongly),
            Format.percent(result.holds.stoppedWrongly),
            result.group == .alikeErrors ? Format.seconds(result.medianCleared) : "–",
        ]
    }

    private func worse(_ result: RowResult) -> [String] {
        [
            result.name, String(result.runs), Format.percent(result.judge.found),
            Format.percent(result.judge.stoppedWrongly), Format.seconds(result.judge.median),
            Format.seconds(result.judge.p90), Format.seconds(result.holds.median),
            result.extraFailed.map { Format.decimal($0, places: 0) } ?? "–",
            result.bound.map { Format.seconds($0) } ?? "–",
            result.ratio.map { Format.decimal($0) } ?? "–",
        ]
    }

    private func cell(_ peer: Stopping, _ result: RowResult) -> String {
        guard result.group.isWorse else { return Format.percent(peer.stoppedWrongly) }
        let early = peer.stoppedWrongly
        let before = early > 0.02 ? " (\(Format.percent(early)) before)" : ""
        return Format.seconds(peer.median) + before
    }

    private static func line(_ cells: [String]) -> String {
        "| " + cells.joined(separator: " | ") + " |"
    }
}
