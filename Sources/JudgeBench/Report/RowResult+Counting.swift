extension RowResult {
    /// Counts the outcomes of a row.
    init(_ row: Row, _ outcomes: [RunOutcome]) {
        func stopping(_ stops: [Int?]) -> Stopping {
            Stopping(stops, isWorse: row.isWorse, onset: row.onset)
        }
        name = row.name
        group = row.group
        runs = outcomes.count
        judge = stopping(outcomes.map(\.decisions.rollback))
        holds = stopping(outcomes.map(\.decisions.hold))
        let cleared = outcomes.map { $0.decisions.cleared.map(Double.init) ?? .infinity }.sorted()
        let median = Stopping.median(sorted: cleared)
        medianCleared = median.isFinite ? median : nil
        let extra = outcomes.compactMap(\.extraFailed).sorted()
        extraFailed = row.isWorse && !extra.isEmpty ? Stopping.median(sorted: extra) : nil
        bound = row.informationBound
        let asked = outcomes.compactMap(\.peers)
        peers = [:]
        for peer in Peer.allCases where asked.contains(where: { $0.keys.contains(peer) }) {
            peers[peer] = stopping(asked.compactMap { $0[peer] })
        }
        bars = []
        bars = row.bars.map { result(of: $0) }
    }

    private func result(of bar: Bar) -> BarResult {
        switch bar {
        case .median(let limit):
            BarResult(
                text: "median ≤ \(Format.seconds(limit))",
                isMet: judge.median.map { $0 <= limit } ?? false
            )
        case .ratio(let limit):
            BarResult(
                text: "≤ \(Format.decimal(limit)) × bound",
                isMet: ratio.map { $0 <= limit } ?? false
            )
        case .falseRollbacks(let limit):
            BarResult(
                text: "rolled back ≤ \(Format.percent(limit))",
                isMet: judge.stoppedWrongly <= limit
            )
        case .holds(let limit):
            BarResult(
                text: "held ≤ \(Format.percent(limit))",
                isMet: holds.stoppedWrongly <= limit
            )
        case .medianHold(let limit):
            BarResult(
                text: "median hold ≤ \(Format.seconds(limit))",
                isMet: holds.median.map { $0 <= limit } ?? false
            )
        }
    }
}
