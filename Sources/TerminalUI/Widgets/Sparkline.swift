/// A row of small columns, the newest at the right.
package struct Sparkline: Widget, Hashable {
    /// The newest value last; nil is a gap and stays one.
    package var values: [Double?]
    /// What the lowest and the highest column mean; nil leaves it to ``ChartScale``.
    package var scale: ClosedRange<Double>?
    /// Columns above it are drawn in ``Role/fail``.
    package var limit: Double?
    /// All other columns.
    package var style: Style

    /// Makes a sparkline.
    package init(
        _ values: [Double?],
        scale: ClosedRange<Double>? = nil,
        limit: Double? = nil,
        style: Style = .text
    ) {
        self.values = values
        self.scale = scale
        self.limit = limit
        self.style = style
    }

    /// Draws one row, whatever the height of the area.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        let shown = values.suffix(area.width)
        let scale = scale ?? 0...max(ChartScale(Array(shown), limit: limit).reach, 1e-12)
        for (index, value) in shown.enumerated() {
            guard let value, value.isFinite else { continue }
            canvas.write(
                String(Sparkline.glyph(value, in: scale)),
                x: area.right - shown.count + index,
                y: area.y,
                style: limit.map { value > $0 } == true ? Style(.fail, style.attributes) : style
            )
        }
    }

    /// The column of one value, for lines of text that hold a small chart.
    package static func glyph(_ value: Double, in scale: ClosedRange<Double>) -> Character {
        let span = scale.upperBound - scale.lowerBound
        let share = span > 0 ? (value - scale.lowerBound) / span : 0
        return blocks[Int((min(max(share, 0), 1) * 7).rounded())]
    }

    /// The eight heights of a column, the lowest first.
    static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
