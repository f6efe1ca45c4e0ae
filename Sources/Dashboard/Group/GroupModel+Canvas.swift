import RolloutCore
package import TerminalUI

extension GroupModel {
    /// The frame of this moment, of exactly the terminal's size.
    package var canvas: Canvas {
        var canvas = Canvas(size: size, glyphs: glyphs)
        let area = canvas.bounds
        guard let group else {
            canvas.write("WAITING FOR A GROUP", in: area.row(0).inset(left: 1))
            return canvas
        }
        canvas.draw(GroupBand(model: self, group: group), in: area.row(0))
        let (middle, keys) = area.inset(top: 1).cutBottom(min(1, max(0, area.height - 1)))
        draw(group, into: &canvas, in: middle)
        canvas.draw(keyBar(group), in: keys)
        if let box {
            canvas.draw(groupBox(group, box), in: area)
        } else if isHelpOpen {
            canvas.draw(help, in: area)
        }
        if let prompt {
            canvas.draw(promptLine(prompt), in: area.row(size.height - 1))
        }
        if box != nil || isHelpOpen, let flash {
            let last = area.row(size.height - 1)
            canvas.fill(last)
            canvas.write(StyledLine(flash.text, Style(flash.role)), in: last.inset(left: 1))
        }
        return canvas
    }

    private func draw(_ group: Group, into canvas: inout Canvas, in area: Rect) {
        let form: Panel.Form = Layout(size).isBoxed ? .box : .rule
        let (next, rest) = area.cutTop(1)
        canvas.write(nextLine(group), in: next.inset(left: 1, right: 1))
        let detail = detail(width: max(1, rest.width - 4))
        let frame = form == .box ? 2 : 1
        let wanted = rows.count + 1 + frame + detail.count
        let (top, bottom) = rest.cutTop(min(wanted, max(3, rest.height * 2 / 3)))
        let arrived = group.components.values.count(where: \.hasArrived)
        let panel = Panel(
            title: StyledLine("components  ")
                + StyledLine("\(arrived) of \(rows.count) arrived", .muted),
            form: form,
            isFocused: true
        )
        canvas.draw(panel, in: top)
        let (table, foot) = panel.interior(of: top).cutBottom(detail.count)
        canvas.draw(componentTable(height: table.height), in: table)
        canvas.draw(LineList(detail), in: foot)
        let shown = shownLines
        let words = filter.map { "  /\($0.text)" } ?? ""
        let count = filter == nil ? "" : "\(shown.count.grouped) of "
        let events = Panel(
            title: StyledLine("events  ") + StyledLine(count + lines.count.grouped, .muted)
                + StyledLine(words, Style(.watch, .bold)),
            form: form
        )
        canvas.draw(events, in: bottom)
        canvas.draw(
            LineList(shown.reversed().map { line($0) }),
            in: events.interior(of: bottom)
        )
    }

    private func nextLine(_ group: Group) -> StyledLine {
        var line = StyledLine("NEXT    ", Style(.text, .bold))
        line.append(next(group))
        return line
    }

    /// What happens next of the whole.
    private func next(_ group: Group) -> String {
        let name = group.plan.name
        if case .gone = stewardship, !group.isOver {
            return "nothing more starts: nobody steers. `handoff resume \(name)` goes on from here"
        }
        switch group.phase {
        case .checking: return "start once every check of every component has passed"
        case .releasing:
            if let pause = group.pause {
                return "nothing until resumed (P): \(pause.by.name) paused"
            }
            if let end = group.warmEnd {
                return "all arrived; at \(end.clock) the previous revisions retire"
            }
            let waiting = rows.filter { group.component($0.name).standing == .waiting }
            guard let first = waiting.first else { return "all warm until the last has arrived" }
            let after = group.awaited(by: first.name).map(\.rawValue).spokenList
            return "\(first.name) starts once \(after) has arrived at 100%"
        case .finishing: return "succeeded once every previous revision is gone"
        case .returning(let cause, _):
            return "back to the previous revisions: \(cause.sentence)"
        case .ended(.rollbackFailed(_, let left), _): return left
        case .ended(.refused, _):
            let failed = rows.filter { $0.role == .fail }.map(\.name.rawValue)
            return "nothing: no traffic was moved; see \(failed.spokenList), then run it again"
        case .ended(let outcome, _): return "nothing: it \(outcome.clause)"
        }
    }

