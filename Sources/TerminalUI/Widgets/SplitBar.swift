/// The traffic of a service, split between the stable and the canary revision.
package struct SplitBar: Widget, Hashable {
    /// The canary's share as the router reports it, 0 to 1; nil when it is not known.
    package var observed: Double?
    /// The share asked for; marked where it differs from what is drawn.
    package var asked: Double?
    /// Beside the bar on the left; left out when the bar would have under 8 cells.
    package var leading: StyledLine
    /// Beside the bar on the right; the first to be left out.
    package var trailing: StyledLine

    /// Makes a bar.
    package init(
        observed: Double?,
        asked: Double? = nil,
        leading: StyledLine = .empty,
        trailing: StyledLine = .empty
    ) {
        self.observed = observed
        self.asked = asked
        self.leading = leading
        self.trailing = trailing
    }

    /// Draws one row, whatever the height of the area.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        let left = leading.isEmpty ? 0 : leading.columns + 1
        let right = trailing.isEmpty ? 0 : trailing.columns + 1
        let hasLeading = area.width - left >= 8
        let hasTrailing = hasLeading && area.width - left - right >= 8
        var bar = area.row(0)
        if hasLeading {
            canvas.write(leading, in: bar.cutLeft(left).left)
            bar = bar.cutLeft(left).rest
        }
        if hasTrailing {
            canvas.write(trailing, in: bar.cutRight(right).right, alignment: .right)
            bar = bar.cutRight(right).rest
        }
        drawBar(into: &canvas, in: bar)
    }

    private func drawBar(into canvas: inout Canvas, in bar: Rect) {
        guard let observed else {
            canvas.fill(bar, "░", style: .muted)
            return
        }
        let canary = ProgressBar.cells(for: observed, of: bar.width)
        canvas.fill(bar, "█", style: .stable)
        canvas.fill(bar.cutRight(canary).right, "▓", style: .canary)
        guard let asked else { return }
        let wanted = ProgressBar.cells(for: asked, of: bar.width)
        guard wanted != canary else { return }
        let column = min(bar.right - wanted, bar.right - 1)
        canvas.fill(Rect(x: column, y: bar.y, width: 1, height: 1), "┃", style: .limit)
    }
}
