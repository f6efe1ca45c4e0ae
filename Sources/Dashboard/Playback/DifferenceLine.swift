import RolloutCore
import TerminalUI

/// One line of what differs between two moments of a release.
struct DifferenceLine: Sendable, Hashable {
    /// What is compared.
    var title: String
    /// It at the earlier moment.
    var from: String
    /// It at the later one.
    var to: String
    /// The difference, where there is one to be said.
    var change: String

    /// Everything that two moments are compared by.
    static func lines(
        _ first: PlaybackMark,
        _ before: Moment,
        _ second: PlaybackMark,
        _ after: Moment
    ) -> [DifferenceLine] {
        guard let old = before.rollout, let new = after.rollout else { return [] }
        var lines = [
            DifferenceLine(
                title: "moment",
                from: "\(first.at.clock)Z",
                to: "\(second.at.clock)Z",
                change: (second.at - first.at).spoken
            ),
            DifferenceLine(title: "mark", from: first.title, to: second.title, change: ""),
            DifferenceLine(title: "phase", from: old.phase.name, to: new.phase.name, change: ""),
            DifferenceLine(
                title: "canary's share",
                from: "\(old.split.asked)",
                to: "\(new.split.asked)",
                change: ""
            ),
            DifferenceLine(
                title: "in traffic",
                from: carrying(old),
                to: carrying(new),
                change: ""
            ),
            DifferenceLine(
                title: "events",
                from: before.picture.log.count.grouped,
                to: after.picture.log.count.grouped,
                change: "+\((after.picture.log.count - before.picture.log.count).grouped)"
            ),
        ]
        let then = Assessment(old, at: first.at)
        let now = Assessment(new, at: second.at)
        for criterion in new.plan.criteria {
            lines.append(line(criterion, then, now))
        }
        return lines
    }

    private static func carrying(_ rollout: Rollout) -> String {
        "\(rollout.carrying(.stable)) stable, \(rollout.carrying(.canary)) canary"
    }

    private static func line(
        _ criterion: Criterion,
        _ then: Assessment,
        _ now: Assessment
    ) -> DifferenceLine {
        let unit = criterion.measure.unit
        let old = then.verdicts[criterion.metric]
        let new = now.verdicts[criterion.metric]
        func words(_ verdict: Verdict?, _ isJudging: Bool) -> String {
            let value = Figures.value(verdict?.evidence.canary, unit: unit)
            guard isJudging, let verdict else { return value }
            return "\(value) \(VerdictFace(verdict.kind).word)"
        }
        return DifferenceLine(
            title: criterion.metric.rawValue,
            from: words(old, then.isJudging),
            to: words(new, now.isJudging),
            change: Figures.change(
                canary: new?.evidence.canary,
                stable: old?.evidence.canary,
                unit: unit
            )
        )
    }
}
