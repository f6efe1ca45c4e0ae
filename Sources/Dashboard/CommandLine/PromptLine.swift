import RolloutCore
import TerminalUI

/// The last row while a line is typed in it.
struct PromptLine: Widget {
    private let line: StyledLine
    private let hint: StyledLine

    init(_ prompt: Prompt, _ dashboard: DashboardModel) {
        let sign = prompt.purpose == .command ? ":" : "/"
        line =
            StyledLine(sign, Style(.title, .bold)) + StyledLine(prompt.text)
            + StyledLine("_", Style(.title, .bold))
        switch prompt.purpose {
        case .command: hint = Self.candidates(prompt, dashboard)
        case .filter(let panel): hint = Self.count(panel, dashboard)
        }
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let row = area.row(0)
        canvas.fill(row)
        let inside = row.inset(left: 1, right: 1)
        // The end of a long line is what is being typed.
        let cut = max(0, line.columns - inside.width)
        let shown = cut == 0 ? line : StyledLine(String(line.text.suffix(inside.width)))
        canvas.write(shown, in: inside)
        let free = inside.width - shown.columns - 3
        guard free > 0 else { return }
        canvas.write(hint.truncated(to: free), in: inside.inset(left: shown.columns + 3))
    }

    private static func candidates(_ prompt: Prompt, _ dashboard: DashboardModel) -> StyledLine {
        let isEmpty = prompt.text.isEmpty
        let known = prompt.candidates.isEmpty
        let words = known ? Completion(of: prompt.text, in: dashboard).words : prompt.candidates
        var line = StyledLine.empty
        for (place, word) in words.enumerated() {
            let isChosen = !known && place == prompt.candidate
            line.append((place > 0 ? "  " : "") + word, isChosen ? Style(.title, .bold) : .muted)
        }
        if isEmpty { return StyledLine("Tab completes  ", .muted) + line }
        guard words.isEmpty || prompt.text.hasSuffix(" ") else { return line }
        let name = prompt.text.split(separator: " ").first.map(String.init) ?? ""
        guard let binding = Keymap.binding(named: name) else { return line }
        return words.isEmpty ? StyledLine(binding.usage, .muted) : line
    }

    private static func count(_ panel: PanelName, _ dashboard: DashboardModel) -> StyledLine {
        guard let scene = dashboard.scene else { return .empty }
        let (shown, all) = scene.counts(in: panel)
        return StyledLine(
            "\(shown.grouped) of \(all.grouped) \(panel)  ! before them: without  "
                + "Enter keeps  Esc clears",
            shown == 0 ? .watch : .muted
        )
    }
}
