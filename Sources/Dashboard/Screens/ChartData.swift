import RolloutCore
import TerminalUI

/// The values of one line of a chart, in groups of whole seconds that do not move between frames.
struct ChartData {
    private let history: MetricHistory
    private let key: MetricHistory.Key
    private let now: Timestamp
    private let span: Int64

    init(_ scene: Scene, _ criterion: Criterion, arm: Arm?) {
        history = scene.picture.history
        key = MetricHistory.Key(metric: criterion.metric, arm: arm)
        now = scene.chartEnd
        span = scene.span.components.seconds
    }

    /// The greatest value of each group, the oldest first; a group without values is a gap.
    ///
    /// Groups begin at multiples of their length, so a chart stands still until one is full and
    /// then moves by a column, instead of flickering every second.
    func values(points: Int) -> [Double?] {
        let axis = TimeAxis(now: now, span: span, points: points)
        let seconds = history.values(of: key, from: axis.start, count: Int(axis.length))
        return (0..<axis.groups).map { group in
            let first = group * Int(axis.group)
            return seconds[first..<first + Int(axis.group)].compactMap(\.self).max()
        }
    }

    /// Whether anything is known in the shown time.
    func isEmpty(points: Int) -> Bool { values(points: points).allSatisfy { $0 == nil } }
}

/// Which seconds a chart shows.
struct TimeAxis {
    /// The first second.
    let start: Timestamp
    /// Seconds in a group.
    let group: Int64
    /// Groups shown.
    let groups: Int

    /// Seconds shown.
    var length: Int64 { group * Int64(groups) }

    init(now: Timestamp, span: Int64, points: Int) {
        let points = Int64(max(1, points))
        group = max(1, (span + points - 1) / points)
        groups = Int((span + group - 1) / group)
        let second = now.second.microseconds / 1_000_000
        // The group of the present second is included, as far as it has come.
        let end = (second / group + 1) * group
        start = Timestamp(seconds: end - group * Int64(groups))
    }

    /// Where a moment stands, 0 is the start and 1 the end; nil outside.
    func position(of moment: Timestamp) -> Double? {
        let offset = (moment - start).inSeconds / Double(max(1, length))
        return (0...1).contains(offset) ? offset : nil
    }
}
