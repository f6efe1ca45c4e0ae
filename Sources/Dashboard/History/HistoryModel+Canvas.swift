import RolloutCore
package import TerminalUI

extension HistoryModel {
    /// The frame of this moment, of exactly the terminal's size.
    package var canvas: Canvas {
        var canvas = Canvas(size: size, glyphs: glyphs)
        let area = canvas.bounds
        canvas.draw(band, in: area.row(0))
        let (middle, keys) = area.inset(top: 1).cutBottom(min(1, max(0, area.height - 1)))
        if let comparison {
            canvas.draw(HistoryComparisonPanel(comparison, offset: scroll), in: middle)
        } else {
            drawList(into: &canvas, in: middle)
        }
        canvas.draw(keyBar, in: keys)
        if isHelpOpen { canvas.draw(help, in: area) }
        return canvas
    }

    /// Row 0: what is listed, how much of it is shown.
    private var band: FittedLine {
        let services = Set(rows.map(\.id.service))
        let what = services.count == 1 ? services.first?.rawValue ?? "" : "all services"
        let places = Set(rows.map(\.id.environment))
        let environment = places.count == 1 ? " in \(places.first ?? "")" : ""
        let shown = shown.count
        let count =
            shown == rows.count
            ? Figures.count(rows.count, "release")
            : "\(shown.grouped) of \(Figures.count(rows.count, "release"))"
        let words = [outcomes.words, filter.isEmpty ? "" : "with \(filter)"]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        return FittedLine(
            left: [
                .init(["HISTORY"], rank: 0),
                .init([what + environment, what], rank: 2),
                .init([count], rank: 1),
                .init([words, ""], rank: 3),
            ],
            right: [.init(["\(now.clock)Z", ""], rank: 4)],
            background: Style(.band, .bold)
        )
    }

    private func drawList(into canvas: inout Canvas, in area: Rect) {
        let isBoxed = Layout(size).isBoxed
        let shown = shown
        guard !shown.isEmpty else {
            canvas.write(StyledLine(emptyWords, .muted), in: area.row(0).inset(left: 1))
            return
        }
        let detail = detail(width: max(1, area.width - 4))
        let frame = isBoxed ? 2 : 1
        let panel = Panel(
            title: StyledLine("releases  ") + StyledLine(sums(of: shown), .muted),
            trailing: StyledLine(marked.isEmpty ? "" : "\(marked.count) marked", .muted),
            form: isBoxed ? .box : .rule,
            isFocused: true
        )
        // A side pane has no room for anything but rows.
        guard area.height > detail.count + frame + 4 else {
            canvas.draw(table(shown, height: area.height, hasHeader: false), in: area)
            return
        }
        canvas.draw(panel, in: area)
        let (rows, foot) = panel.interior(of: area).cutBottom(detail.count)
        canvas.draw(table(shown, height: rows.height, hasHeader: true), in: rows)
        canvas.draw(LineList(detail), in: foot)
    }

    private var emptyWords: String {
        if !hasRows { return "reading the journals" }
        return rows.isEmpty
            ? "nothing was released yet: `handoff run` starts a release"
            : "no release fits: Esc shows all \(rows.count.grouped)"
    }

    /// `5 succeeded, 1 rolled back`.
    private func sums(of rows: [HistoryRow]) -> String {
        var order: [String] = []
        var counts: [String: Int] = [:]
        for row in rows {
            if counts[row.outcomeName] == nil { order.append(row.outcomeName) }
            counts[row.outcomeName, default: 0] += 1
        }
        return order.map { "\((counts[$0] ?? 0).grouped) \($0)" }.joined(separator: ", ")
    }

