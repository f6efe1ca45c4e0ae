import RolloutCore
import TerminalUI

/// Every key and every word of the command line with what it does, made from the table of both.
struct HelpBox: Widget {
    private let dashboard: DashboardModel

    init(_ dashboard: DashboardModel) { self.dashboard = dashboard }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let columns = area.width >= 170 ? 3 : area.width >= 110 ? 2 : 1
        let width = min(area.width, [78, 116, 174][columns - 1])
        let room = max(1, width - 6)
        let lines = lines(columns: columns, width: room)
        let box = Dialog(
            title: StyledLine(title),
            body: lines,
            footer: [StyledLine("↑ ↓ scroll    Esc close", .muted)],
            preferredSize: Size(width: width, height: min(lines.count + 3, area.height - 2)),
            offset: dashboard.view.scroll
        )
        canvas.draw(box, in: area)
    }

    private var title: String {
        let search = dashboard.view.helpSearch
        return search.isEmpty ? "help: type to search" : "help: \(search)_"
    }

    private func lines(columns: Int, width: Int) -> [StyledLine] {
        let gap = 2
        let column = (width - gap * (columns - 1)) / columns
        let blocks = blocks(width: column)
        guard !blocks.isEmpty else {
            return [StyledLine("nothing here has these words", .watch)]
        }
        let whole = blocks.reduce(0) { $0 + $1.count + 1 }
        var parts: [[StyledLine]] = [[]]
        for block in blocks {
            let isFull =
                (parts.last?.count ?? 0) + block.count > (whole + columns - 1) / columns + 6
            if isFull, parts.count < columns, parts.last?.isEmpty == false { parts.append([]) }
            let space: [StyledLine] = parts[parts.count - 1].isEmpty ? [] : [.empty]
            parts[parts.count - 1] += space + block
        }
        return (0..<(parts.map(\.count).max() ?? 0)).map { row in
            parts.enumerated().reduce(into: StyledLine.empty) { line, part in
                let cell = row < part.element.count ? part.element[row] : .empty
                line += cell
                guard part.offset < parts.count - 1 else { return }
                let used = column - cell.columns + gap
                line.append(String(repeating: " ", count: max(0, used)))
            }
        }
    }

    /// A block for each group, and one for what glyphs mean; only what is searched for.
    private func blocks(width: Int) -> [[StyledLine]] {
        let groups: [Binding.Group] = [.release, .move, .view, .session]
        let blocks = groups.map { block($0, width: width) }.filter { $0.count > 1 }
        return dashboard.view.helpSearch.isEmpty ? blocks + [marks(width: width)] : blocks
    }

    private func block(_ group: Binding.Group, width: Int) -> [StyledLine] {
        let note = group == .release ? "  only these touch it" : ""
        let head = StyledLine(group.rawValue, Style(.title, .bold)) + StyledLine(note, .muted)
        return [head]
            + Keymap.bindings.filter { $0.group == group && isWanted($0) }
            .flatMap { rows(of: $0, width: width) }
    }

    private func isWanted(_ binding: Binding) -> Bool {
        let search = dashboard.view.helpSearch.lowercased()
        guard !search.isEmpty else { return true }
        let words = [binding.label, binding.title] + binding.names
        return words.contains { $0.lowercased().contains(search) }
    }

    private func rows(of binding: Binding, width: Int) -> [StyledLine] {
        let why = dashboard.availability(of: binding.action).reason
        let asks = binding.isDangerous && binding.action != .override ? "; asks first" : ""
        let style: Style = why == nil ? .text : .muted
        let usage = binding.usage.isEmpty ? "" : ":" + binding.usage
        let label = binding.label.isEmpty ? ":" + (binding.names.first ?? "") : binding.label
        // What is typed stands behind what it does, unless it is all there is.
        let words = binding.label.isEmpty || usage.isEmpty ? "" : "  \(usage)"
        let lines = (binding.title + asks + words).wrapped(to: max(1, width - 14))
        // A word says why when it is typed; keys are what people look up in a hurry.
        let spoken = binding.keys.isEmpty ? nil : why
        let reasons = (spoken ?? "").wrapped(to: max(1, width - 16)).filter { !$0.isEmpty }.prefix(
            2
        )
        return lines.enumerated().map { index, text in
            let keyStyle = why == nil ? Style(.title, .bold) : Style.muted
            return StyledLine((index == 0 ? label : "").padded(to: 14), keyStyle)
                + StyledLine(text, style)
        } + reasons.map { StyledLine(String(repeating: " ", count: 16) + $0, .muted) }
    }

    private func marks(width: Int) -> [StyledLine] {
        let verdicts: [Verdict.Kind] = [.pass, .worse, .suspect, .undecided, .unmeasured]
        let words = verdicts.map(VerdictFace.init).map { "\($0.glyph) \($0.word)" }
        return [StyledLine("Marks", Style(.title, .bold))]
            + words.joined(separator: "  ").wrapped(to: width).map { StyledLine($0) } + [
                "● ready  ◐ starting  ◌ draining", "! not ready  ✗ crashed  ○ stopped",
                StyledLine("Nothing is told by colour alone.", .muted),
            ]
    }
}
