/// What all rows together have to achieve, and the bars that a row missed.
struct Summary {
    /// The bars over several rows, those whose rows were played.
    let bars: [BarResult]
    /// Bars missed by one row, with its name.
    let missed: [String]

    /// Sums up what was played.
    init(_ results: [RowResult]) {
        missed = results.flatMap { result in
            result.bars.filter { !$0.isMet }.map { "\(result.name): \($0.text)" }
        }
        bars = [Self.pooled(results)].compactMap { $0 } + Self.comparisons(results)
    }

    /// Whether every bar is met.
    var isMet: Bool { missed.isEmpty && bars.allSatisfy(\.isMet) }

    /// The lines to print under the table.
    var lines: [String] {
        let count = missed.count + bars.count { !$0.isMet }
        return [""] + bars.map { "\($0.isMet ? "met" : "MISSED"): \($0.text)" }
            + missed.map { "MISSED: \($0)" }
            + [isMet ? "Every bar is met." : "\(count) bar\(count == 1 ? "" : "s") missed."]
    }

    private static func pooled(_ results: [RowResult]) -> BarResult? {
        let rows = results.filter { $0.group == .alikeErrors && !$0.bars.isEmpty }
        guard !rows.isEmpty else { return nil }
        let runs = rows.reduce(0) { $0 + $1.runs }
        let wrong = rows.reduce(0) {
            $0 + Int(($1.judge.stoppedWrongly * Double($1.runs)).rounded())
        }
        let share = Double(wrong) / Double(runs)
        return BarResult(
            text: "of all good releases judged by errors \(wrong) in \(runs) rolled back, "
                + "\(Format.percent(share)); bar 0.5%",
            isMet: share <= 0.005
        )
    }

    /// Bars against the peers, over the groups that were played in full.
    private static func comparisons(_ results: [RowResult]) -> [BarResult] {
        let errors = results.filter { $0.group == .worseErrors && !$0.peers.isEmpty }
        let latency = results.filter { $0.group == .worseLatency && !$0.peers.isEmpty }
        let alike = results.filter {
            $0.group == .alikeErrors && !$0.peers.isEmpty && !$0.bars.isEmpty
        }
        var bars: [BarResult] = []
        if errors.count == Row.worseErrors.count {
            bars += faster(
                errors,
                "error",
                [
                    (.kayentaOneMinute, 14), (.argoTuned, 13), (.argoDocumented, 16),
                    (.flaggerDocumented, 16), (.kayentaTenMinutes, 16),
                ]
            )
        }
        if latency.count == Row.worseLatency.count {
            bars += faster(
                latency,
                "latency",
                [
                    (.kayentaOneMinute, 8), (.argoTuned, 8), (.argoDocumented, 8),
                    (.flaggerDocumented, 8), (.kayentaTenMinutes, 8),
                ]
            )
        }
        if alike.count == Row.alikeErrors.count(where: { !$0.bars.isEmpty }) {
            bars += [Peer.argoTuned, .flaggerTuned].map { peer in
                let rows = alike.count { row in
                    row.judge.stoppedWrongly <= row.peers[peer]?.stoppedWrongly ?? 1
                }
                return BarResult(
                    text: "no more false rollbacks than \(peer.rawValue) in \(rows) of "
                        + "\(alike.count) rows; bar all",
                    isMet: rows == alike.count
                )
            }
        }
        return bars
    }

    private static func faster(
        _ rows: [RowResult],
        _ kind: String,
        _ bars: [(peer: Peer, least: Int)]
    ) -> [BarResult] {
        bars.map { peer, least in
            let won = rows.count { row in
                let mine = row.judge.median ?? .infinity
                let theirs = row.peers[peer]?.median ?? .infinity
                return mine < theirs
            }
            return BarResult(
                text: "faster than \(peer.rawValue) in \(won) of \(rows.count) \(kind) rows; "
                    + "bar \(least)",
                isMet: won >= least
            )
        }
    }
}
