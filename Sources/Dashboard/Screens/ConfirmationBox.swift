import RolloutCore
import TerminalUI

/// What a command would do, before it is sent.
struct ConfirmationBox: Widget {
    private let scene: Scene
    private let box: Confirmation

    init(_ scene: Scene, _ box: Confirmation) {
        self.scene = scene
        self.box = box
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let isBoxed = area.width >= 80 && area.height >= 24
        let width = (isBoxed ? 74 : area.width) - 6
        let body = body(width: max(1, width))
        let dialog = Dialog(
            title: StyledLine(title),
            body: body,
            footer: footer(isLow: area.height < 16),
            preferredSize: Size(width: 74, height: max(18, min(body.count + 6, area.height - 2))),
            offset: scene.view.scroll,
            style: Style(role)
        )
        canvas.draw(dialog, in: area)
    }

    private var role: Role {
        switch box.verb {
        case .rollback: .fail
        case .advance(_, let override): override ? .fail : .title
        default: .watch
        }
    }

    private var title: String {
        let place = "\(scene.plan.service) IN \(scene.plan.environment.uppercased())"
        return "\(box.verb.spoken.uppercased()) \(place)"
    }

    private func body(width: Int) -> [StyledLine] {
        var lines: [StyledLine] = []
        if box.hasMoved {
            lines += paragraph("the release moved on: this box was drawn again", width, .watch)
            lines.append(.empty)
        }
        for (index, step) in scene.rollout.consequences(of: box.verb).enumerated() {
            lines += self.step(index + 1, step, width: width)
        }
        lines += exposure(width: width)
        lines.append(.empty)
        lines += why(width: width)
        if box.verb == .rollback, let words = scene.rehearsalWords {
            let style: Style = scene.rollout.receipt == nil ? .watch : .muted
            lines += Paragraph.lines(words, label: "rehearsal", width: width, style: style)
        }
        if let reason = box.reason {
            lines += Paragraph.lines(reason, label: "reason", width: width)
        }
        let rollout = scene.rollout
        // The way back is never refused because the state moved, all else is.
        let check = box.verb == .rollback ? "" : "; refused when it moved on"
        let seen =
            "\(rollout.phase.name) at \(rollout.split.asked), revision \(box.seen)" + check
        return lines + Paragraph.lines(seen, label: "state seen", width: width, style: .muted)
    }

    /// Who is moved, what fails, and how fast it can all be taken back.
    private func exposure(width: Int) -> [StyledLine] {
        guard let exposure = scene.rollout.exposure(of: box.verb, at: scene.now) else { return [] }
        return [.empty]
            + exposure.lines.flatMap { line in
                Paragraph.lines(line.words, label: line.subject, width: width)
            }
    }

    private func step(_ number: Int, _ step: Consequence, width: Int) -> [StyledLine] {
        let time = step.time
        let room = max(1, width - 3 - (time.isEmpty ? 0 : time.count + 2))
        return step.what.wrapped(to: room).enumerated().map { index, part in
            var line = StyledLine((index == 0 ? "\(number)" : "").padded(to: 3), .muted)
            line.append(part.padded(to: room))
            if index == 0, !time.isEmpty { line.append("  " + time, .muted) }
            return line
        }
    }

    private func why(width: Int) -> [StyledLine] {
        switch box.verb {
        case .advance:
            let past = scene.assessment.blockers.filter { $0.kind != .person }
            return past.prefix(4).enumerated().flatMap { index, blocker in
                Paragraph.lines(
                    blocker.sentence,
                    label: index == 0 ? "passes over" : "",
                    width: width
                )
            }
        case .rollback, .stepBack:
            guard let worst = CriterionRow.rows(scene).first,
                worst.verdict?.kind.speaksAgainst == true || worst.isDoubtful
            else {
                return []
            }
            return Paragraph.lines(worst.evidence, label: "now", width: width)
        default: return []
        }
    }

    private func paragraph(_ text: String, _ width: Int, _ style: Style) -> [StyledLine] {
        text.wrapped(to: width).map { StyledLine($0, style) }
    }

    private func footer(isLow: Bool) -> [StyledLine] {
        var line = StyledLine("   y", Style(.title, .bold))
        line.append("  \(box.verb.spoken) now        ")
        line.append("n Esc", Style(.title, .bold))
        line.append("  leave it as it is")
        guard !isLow else { return [line] }
        return [
            .empty, line, .empty,
            StyledLine("Enter does nothing. y counts 0.3 s after this box was drawn.", .muted),
        ]
    }
}

/// The line in which a reason is typed.
struct ReasonBox: Widget {
    private let scene: Scene
    private let text: String

    init(_ scene: Scene, _ text: String) {
        self.scene = scene
        self.text = text
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let isBoxed = area.width >= 80 && area.height >= 24
        let width = max(1, (isBoxed ? 74 : area.width) - 6)
        let past = scene.assessment.blockers.filter(\.isOverridable)
        var body: [StyledLine] = [.empty]
        for (index, blocker) in past.enumerated() {
            body += Paragraph.lines(
                blocker.sentence,
                label: index == 0 ? "passes over" : "",
                width: width
            )
        }
        if past.isEmpty { body.append(StyledLine("nothing is worse or unmeasured now", .muted)) }
        body += [.empty, StyledLine("Why? It goes into the record with your name.")]
        body += ("> " + text + "_").wrapped(to: width).map { StyledLine($0, Style(.text, .bold)) }
        let dialog = Dialog(
            title: StyledLine("OVERRIDE \(scene.plan.service)"),
            body: body,
            footer: [StyledLine("Enter  show what would happen        Esc  leave it as it is")],
            style: .fail
        )
        canvas.draw(dialog, in: area)
    }
}
