import RolloutCore
import TerminalUI

/// Every key with what it does, made from the key table.
struct HelpBox: Widget {
    private let dashboard: DashboardModel

    init(_ dashboard: DashboardModel) { self.dashboard = dashboard }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let wide = area.width >= 110
        let width = min(area.width, wide ? 116 : 78)
        let room = width - 6
        let lines = wide ? columns(width: room) : single(width: max(1, room))
        let box = Dialog(
            title: "help",
            body: lines,
            footer: [StyledLine("j k scroll    Esc close", .muted)],
            preferredSize: Size(
                width: width,
                height: min(lines.count + 3, area.height - 2)
            ),
            offset: dashboard.view.scroll
        )
        canvas.draw(box, in: area)
    }

    private func single(width: Int) -> [StyledLine] {
        let groups = Binding.Group.allCases.map { block($0, width: width) }
        return Array((groups + [marks]).joined(separator: [.empty]))
    }

    private func columns(width: Int) -> [StyledLine] {
        let half = (width - 2) / 2
        let left =
            [Binding.Group.release, .view].map { block($0, width: half) } + [
                marks
            ]
        let right = [Binding.Group.move, .session].map { block($0, width: half) }
        let first = Array(left.joined(separator: [.empty]))
        let second = Array(right.joined(separator: [.empty]))
        return (0..<max(first.count, second.count)).map { row in
            let line = row < first.count ? first[row] : .empty
            let space = String(repeating: " ", count: max(0, half + 2 - line.columns))
            return line + StyledLine(space) + (row < second.count ? second[row] : .empty)
        }
    }

    private func block(_ group: Binding.Group, width: Int) -> [StyledLine] {
        let note = group == .release ? "  the only keys that touch it" : ""
        let head = StyledLine(group.rawValue, Style(.title, .bold)) + StyledLine(note, .muted)
        return [head]
            + Keymap.bindings.filter { $0.group == group }
            .flatMap { rows(of: $0, width: width) }
    }

    private func rows(of binding: Binding, width: Int) -> [StyledLine] {
        let why = dashboard.availability(of: binding.action).reason
        let asks = binding.isDangerous && binding.action != .override ? "; asks first" : ""
        let style: Style = why == nil ? .text : .muted
        let lines = (binding.title + asks).wrapped(to: max(1, width - 12))
        let reasons = (why ?? "").wrapped(to: max(1, width - 14)).filter { !$0.isEmpty }
        return lines.enumerated().map { index, text in
            let keys = index == 0 ? binding.label : ""
            let keyStyle = why == nil ? Style(.title, .bold) : Style.muted
            return StyledLine(keys.padded(to: 12), keyStyle) + StyledLine(text, style)
        } + reasons.map { StyledLine(String(repeating: " ", count: 14) + $0, .muted) }
    }

    private var marks: [StyledLine] {
        let verdicts: [Verdict.Kind] = [.pass, .worse, .suspect, .undecided, .unmeasured]
        var line = StyledLine.empty
        for face in verdicts.map(VerdictFace.init) {
            line.append("\(face.glyph) \(face.word)  ", Style(face.role))
        }
        return [
            StyledLine("Marks", Style(.title, .bold)), line,
            "● ready  ◐ starting  ◌ draining", "! not ready  ✗ crashed  ○ stopped",
            StyledLine("Nothing is told by colour alone.", .muted),
        ]
    }
}
