import RolloutCore
import TerminalUI

/// What happened, the newest on top.
struct EventsPanel: Widget {
    private let scene: Scene
    private let lines: ReversedCollection<[EventLine]>
    /// How many of them a replay has not come to.
    private let later: Int
    private let form: Panel.Form

    init(_ scene: Scene, form: Panel.Form) {
        self.scene = scene
        self.form = form
        later = scene.laterEvents.count
        lines = scene.listedEvents
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let selection = selection
        let panel = Panel(
            title: StyledLine("3 events  ") + StyledLine(count, .muted)
                + scene.filterWords(of: .events),
            trailing: StyledLine(following(selection), .muted),
            form: form,
            isFocused: scene.view.focus == .events
        )
        canvas.draw(panel, in: area)
        canvas.mark(area, .events)
        let interior = panel.interior(of: area)
        let whole = whole(selection.map { line(at: $0) }, width: interior.width - 2)
        let (inside, foot) = interior.cutBottom(interior.height > whole.count + 2 ? whole.count : 0)
        canvas.draw(LineList(whole), in: foot)
        let offset = ScrollWindow.offset(
            showing: selection,
            count: lines.count,
            height: inside.height,
            previous: max(0, later - inside.height / 3)
        )
        // Of thousands of lines only those in view are made.
        let shown = (offset..<min(lines.count, offset + inside.height)).map { line(at: $0) }
        let list = LineList(
            shown.map { line($0, hasKind: form == .box) },
            selection: scene.view.focus == .events ? selection.map { $0 - offset } : nil
        )
        canvas.draw(list, in: inside)
        for (row, event) in shown.enumerated() {
            canvas.mark(inside.row(row), .events, row: event.sequence)
        }
    }

    private var count: String {
        let known = scene.picture.log.count.grouped
        return scene.dashboard.playback.map { "\(known) of \($0.count.grouped)" } ?? known
    }

    private func following(_ selection: Int?) -> String {
        if scene.dashboard.playback != nil { return "dimmed: not yet" }
        return selection == nil ? "following" : "not following, g does"
    }

    /// The place of the chosen event among those shown.
    private var selection: Int? {
        guard let id = scene.view.event else { return nil }
        let place = lines.firstIndex { $0.sequence == id }
        return place.map { lines.distance(from: lines.startIndex, to: $0) }
    }

    private func line(at place: Int) -> EventLine {
        lines[lines.index(lines.startIndex, offsetBy: place)]
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
        let isNew = scene.now - event.at < Scene.newness
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

/// One event with all of its words.
struct EventBox: Widget {
    private let scene: Scene
    private let sequence: Int

    init(_ scene: Scene, _ sequence: Int) {
        self.scene = scene
        self.sequence = sequence
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let isBoxed = area.width >= 80 && area.height >= 24
        let width = max(1, (isBoxed ? 74 : area.width) - 6)
        let event = scene.picture.log.lines.first { $0.sequence == sequence }
        let body =
            event.map { lines(of: $0, width: width) } ?? [
                StyledLine("this event is not kept any more", .muted)
            ]
        let dialog = Dialog(
            title: StyledLine("entry \(sequence.grouped)"),
            body: body,
            footer: [.empty, StyledLine("n N other event    y copy    Esc close", .muted)],
            preferredSize: Size(width: 74, height: max(10, min(body.count + 4, area.height - 2))),
            offset: scene.view.scroll
        )
        canvas.draw(dialog, in: area)
    }

    private func lines(of event: EventLine, width: Int) -> [StyledLine] {
        let age = max(.zero, scene.now - event.at).spoken
        let facts: [(String, String, Style)] = [
            ("when", "\(event.at.day) \(event.at.clock)Z, \(age) ago", .text),
            ("kind", "\(event.glyph) \(event.kind)", Style(event.role)),
            ("what", event.sentence, Style(event.role)),
            ("instance", event.instance.map(\.rawValue) ?? "", .text),
        ]
        return facts.filter { !$0.1.isEmpty }.flatMap { label, text, style in
            Paragraph.lines(text, label: label, width: width, style: style)
        }
    }
}
