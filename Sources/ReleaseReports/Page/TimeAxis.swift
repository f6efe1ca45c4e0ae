import RolloutCore

/// The time axis that all drawings of a report share.
struct TimeAxis: Sendable, Hashable {
    /// A label below the axis.
    struct Tick: Sendable, Hashable {
        var share: Double
        var label: String
        /// Whether there is room for it on a narrow page too.
        var isMajor: Bool
    }

    let from: Timestamp
    let to: Timestamp

    init(from: Timestamp, to: Timestamp) {
        self.from = from
        self.to = max(to, from + .seconds(1))
    }

    /// Where a moment lies, 0 through 1.
    func share(_ moment: Timestamp) -> Double { (moment - from).share(of: to - from) }

    /// At most nine labels at whole steps of the clock.
    var ticks: [Tick] {
        let span = (to - from).inSeconds
        let step = Self.steps.first { span / Double($0) <= 8 } ?? (Int64(span) / 8 + 1)
        let first = (from.microseconds / 1_000_000 + step - 1) / step * step
        let moments = stride(from: first, through: to.microseconds / 1_000_000, by: Int(step))
            .map { Timestamp(seconds: $0) }
        let every = moments.count > 6 ? 3 : moments.count > 3 ? 2 : 1
        return moments.enumerated().map { index, moment in
            let label = step % 60 == 0 ? String(moment.clock.prefix(5)) : moment.clock
            return Tick(share: share(moment), label: label, isMajor: index % every == 0)
        }
    }

    private static let steps: [Int64] = [
        1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200,
        86_400,
    ]
}

/// The values of a chart, from 0 to a round number above all of them.
struct ValueAxis: Sendable, Hashable {
    /// What the upper end stands for.
    let top: Double
    /// Values that have a line, the lowest first.
    let ticks: [Double]

    /// An axis that holds what those lines mostly are, and `limit` where that does not flatten
    /// everything else.
    ///
    /// A few seconds far above all others would leave nothing to see of the rest: they end at the
    /// upper edge, and the legend says how high they were.
    init(_ lines: [[Double]], limit: Double?, unit: String) {
        let highest = lines.compactMap { $0.max() }.max() ?? 0
        let usual = lines.compactMap(Self.usual).max() ?? 0
        var reach = usual > 0 && highest > usual * 5 ? usual * 2 : highest
        if let limit, limit <= reach * 4 || reach <= 0 { reach = max(reach, limit) }
        let isBytes = unit == "bytes" || unit == "B"
        let step = Self.step(for: reach > 0 ? reach : 1, isBytes: isBytes)
        let count = max(1, Int((reach / step).rounded(.up)))
        top = step * Double(count)
        ticks = (0...count).map { step * Double($0) }
    }

    /// What 17 of 20 values do not exceed.
    private static func usual(_ line: [Double]) -> Double? {
        guard !line.isEmpty else { return nil }
        return line.sorted()[min(line.count - 1, line.count * 17 / 20)]
    }

    /// Where a value lies, 0 at the lower end and 1 at the upper.
    func share(_ value: Double) -> Double { min(1, max(0, value / top)) }

    /// A round step of which two to four reach the value.
    private static func step(for reach: Double, isBytes: Bool) -> Double {
        var unit = 1.0
        if isBytes { while reach >= unit * 1_024 { unit *= 1_024 } }
        let scaled = reach / unit
        var magnitude = 1.0
        while magnitude * 10 <= scaled { magnitude *= 10 }
        while magnitude > scaled { magnitude /= 10 }
        let factors = [0.25, 0.5, 1, 2, 2.5, 5]
        let factor = factors.first { scaled / ($0 * magnitude) <= 4 } ?? 5
        return factor * magnitude * unit
    }
}
