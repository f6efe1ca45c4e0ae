import RolloutCore
package import TerminalUI

extension ReplayModel {
    /// The frame of this moment, of exactly the terminal's size.
    package var canvas: Canvas {
        let screen = dashboard.canvas
        guard hasChrome else { return screen }
        var canvas = Canvas(size: size, glyphs: screen.glyphs)
        let (head, body) = canvas.bounds.cutTop(ReplayHead.height(in: size))
        canvas.draw(ReplayHead(playback, metric: metric), in: head)
        canvas.copy(screen, to: body)
        drawKeys(into: &canvas)
        drawOverlay(into: &canvas)
        return canvas
    }

    /// The frame without the answer to the last key, as it is written to files.
    var bareCanvas: Canvas {
        var bare = self
        bare.flash = nil
        bare.dashboard.flash = nil
        return bare.canvas
    }

    /// The metric of the chart, else the plan's last, which is the slowest as a rule.
    private var metric: MetricName? {
        let names = playback.outline.start.plan.criteria.map(\.metric)
        let shown = dashboard.view.charted ?? (names.contains(.p99) ? .p99 : names.first)
        return shown
    }

    private func drawKeys(into canvas: inout Canvas) {
        guard size.height > 2 else { return }
        let last = canvas.bounds.row(size.height - 1)
        canvas.fill(last)
        if case .prompt(let prompt, let text) = overlay {
            drawPrompt(prompt, text, into: &canvas, in: last)
            return
        }
        let notice = flash ?? (Layout(dashboard.size) == .full ? nil : dashboard.flash)
        let entries = PlaybackKeymap.bindings.compactMap { binding in
            binding.short.map {
                KeyBar.Entry(label(binding), $0, priority: binding.priority)
            }
        }
        canvas.draw(KeyBar(entries, notice: notice.map(Self.line)), in: last)
    }

    /// Two keys that belong together are one entry of the bar.
    private func label(_ binding: KeyRow<PlaybackAction>) -> String {
        switch binding.action {
        case .back: "←→"
        case .previousEvent: ",."
        case .previousMark: "[]"
        case .slower: "<>"
        default: binding.label
        }
    }

    private static func line(_ flash: Flash) -> StyledLine {
        StyledLine(flash.text, Style(flash.role))
    }

    private func drawPrompt(
        _ prompt: Prompt,
        _ text: String,
        into canvas: inout Canvas,
        in area: Rect
    ) {
        let lead =
            switch prompt {
            case .goTo: ":goto "
            case .note: "note: "
            case .search: "/"
            }
        var line = StyledLine(lead, .title)
        line.append(text)
        line.append("▏", .title)
        // The end of what is typed matters more than its beginning.
        let free = max(1, area.width - 2)
        let shown = line.columns <= free ? line : StyledLine(String(line.text.suffix(free)))
        canvas.write(shown, in: area.inset(left: 1))
    }

    private func drawOverlay(into canvas: inout Canvas) {
        switch overlay {
        case nil, .prompt: break
        case .help(let scroll): canvas.draw(ReplayHelp(scroll: scroll), in: canvas.bounds)
        case .difference(let lines):
            canvas.draw(DifferenceBox(lines), in: canvas.bounds)
        }
    }
}

extension Canvas {
    /// Draws another canvas into an area, as far as it fits.
    fileprivate mutating func copy(_ other: Canvas, to area: Rect) {
        for row in 0..<min(other.size.height, area.height) {
            for column in 0..<min(other.size.width, area.width) {
                let cell = other[column, row]
                guard cell.width > 0 else { continue }
                write(
                    String(cell.character),
                    x: area.x + column,
                    y: area.y + row,
                    style: cell.style
                )
            }
        }
    }
}
