/// Values over time as a filled area, with the limit they are judged by.
///
/// The values span the whole time axis at even distances. Where there are more of them than
/// columns, the greatest of each group is drawn, because a peak is what people look for.
package struct AreaChart: Widget, Hashable {
    /// Something that happened at a time, shown on the axis.
    package struct Mark: Hashable, Sendable {
        /// Place on the axis, 0 is its start and 1 its end.
        package var position: Double
        /// Left of the tick; left out if another label is there.
        package var label: String

        /// Makes a mark.
        package init(position: Double, label: String) {
            self.position = position
            self.label = label
        }
    }

    /// The oldest first; nil is a gap and stays one.
    package var values: [Double?]
    /// Drawn as a dotted line, through the area as well; what is above it is drawn in
    /// ``Role/fail``.
    package var limit: Double?
    /// What the bottom and the top mean; nil leaves it to ``ChartScale``.
    package var scale: ClosedRange<Double>?
    /// Steps and other moments.
    package var marks: [Mark]
    /// At the left end of the axis, such as `-15m`.
    package var startLabel: String
    /// At the right end of the axis, such as `now`.
    package var endLabel: String
    /// In the top left corner: what the top of the scale means, with its unit.
    package var topLabel: String
    /// In the middle as long as there is no value at all.
    package var emptyMessage: String
    /// The area.
    package var style: Style

    /// Makes a chart.
    package init(
        _ values: [Double?],
        limit: Double? = nil,
        scale: ClosedRange<Double>? = nil,
        marks: [Mark] = [],
        startLabel: String = "",
        endLabel: String = "",
        topLabel: String = "",
        emptyMessage: String = "no data yet",
        style: Style = .text
    ) {
        self.values = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
        self.limit = limit
        self.scale = scale
        self.marks = marks
        self.startLabel = startLabel
        self.endLabel = endLabel
        self.topLabel = topLabel
        self.emptyMessage = emptyMessage
        self.style = style
    }

    /// What the bottom and the top of the chart mean when it is drawn.
    package var effectiveScale: ClosedRange<Double> {
        scale ?? 0...ChartScale(values, limit: limit).top
    }

    /// Draws the area, and the time axis under it where there are more than two rows.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        // The axis is worth a row only when two are left for the area itself.
        let (plot, axis) = area.cutBottom(area.height > 2 ? 1 : 0)
        drawAxis(into: &canvas, in: axis)
        guard values.contains(where: { $0 != nil }) else {
            let middle = plot.row(plot.height / 2)
            canvas.write(StyledLine(emptyMessage, .muted), in: middle, alignment: .centre)
            return
        }
        let scale = effectiveScale
        drawArea(into: &canvas, in: plot, scale: scale)
        drawLimit(into: &canvas, in: plot, scale: scale)
        drawTopLabel(into: &canvas, in: plot)
    }
}
