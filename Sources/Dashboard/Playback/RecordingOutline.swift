package import RolloutCore

/// A whole recording at a glance: its time, its lines, its shifts, and a curve for each chart.
package struct RecordingOutline: Sendable {
    /// A recording of at most so many passages has every second in its curves.
    package static let detailedPassages = 120

    /// One value of a curve.
    struct Point: Sendable, Hashable {
        var second: Int64
        var value: Double
    }

    /// What the release started with.
    package let start: ReleaseStarted
    /// When the first entry was made.
    package let began: Timestamp
    /// When the last one was made.
    package let ended: Timestamp
    /// Everything that happened, in order.
    package let lines: [EventLine]
    /// What the reader has to know of the recording itself, such as that it was cut short.
    package let remark: String?
    /// The places `[` and `]` go to, without those of reviewers.
    let marks: [PlaybackMark]
    let shifts: [Picture.Mark]
    /// The canary's values of each criterion, or what both revisions share.
    let curves: [MetricName: [Point]]

    /// The outline that an index gives.
    ///
    /// - Parameters:
    ///   - start: what the release started with.
    ///   - began: when the first entry was made.
    ///   - ended: when the last one was made.
    ///   - passages: all of the index, in order; with their columns when there are at most
    ///     ``detailedPassages``.
    ///   - remark: what the reader has to know of the recording itself.
    package init(
        start: ReleaseStarted,
        began: Timestamp,
        ended: Timestamp,
        passages: [Passage],
        remark: String? = nil
    ) {
        self.start = start
        self.began = began
        self.ended = max(began, ended)
        self.remark = remark
        lines = passages.flatMap(\.lines)
        marks = lines.filter(\.isMark).map {
            PlaybackMark(at: $0.at, glyph: $0.glyph, title: $0.sentence, isOwn: false)
        }
        shifts = passages.flatMap(\.shifts)
        curves = Self.curves(passages, of: start.plan)
    }

    /// Its length.
    package var length: Duration { ended - began }

    private static func curves(_ passages: [Passage], of plan: Plan) -> [MetricName: [Point]] {
        var curves: [MetricName: [Point]] = [:]
        let isDetailed = passages.count <= detailedPassages
        for passage in passages {
            let values = isDetailed ? passage.values : nil
            for (column, key) in plan.charts.enumerated() where key.arm != .stable {
                if let values, values.indices.contains(column) {
                    for (offset, value) in values[column].enumerated() {
                        guard let value else { continue }
                        let second = passage.firstSecond + Int64(offset)
                        curves[key.metric, default: []].append(Point(second: second, value: value))
                    }
                } else if passage.peaks.indices.contains(column), let peak = passage.peaks[column] {
                    let second = (passage.firstSecond + passage.lastSecond) / 2
                    curves[key.metric, default: []].append(Point(second: second, value: peak))
                }
            }
        }
        return curves
    }

    /// The largest value of a curve in each of so many equal parts of the time.
    func curve(of metric: MetricName, parts: Int) -> [Double?] {
        var values = [Double?](repeating: nil, count: max(0, parts))
        for point in curves[metric] ?? [] {
            let place = self.part(of: Timestamp(seconds: point.second), among: parts)
            guard values.indices.contains(place) else { continue }
            values[place] = max(values[place] ?? point.value, point.value)
        }
        return values
    }

    /// The part of so many equal ones that a moment falls into.
    func part(of moment: Timestamp, among parts: Int) -> Int {
        let whole = Double(max(1, length.wholeMicroseconds))
        let share = Double((moment - began).wholeMicroseconds) / whole
        return min(max(0, Int(share * Double(parts))), max(0, parts - 1))
    }
}

extension EventLine {
    /// Whether it is one of the places `[` and `]` go to.
    var isMark: Bool {
        switch glyph {
        case "!", "✗", "▼", "‖": true
        default: ["shift", "warm", "end", "retire"].contains(kind)
        }
    }
}
