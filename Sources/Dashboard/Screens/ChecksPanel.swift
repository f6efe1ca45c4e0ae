import RolloutCore
import TerminalUI

/// What was looked at before anything is changed, each with its finding, the failed ones first.
struct ChecksPanel: Widget {
    private let scene: Scene
    private let form: Panel.Form

    init(_ scene: Scene, form: Panel.Form) {
        self.scene = scene
        self.form = form
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let checks = scene.rollout.findings
        let passed = checks.count(where: \.passed)
        let title =
            checks.isEmpty
            ? "preflight"
            : scene.rollout.areChecksDone
                ? "preflight  \(passed) of \(checks.count) checks passed"
                : "preflight  \(passed) of \(checks.count) so far, others are out"
        let panel = Panel(title: StyledLine(title), form: form)
        canvas.draw(panel, in: area)
        let inside = panel.interior(of: area).inset(left: 1, right: 1)
        canvas.draw(LineList(lines(width: inside.width), hasGutter: false), in: inside)
    }

    /// Every line, with its finding wrapped where it failed and cut where it passed.
    func lines(width: Int) -> [StyledLine] {
        let checks = scene.rollout.findings
        guard !checks.isEmpty else {
            let text =
                "The checks are being made; nothing was changed so far. "
                + "They answer all at once, and a check that fails ends the release here."
            return text.wrapped(to: width).map { StyledLine($0, .muted) }
        }
        let column = min(22, (checks.map { TextWidth.columns(of: $0.name) }.max() ?? 0) + 2)
        return (checks.filter { !$0.passed } + checks.filter(\.passed)).flatMap { check in
            check.passed
                ? [passedLine(check, column: column, width: width)]
                : failedLines(check, column: column, width: width)
        }
    }

    private func passedLine(_ check: Check, column: Int, width: Int) -> StyledLine {
        var line = StyledLine("✓ ", .ok) + StyledLine(check.name.padded(to: column))
        let took = check.took.spoken
        let room = max(0, width - 2 - column - took.count - 2)
        line.append(check.finding.padded(to: room), .muted)
        line.append("  " + took, .muted)
        return line
    }

    private func failedLines(_ check: Check, column: Int, width: Int) -> [StyledLine] {
        check.finding.wrapped(to: max(1, width - 2 - column)).enumerated().map { index, part in
            guard index == 0 else {
                return StyledLine(String(repeating: " ", count: column + 2)) + StyledLine(part)
            }
            return StyledLine("✗ ", .fail)
                + StyledLine(check.name.padded(to: column), Style(.fail, .bold)) + StyledLine(part)
        }
    }
}
