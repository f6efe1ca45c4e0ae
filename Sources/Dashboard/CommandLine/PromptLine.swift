import RolloutCore
import TerminalUI

/// The last row while a line is typed in it.
struct PromptLine: Widget {
    private let line: StyledLine
    private let hint: StyledLine

    /// A line with a hint behind it.
    init(_ prompt: Prompt, hint: StyledLine) {
        let sign = prompt.purpose == .command ? ":" : "/"
        line =
            StyledLine(sign, Style(.title, .bold)) + StyledLine(prompt.text)
            + StyledLine("_", Style(.title, .bold))
        self.hint = hint
    }

    /// A line of the command line with the words that may complete it, or how its word is used.
    init(_ prompt: Prompt, completion: Completion, usage: String) {
        self.init(prompt, hint: Self.candidates(prompt, completion, usage))
    }

    init(_ prompt: Prompt, _ dashboard: DashboardModel) {
        switch prompt.purpose {
        case .command:
            let name = prompt.text.split(separator: " ").first.map(String.init) ?? ""
            self.init(
                prompt,
                completion: Completion(of: prompt.text, in: dashboard),
                usage: Keymap.binding(named: name)?.usage ?? ""
            )
        case .filter(let panel): self.init(prompt, hint: Self.count(panel, dashboard))
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

    private static func candidates(
        _ prompt: Prompt,
        _ completion: Completion,
        _ usage: String
    ) -> StyledLine {
        let known = prompt.candidates.isEmpty
        let words = known ? completion.words : prompt.candidates
        var line = StyledLine.empty
        for (place, word) in words.enumerated() {
            let isChosen = !known && place == prompt.candidate
            line.append((place > 0 ? "  " : "") + word, isChosen ? Style(.title, .bold) : .muted)
        }
        if prompt.text.isEmpty { return StyledLine("Tab completes  ", .muted) + line }
        return words.isEmpty && !usage.isEmpty ? StyledLine(usage, .muted) : line
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