    private func table(_ shown: [HistoryRow], height: Int, hasHeader: Bool) -> Table {
        let isOneService = Set(rows.map(\.id.service)).count < 2
        let isOnePlace = Set(rows.map(\.id.environment)).count < 2
        func width(_ most: Int, _ text: (HistoryRow) -> String) -> ClosedRange<Int> {
            let width = shown.map { TextWidth.columns(of: text($0)) }.max() ?? 1
            return min(width, most)...min(width, most)
        }
        let columns: [Table.Column] =
            [.init("", width: 1...1), .init("release", width: 7...7)]
            + (isOneService ? [] : [.init("service", width: width(20, \.id.service.rawValue))])
            + (isOnePlace ? [] : [.init("in", width: width(14, \.id.environment), priority: 2)])
            + [
                .init("started (UTC)", width: 19...19, priority: 3),
                .init("revisions", width: width(30, \.revisions)),
                .init("outcome", width: 17...17),
                .init("took", width: 9...9, alignment: .right, priority: 1),
                .init("by", width: width(14, \.by), priority: 4),
                .init("digest", width: 12...12, priority: 5),
                .init("", width: 6...6, priority: 6),
            ]
        let place = place
        return Table(
            columns: columns,
            rows: shown.map { cells($0, isOneService: isOneService, isOnePlace: isOnePlace) },
            offset: ScrollWindow.offset(
                showing: place,
                count: shown.count,
                height: max(0, height - (hasHeader ? 1 : 0)),
                previous: 0
            ),
            selection: place,
            hasHeader: hasHeader
        )
    }

    private func cells(
        _ row: HistoryRow,
        isOneService: Bool,
        isOnePlace: Bool
    ) -> [Table.Content] {
        let (glyph, role) = row.face
        let mark = marked.firstIndex(of: row.id).map { "\($0 + 1)" } ?? " "
        return [.text(mark, .limit), .text(row.id.release.description, Style(.text, .bold))]
            + (isOneService ? [] : [.text(row.id.service.rawValue)])
            + (isOnePlace ? [] : [.text(row.id.environment)])
            + [
                .text("\(row.started.day) \(row.started.clock)", .muted),
                .text(row.revisions),
                .text("\(glyph) \(row.outcomeName)", Style(role)),
                .text(row.duration(at: now).spoken),
                .text(row.by),
                .text(row.digest.short, .muted),
                .text(row.serves ? "serves" : "", .ok),
            ]
    }

    /// All of the chosen release that its row has no room for.
    private func detail(width: Int) -> [StyledLine] {
        guard let chosen else { return [] }
        let cause: String? =
            switch chosen.outcome {
            case .rolledBack(let cause): cause.sentence
            case .rollbackFailed(_, let left): left
            case .aborted(let person): "\(person.name) ended it before any traffic had moved"
            default: nil
            }
        let place = "\(chosen.id.service) in \(chosen.id.environment), \(chosen.id.release)"
        let serves = chosen.serves ? ", serves now" : ""
        let first = "\(place): \(chosen.digest.rawValue)\(serves)".wrapped(to: width).prefix(2)
        let more = [cause, chosen.override].compactMap(\.self)
            .flatMap { $0.wrapped(to: width).prefix(3) }
        let role = chosen.face.role
        return [StyledLine.empty] + first.map { StyledLine($0, .muted) }
            + more.map { StyledLine($0, role == .fail ? .fail : .text) }
    }

    private var keyBar: KeyBar {
        if isFiltering {
            var line = StyledLine("/", Style(.title, .bold))
            line.append(filter)
            line.append("_", .title)
            line.append("   \(shown.count.grouped) of \(rows.count.grouped)", .muted)
            line.append("   Enter keeps, Esc shows all", .muted)
            return KeyBar([], notice: line)
        }
        let entries = HistoryKeymap.rows.compactMap { row -> KeyBar.Entry? in
            guard let short = row.short else { return nil }
            if comparison != nil, ![.down, .help, .leave].contains(row.action) { return nil }
            return KeyBar.Entry(
                row.firstLabel,
                comparison != nil && row.action == .leave ? "back" : short,
                priority: row.priority
            )
        }
        return KeyBar(entries, notice: flash.map { StyledLine($0.text, Style($0.role)) })
    }

    private var help: Dialog {
        let body = HistoryKeymap.rows.map { row in
            StyledLine(row.label.padded(to: 9), Style(.title, .bold)) + StyledLine(row.title)
        }
        return Dialog(
            title: "help",
            body: body,
            footer: [StyledLine("any key closes", .muted)],
            preferredSize: Size(width: 74, height: body.count + 4)
        )
    }
}