    private func componentTable(height: Int) -> Table {
        Table(
            columns: [
                .init("", width: 1...1), .init("component", width: width(of: \.name.rawValue)),
                .init("state", width: width(of: \.state)),
                .init("canary", width: 6...6, alignment: .right),
                .init("revisions", width: width(of: \.revisions), priority: 2),
                .init("", width: 20...160),
            ],
            rows: rows.map { row in
                let style = Style(row.role)
                let weight = row.weight.map { "\($0)" } ?? Figures.unknown
                return [
                    .text("\(row.glyph)", style), .text(row.name.rawValue),
                    .text(row.state, style), .text(weight, .canary), .text(row.revisions, .muted),
                    .text(row.words, row.role == .fail ? style : .text),
                ]
            },
            offset: ScrollWindow.offset(
                showing: selection,
                count: rows.count,
                height: max(0, height - 1),
                previous: 0
            ),
            selection: selection
        )
    }

    /// As wide as the widest cell, so that what is left belongs to the words.
    private func width(of text: (ComponentRow) -> String) -> ClosedRange<Int> {
        let width = min(24, max(9, rows.map { TextWidth.columns(of: text($0)) }.max() ?? 0))
        return width...width
    }

    /// All of what the chosen component waits for, which its row may have cut.
    private func detail(width: Int) -> [StyledLine] {
        guard rows.indices.contains(selection), !rows[selection].words.isEmpty else { return [] }
        let row = rows[selection]
        return "\(row.name) \(row.words)".wrapped(to: width).prefix(3).map {
            StyledLine($0, row.role == .fail ? .fail : .muted)
        }
    }

    private func line(_ event: GroupEventLine) -> StyledLine {
        let width =
            (rows.map(\.name.rawValue.count) + [group?.plan.name.rawValue.count ?? 0])
            .max() ?? 0
        var line = StyledLine("\(event.at.clock) ", .muted)
        line.append("\(event.glyph) ", Style(event.role))
        line.append(event.subject.padded(to: width + 1), .title)
        line.append(event.sentence, Style(event.role == .ok ? .text : event.role))
        return line
    }

    private func keyBar(_ group: Group) -> KeyBar {
        let entries = GroupKeymap.rows.compactMap { key -> KeyBar.Entry? in
            guard let short = key.short else { return nil }
            let verb: Command.Verb? =
                switch key.action {
                case .pauseOrResume: group.pause == nil ? .pause : .resume
                case .rollBack: .rollback
                default: nil
                }
            if verb != nil, group.isOver { return nil }
            let why = verb.flatMap { unavailability(of: $0) }
            return KeyBar.Entry(
                key.firstLabel,
                verb == .resume ? "resume all" : short,
                unavailable: why == nil ? nil : "not now",
                priority: key.priority,
                group: verb == nil ? 1 : 0
            )
        }
        return KeyBar(entries, notice: flash.map { StyledLine($0.text, Style($0.role)) })
    }

    private var help: Dialog {
        let body = GroupKeymap.rows.map { key in
            let label = key.label.isEmpty ? ":\(key.name)" : key.label
            return StyledLine(label.padded(to: 9), Style(.title, .bold)) + StyledLine(key.title)
        }
        let notes = [
            StyledLine.empty,
            StyledLine(
                "A gate, a step back, an override: on the component's own dashboard.",
                .muted
            ),
        ]
        return Dialog(
            title: "help",
            body: body + notes,
            footer: [StyledLine("any key closes", .muted)],
            preferredSize: Size(width: 74, height: body.count + 6)
        )
    }
}
