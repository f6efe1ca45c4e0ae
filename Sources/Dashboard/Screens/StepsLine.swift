import RolloutCore
import TerminalUI

/// Row 1: the way through the plan, with what is done, what is now, and what comes.
struct StepsLine: Widget {
    /// One step of the way.
    struct Step {
        /// Where it stands in time.
        enum Standing {
            case done, current, coming, failed
        }

        var name: String
        var standing: Standing
        /// Time this step takes at least; nil when nobody can say.
        var length: Duration?
        /// Whether a person opens its gate.
        var needsPerson = false

        var glyph: Character {
            switch standing {
            case .done: "✓"
            case .current: "►"
            case .coming: "○"
            case .failed: "✗"
            }
        }
    }

    private let label: String
    private let steps: [Step]
    private let began: Timestamp?
    private let now: Timestamp
    private let right: [FittedLine.Part]

    init(_ scene: Scene) {
        now = scene.now
        began = scene.rollout.isOver ? nil : scene.rollout.phase.since
        if case .rollingBack(let rollback) = scene.rollout.phase {
            label = "back"
            steps = Self.wayBack(scene, rollback)
        } else {
            label = "steps"
            steps = Self.way(scene)
        }
        right = Self.times(scene)
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let current = steps.first { $0.standing == .current }
        let bar = current?.length == nil || began == nil ? 0 : min(30, area.width / 8)
        let forms = [
            StyledLine(label.padded(to: 8), .muted) + line(long: true, bar: bar),
            StyledLine(label.padded(to: 8), .muted) + line(long: false, bar: bar),
            line(long: false, bar: min(bar, 12)),
            short(bar: min(bar, 12)),
            nearby(bar: min(bar, 12)),
        ]
        canvas.draw(FittedLine(left: [.init(forms, rank: 3)], right: right), in: area)
    }

    private func line(long: Bool, bar: Int) -> StyledLine {
        var line = StyledLine.empty
        for (index, step) in steps.enumerated() {
            if index > 0 { line.append(long ? " ── " : " ─ ", .muted) }
            let style = Self.style(of: step)
            line.append("\(step.glyph)\(long ? " " : "")\(step.name)", style)
            if step.standing == .current {
                line += progress(of: step, bar: bar)
            } else if long, let length = step.length {
                line.append(" \(length.clock)", .muted)
            }
            if long, step.needsPerson, step.standing == .coming {
                line.append(" by a person", .muted)
            }
        }
        return line
    }

    /// The steps without their words, the time of the current one behind them.
    private func short(bar: Int) -> StyledLine {
        var line = StyledLine.empty
        for (index, step) in steps.enumerated() {
            line.append((index > 0 ? " " : "") + "\(step.glyph)\(step.name)", Self.style(of: step))
        }
        guard let current = steps.first(where: { $0.standing == .current }) else { return line }
        return line + StyledLine(" ") + progress(of: current, bar: bar)
    }

    /// Only the step before, this one and the next.
    private func nearby(bar: Int) -> StyledLine {
        let place =
            steps.firstIndex { $0.standing == .current || $0.standing == .failed }
            ?? steps.count - 1
        var line = StyledLine.empty
        for index in max(0, place - 1)...min(steps.count - 1, place + 1) {
            let step = steps[index]
            line.append(
                (line.isEmpty ? "" : " ") + "\(step.glyph)\(step.name)",
                Self.style(of: step)
            )
            if index == place { line += progress(of: step, bar: bar) }
        }
        return line
    }

    private func progress(of step: Step, bar: Int) -> StyledLine {
        guard let began else { return .empty }
        let spent = now - began
        guard let length = step.length, length > .zero else {
            return StyledLine(" \(spent.clock)", .muted)
        }
        var line = StyledLine(" \(min(spent, length).clock)/\(length.clock)")
        guard bar > 0 else { return line }
        let share = min(1, max(0, spent.inSeconds / length.inSeconds))
        let full = Int((share * Double(bar)).rounded(.down))
        line.append(" " + String(repeating: "█", count: full))
        line.append(String(repeating: "░", count: bar - full), .muted)
        return line
    }

    private static func style(of step: Step) -> Style {
        switch step.standing {
        case .done: .ok
        case .current: Style(.text, .bold)
        case .coming: .muted
        case .failed: .fail
        }
    }
}
