import RolloutCore
import TerminalUI

/// What happened, the newest on top.
struct EventsPanel: Widget {
    private let scene: Scene
    private let lines: [EventLine]
    /// How many of them a replay has not come to.
    private let later: Int
    private let form: Panel.Form

    init(_ scene: Scene, form: Panel.Form) {
        self.scene = scene
        self.form = form
        later = scene.dashboard.playback?.later.count ?? 0
        lines =
            (scene.dashboard.playback?.later ?? []).reversed()
            + scene.picture.log.lines.reversed()
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let selection = scene.view.event.flatMap { id in lines.firstIndex { $0.sequence == id } }
        let panel = Panel(
            title: StyledLine("3 events  ") + StyledLine(count, .muted),
            trailing: StyledLine(following(selection), .muted),
            form: form,
            isFocused: scene.view.focus == .events
        )
        canvas.draw(panel, in: area)
        let interior = panel.interior(of: area)
        let whole = whole(selection.map { lines[$0] }, width: interior.width - 2)
        let (inside, foot) = interior.cutBottom(interior.height > whole.count + 2 ? whole.count : 0)
        canvas.draw(LineList(whole), in: foot)
        let offset = ScrollWindow.offset(
            showing: selection,
            count: lines.count,
            height: inside.height,
            previous: max(0, later - inside.height / 3)
        )
        let list = LineList(
            lines.map { line($0, hasKind: form == .box) },
            offset: offset,
            selection: scene.view.focus == .events ? selection : nil
        )
        canvas.draw(list, in: inside)
    }

    private var count: String {
        let known = scene.picture.log.count.grouped
        return scene.dashboard.playback.map { "\(known) of \($0.count.grouped)" } ?? known
    }

    private func following(_ selection: Int?) -> String {
        if scene.dashboard.playback != nil { return "dimmed: not yet" }
        return selection == nil ? "following" : "not following, g does"
    }

    /// All of the chosen sentence, if its row had to cut it.
    private func whole(_ event: EventLine?, width: Int) -> [StyledLine] {
        guard let event, line(event, hasKind: form == .box).columns > width, width > 0 else {
            return []
        }
        return event.sentence.wrapped(to: width).map { StyledLine($0, Style(event.role)) }
    }

    private func line(_ event: EventLine, hasKind: Bool) -> StyledLine {
        guard event.sequence <= scene.rollout.sequence else { return dimmed(event, hasKind) }
        let isNew = scene.now - event.at < .seconds(2)
        let style = Style(isNew ? .changed : .text)
        var line = StyledLine("\(event.at.clock) ", .muted)
        line.append("\(event.glyph) ", Style(event.role))
        if hasKind { line.append(event.kind.padded(to: 9), .muted) }
        let plain = event.role == .text || event.role == .ok || event.role == .muted
        line.append(event.sentence, plain ? style : Style(event.role))
        return line
    }

    /// What was not known yet.
    private func dimmed(_ event: EventLine, _ hasKind: Bool) -> StyledLine {
        let kind = hasKind ? event.kind.padded(to: 9) : ""
        return StyledLine(
            "\(event.at.clock) \(event.glyph) \(kind)\(event.sentence)",
            Style(.muted, .dim)
        )
    }
}
