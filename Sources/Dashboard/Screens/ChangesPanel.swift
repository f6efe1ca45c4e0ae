import RolloutCore
import TerminalUI

/// What each release key would do now, or why it does nothing, in the core's own words.
struct ChangesPanel: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let panel = Panel(
            title: "4 what changes on a command",
            isFocused: scene.view.focus == .changes
        )
        canvas.draw(panel, in: area)
        canvas.mark(area, .changes)
        let inside = panel.interior(of: area).inset(left: 1, right: 1)
        let lines = lines(width: inside.width)
        canvas.draw(LineList(lines, offset: scene.view.scroll, hasGutter: false), in: inside)
    }

    /// Every line, those out of view as well.
    func lines(width: Int) -> [StyledLine] {
        let actions: [Action] = [.advance, .stepBack, .rollBack, .pauseOrResume]
        let reasons = Set(actions.map { scene.dashboard.availability(of: $0).reason })
        // What holds for all of them is said once.
        if reasons.count == 1, let why = reasons.first ?? nil {
            let keys = actions.compactMap { Keymap.binding(of: $0)?.label }.joined(separator: " ")
            return Paragraph.lines(why, label: keys, width: width, style: .muted) + [.empty]
                + source(width: width)
        }
        let blocks = actions.map { block(of: $0, width: width) }
        return Array(blocks.joined(separator: [StyledLine.empty])) + [.empty] + source(width: width)
    }

    private func block(of action: Action, width: Int) -> [StyledLine] {
        guard let binding = Keymap.binding(of: action) else { return [] }
        let verb = scene.dashboard.verb(of: action, scene.rollout)
        let head = "\(binding.label)  \(verb.spoken)"
        if let why = scene.dashboard.availability(of: action).reason {
            return Paragraph.lines(why, label: head, width: width, style: .muted)
        }
        let steps = scene.rollout.consequences(of: verb)
        return steps.enumerated().flatMap { index, step in
            let time = step.time.isEmpty ? "" : " (\(step.time))"
            return Paragraph.lines(
                step.what + time,
                label: index == 0 ? head : "",
                width: width
            )
        }
    }

    private func source(width: Int) -> [StyledLine] {
        let rollout = scene.rollout
        let steward =
            rollout.steward.map { "steward pid \($0.pid) on \($0.host)" } ?? "no steward yet"
        let watchers = Figures.count(rollout.watchers, "dashboard") + " open"
        let text =
            "release \(rollout.start.release), entry \(rollout.sequence.grouped), \(steward), "
            + watchers
        let rehearsal = scene.rehearsalWords.map { words in
            words.wrapped(to: width).map {
                StyledLine($0, rollout.receipt == nil ? .watch : .muted)
            }
        }
        return (rehearsal ?? []) + text.wrapped(to: width).map { StyledLine($0, .muted) }
    }
}

/// Text with a label before its first line and an indent before the others.
enum Paragraph {
    /// Columns the label takes.
    static let labelWidth = 14

    static func lines(
        _ text: String,
        label: String,
        width: Int,
        style: Style = .text
    )
        -> [StyledLine]
    {
        let room = max(1, width - labelWidth)
        return text.wrapped(to: room).enumerated().map { index, part in
            let head = index == 0 ? label : ""
            let headStyle = style == .muted ? Style.muted : Style(.title, .bold)
            return StyledLine(head.padded(to: labelWidth), headStyle) + StyledLine(part, style)
        }
    }
}
