/// A bar that is full when something is complete.
package struct ProgressBar: Widget, Hashable {
    /// From 0 to 1, more counts as 1; nil draws an empty bar, for what is not known.
    package var fraction: Double?
    /// The full part.
    package var style: Style

    /// Makes a bar.
    package init(_ fraction: Double?, style: Style = .text) {
        self.fraction = fraction
        self.style = style
    }

    /// Draws the bar in every row of the area.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        let full = ProgressBar.cells(for: fraction ?? 0, of: area.width)
        for row in 0..<area.height {
            let line = area.row(row)
            canvas.fill(line, "░", style: .muted)
            canvas.fill(line.cutLeft(full).left, "█", style: style)
        }
    }

    /// Cells for a share of a bar.
    ///
    /// Something is never drawn as nothing and not everything is never drawn as everything,
    /// so a canary with 1% of the traffic is seen.
    static func cells(for fraction: Double, of width: Int) -> Int {
        guard fraction > 0, width > 0 else { return 0 }
        guard fraction < 1 else { return width }
        let rounded = Int((fraction * Double(width)).rounded())
        return width == 1 ? rounded : min(max(1, rounded), width - 1)
    }
}
