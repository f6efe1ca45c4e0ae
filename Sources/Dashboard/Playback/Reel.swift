package import RolloutCore

/// Makes keyframes and passages out of a release's entries, in one pass.
package struct Reel: Sendable {
    /// Measured seconds between two keyframes: what a seek has to fold at most.
    package static let secondsBetween = 60
    /// Entries between two keyframes, where more happens than is measured.
    package static let entriesBetween = 256

    /// A keyframe and the passage that ends with it.
    package struct Cut: Sendable {
        /// The latest time of an entry so far; a clock that was set back does not lower it.
        package var at: Timestamp
        /// The state after the last of those entries.
        package var keyframe: Keyframe
        /// What happened since the keyframe before.
        package var passage: Passage
    }

    private var moment = Moment()
    private var latest: Timestamp?
    private var baselineEnd = 0
    private var linesSeen = 0
    private var shiftsSeen = 0
    private var entries = 0
    private var samples = 0
    /// The seconds measured since the last cut.
    private var seconds: ClosedRange<Int64>?

    /// A reel before the first entry.
    package init() {}

    /// A reel that goes on after a keyframe.
    ///
    /// - Parameters:
    ///   - moment: what that keyframe holds.
    ///   - latest: the latest time of an entry in it.
    ///   - baselineEnd: the sequence at which its samples of stable were kept.
    package init(after moment: Moment, at latest: Timestamp, baselineEnd: Int) {
        self.moment = moment
        self.latest = latest
        self.baselineEnd = baselineEnd
        linesSeen = moment.picture.log.count
        shiftsSeen = moment.picture.marks.count
    }

    /// Takes the next entry; answers with a cut where there is to be one.
    ///
    /// Entries that do not follow change nothing.
    package mutating func take(_ entry: Entry) -> Cut? {
        guard entry.sequence == moment.sequence + 1, moment.fold(entry) else { return nil }
        latest = max(latest ?? entry.at, entry.at)
        entries += 1
        switch entry.event {
        case .sampled(let sample):
            samples += 1
            let second = sample.second.microseconds / 1_000_000
            let first = min(seconds?.lowerBound ?? second, second)
            seconds = first...max(seconds?.upperBound ?? second, second)
        case .shiftStarted(let shift) where shift.to == .full: baselineEnd = entry.sequence
        default: break
        }
        let isDue =
            entry.sequence == 1 || samples >= Self.secondsBetween
            || entries >= Self.entriesBetween
        return isDue ? cut() : nil
    }

    /// A last cut for what came after the one before; nil when nothing did.
    package mutating func finish() -> Cut? { entries > 0 ? cut() : nil }

    /// The state so far.
    package var state: Moment { moment }

    private mutating func cut() -> Cut? {
        guard let keyframe = Keyframe(moment.picture, baselineEnd: baselineEnd),
            let latest, let rollout = moment.rollout
        else { return nil }
        let log = moment.picture.log
        let marks = moment.picture.marks
        let (first, values) = columns(rollout.plan)
        let passage = Passage(
            Array(log.lines.suffix(log.count - linesSeen)),
            Array(marks[shiftsSeen...]),
            values,
            from: first
        )
        linesSeen = log.count
        shiftsSeen = marks.count
        entries = 0
        samples = 0
        seconds = nil
        return Cut(at: latest, keyframe: keyframe, passage: passage)
    }

    private func columns(_ plan: Plan) -> (first: Int64, values: [[Double?]]) {
        guard let seconds else { return (0, plan.charts.map { _ in [] }) }
        let count = min(seconds.count, MetricHistory.capacity)
        let first = seconds.upperBound - Int64(count) + 1
        let values = plan.charts.map { key in
            moment.picture.history.values(of: key, from: Timestamp(seconds: first), count: count)
        }
        return (first, values)
    }
}
