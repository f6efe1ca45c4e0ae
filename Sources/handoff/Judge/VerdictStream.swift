import RolloutCore

/// Judges a file second by second and says whenever a finding changes.
struct VerdictStream: Sendable {
    private(set) var panel: JudgePanel
    private var last: [JudgeFinding]
    private var unjudged = 0

    init(_ panel: JudgePanel) {
        self.panel = panel
        last = panel.seats.map { _ in .go }
    }

    /// Takes in a second; gives back a line for each finding that is another than before.
    mutating func take(_ second: FileSecond) -> [VerdictLine] {
        if !panel.take(second) { unjudged += 1 }
        guard let origin = panel.origin else { return [] }
        return panel.seats.indices.compactMap { index in
            let seat = panel.seats[index]
            guard seat.judge.finding != last[index] else { return nil }
            last[index] = seat.judge.finding
            return VerdictLine(seat, at: second.second, origin: origin)
        }
    }

    /// How it stands at the end.
    func end(_ repairs: Repairs) -> VerdictEnd {
        var repairs = repairs
        repairs.missingSeconds += unjudged
        return VerdictEnd(panel, repairs)
    }

    /// Judges a whole file.
    static func run(
        _ file: CountFile,
        _ panel: JudgePanel,
        _ say: (VerdictLine) throws -> Void
    ) throws -> VerdictEnd {
        var stream = VerdictStream(panel)
        let repairs = try file.forEachSecond { second in
            for line in stream.take(second) { try say(line) }
        }
        guard stream.panel.origin != nil else {
            throw NotDone(
                "not judged: no second of \(file.path) has a weight above 0%. Add the column "
                    + "`weight`, or give --weight."
            )
        }
        return stream.end(repairs)
    }
}
