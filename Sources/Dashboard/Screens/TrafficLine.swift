import RolloutCore
import TerminalUI

/// Row 2: how the router splits the requests, what was asked for, and how many there are.
struct TrafficLine: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let wide = area.width >= 110
        let split = scene.rollout.split
        // Without a stable revision there is nothing to share the bar with.
        let share = split.observed.flatMap { weight in
            scene.rollout.isFirst && weight == .zero ? nil : weight.share
        }
        let bar = SplitBar(
            observed: share,
            asked: split.isConfirmed ? nil : split.asked.share,
            leading: stable(wide: wide),
            trailing: canary(wide: wide)
        )
        canvas.draw(bar, in: area.row(0).inset(left: 1, right: 1))
    }

    private func stable(wide: Bool) -> StyledLine {
        let share = scene.rollout.split.observed.map {
            Weight(hundredths: 10_000 - $0.hundredths).description
        }
        var line = StyledLine(wide ? "traffic ".padded(to: 8) : "", .muted)
        guard scene.plan.stable != nil else {
            return line + StyledLine("no revision before", .muted)
        }
        line.append("stable \(scene.stableLabel) ", .stable)
        line.append((share ?? Figures.unknown).padded(to: 4, alignment: .right), .stable)
        return line
    }

    private func canary(wide: Bool) -> StyledLine {
        let split = scene.rollout.split
        let observed = split.observed?.description ?? Figures.unknown
        var line = StyledLine(
            "\(observed.padded(to: 4, alignment: .right)) canary \(scene.plan.canary.label)",
            .canary
        )
        if split.observed == nil {
            line.append("  router not read", .watch)
        } else if !split.isConfirmed {
            line.append("  asked \(split.asked)", .watch)
        } else if wide {
            line.append("  asked \(split.asked)", .muted)
        }
        guard !scene.rollout.isOver else { return line }
        line.append("  " + requests, .text)
        if wide, let measured = measuredShare { line.append("  \(measured)", .muted) }
        return line
    }

    private var requests: String {
        let known = scene.freshSample == nil ? nil : scene.rollout.requestRate
        let rate = known.map { $0.formatted(digits: 0) } ?? Figures.unknown
        // As wide as the usual figures, or the bar beside it moves with every second.
        return rate.padded(to: 5, alignment: .right) + " req/s"
    }

    /// The canary's share of the requests of the newest second, beside what the router reports;
    /// nil once promoted, because its requests count as stable's from then on.
    private var measuredShare: String? {
        guard !scene.rollout.isPromoted, let sample = scene.freshSample, sample.hasTraffic else {
            return nil
        }
        let all = sample.stable.requests + sample.canary.requests
        guard all > 0 else { return nil }
        let share = Double(sample.canary.requests) / Double(all) * 100
        return "measured \(share.formatted(digits: 1))%"
    }
}
