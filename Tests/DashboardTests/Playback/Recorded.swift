import Dashboard
import RolloutCore

/// A script's entries as a recording: its outline, and the state at any moment.
struct Recorded {
    let entries: [Entry]
    let outline: RecordingOutline
    let cuts: [Reel.Cut]

    init(_ script: ReleaseScript, remark: String? = nil) {
        entries = script.entries
        var reel = Reel()
        var cuts = entries.compactMap { reel.take($0) }
        if let last = reel.finish() { cuts.append(last) }
        self.cuts = cuts
        outline = RecordingOutline(
            start: script.rollout.start,
            began: cuts[0].at,
            ended: cuts[cuts.count - 1].at,
            passages: cuts.map(\.passage),
            remark: remark
        )
    }

    /// What folding from the first entry gives.
    func folded(at moment: Timestamp) -> Moment {
        var state = Moment()
        for entry in entries.prefix(while: { $0.at <= moment }) { _ = state.fold(entry) }
        return state
    }

    /// The newest samples up to a sequence.
    private func samples(_ sequence: Int, _ count: Int) -> [Sample] {
        let all = entries.prefix { $0.sequence <= sequence }.compactMap { entry in
            if case .sampled(let sample) = entry.event { sample } else { nil }
        }
        return Array(all.suffix(count))
    }

    /// What a keyframe and the entries after it give.
    func sought(at moment: Timestamp) -> Moment {
        let frame = (cuts.last { $0.at <= moment } ?? cuts[0]).keyframe
        let passages = cuts.map(\.passage).prefix { passage in
            (passage.lines.last?.sequence ?? 0) <= frame.sequence
        }
        var state = frame.moment(
            Keyframe.Supplement(
                lines: outline.lines,
                passages: Array(passages),
                samples: samples(frame.sequence, frame.sampleCount),
                baseline: samples(frame.baselineEnd, frame.baselineCount)
            )
        )
        for entry in entries.dropFirst(frame.sequence).prefix(while: { $0.at <= moment }) {
            _ = state.fold(entry)
        }
        return state
    }

    /// A release that was rolled back from a quarter, because p99 rose.
    static let rolledBack: Recorded = {
        var script = ReleaseScript()
        script.reachQuarter()
        script.wait(100)
        script.load.canaryTail = 1.6
        for _ in 0..<8 { script.wait(11) }
        script.command(.rollback, reason: "p99 is too high")
        script.confirmShift()
        script.wait(3)
        script.stop(.canary)
        return Recorded(script)
    }()
}
