extension AreaChart {
    /// Draws a second row of values over the chart as dots, on the same scale and axis.
    ///
    /// A dot in every third column: enough to follow, and the area under it stays readable. Give it
    /// the area the chart was drawn into.
    package func drawLine(
        _ values: [Double?],
        style: Style,
        into canvas: inout Canvas,
        in area: Rect
    ) {
        let plot = plot(in: area)
        guard !plot.isEmpty, !values.isEmpty else { return }
        let scale = effectiveScale
        for column in stride(from: 1, to: plot.width, by: 3) {
            let first = column * values.count / plot.width
            let end = max(first + 1, (column + 1) * values.count / plot.width)
            let group = values[first..<min(end, values.count)].compactMap(\.self)
            guard let value = group.max(), scale.contains(value) else { continue }
            let row = AreaChart.row(of: value, in: plot, scale: scale)
            canvas.write("•", x: plot.x + column, y: row, style: style)
        }
    }

    /// Marks a place on the time axis, 0 is its start and 1 its end, through the whole chart, with
    /// a label beside it on the axis.
    ///
    /// Characters stay as they are where there are values, so that none is hidden.
    package func drawCursor(
        at position: Double,
        label: String,
        into canvas: inout Canvas,
        in area: Rect
    ) {
        let plot = plot(in: area)
        guard !plot.isEmpty, position.isFinite else { return }
        let share = min(max(position, 0), 1)
        let column = plot.x + min(plot.width - 1, Int(share * Double(plot.width)))
        for row in plot.y..<plot.bottom where canvas[column, row].character == " " {
            canvas.write("│", x: column, y: row, style: Style(.title, .bold))
        }
        let whole = Rect(x: column, y: plot.y, width: 1, height: plot.height)
        canvas.restyle(whole) { $0.with(.reverse) }
        guard area.height > plot.height else { return }
        let width = TextWidth.columns(of: label)
        let fits = column + 1 + width <= area.right
        let strong = Style(.title, .bold)
        canvas.write(label, x: fits ? column + 1 : column - width, y: plot.bottom, style: strong)
        canvas.write("▲", x: column, y: plot.bottom, style: strong)
    }

    /// Where values are drawn: all but the axis.
    private func plot(in area: Rect) -> Rect { area.cutBottom(area.height > 2 ? 1 : 0).rest }
}
