extension AreaChart {
    /// Points in one cell: how many side by side and above each other.
    private static func points(_ glyphs: GlyphSet) -> (across: Int, up: Int) {
        glyphs == .braille ? (2, 4) : (1, 8)
    }

    func drawArea(into canvas: inout Canvas, in plot: Rect, scale: ClosedRange<Double>) {
        let points = AreaChart.points(canvas.glyphs)
        let columns = resampled(to: plot.width * points.across)
        let heights = columns.map { value in
            value.map { AreaChart.height(of: $0, in: scale, points: plot.height * points.up) }
        }
        let limitRow = limit.map { AreaChart.row(of: $0, in: plot, scale: scale) }
        for column in 0..<plot.width {
            let group = column * points.across..<(column + 1) * points.across
            let isOver = limit.map { top in columns[group].contains { ($0 ?? top) > top } } ?? false
            for row in 0..<plot.height {
                let base = (plot.height - 1 - row) * points.up
                let filled = heights[group].map { min(max(($0 ?? 0) - base, 0), points.up) }
                guard var glyph = AreaChart.glyph(filled, points.up) else { continue }
                if row == 0, columns[group].contains(where: { ($0 ?? 0) > scale.upperBound }) {
                    glyph = "▲"
                }
                let isAbove = isOver && plot.y + row <= (limitRow ?? -1)
                canvas.write(
                    String(glyph),
                    x: plot.x + column,
                    y: plot.y + row,
                    style: isAbove ? .fail : style
                )
            }
        }
    }

    /// Dots where the line is, and through the area where that reaches beyond it.
    ///
    /// Values that end in this row keep their cells but for every fourth, so that the line never
    /// vanishes.
    func drawLimit(into canvas: inout Canvas, in plot: Rect, scale: ClosedRange<Double>) {
        guard let limit, scale.contains(limit) else { return }
        let y = AreaChart.row(of: limit, in: plot, scale: scale)
        for x in stride(from: plot.x, to: plot.right, by: 2)
        where (x - plot.x) % 4 == 0 || [" ", "█", "⣿", "#"].contains(canvas[x, y].character) {
            canvas.write("┄", x: x, y: y, style: .limit)
        }
    }

    /// What the top means, at the first place that holds no area, so that no value is hidden.
    func drawTopLabel(into canvas: inout Canvas, in plot: Rect) {
        let width = TextWidth.columns(of: topLabel)
        guard plot.height > 2, width > 0, width < plot.width else { return }
        let isFree = (plot.x..<plot.right).map { canvas[$0, plot.y].character == " " }
        let place = (0...plot.width - width).first { first in
            // A cell beside a value stays free, so that the text does not touch it.
            isFree[max(0, first - 1)..<first + width].allSatisfy(\.self)
        }
        guard let place else { return }
        canvas.write(topLabel, x: plot.x + place, y: plot.y, style: .muted)
    }

    func drawAxis(into canvas: inout Canvas, in axis: Rect) {
        guard !axis.isEmpty else { return }
        canvas.fill(axis, "─", style: .muted)
        let start = TextWidth.columns(of: startLabel)
        let end = endLabel.isEmpty ? 0 : TextWidth.columns(of: endLabel) + 1
        canvas.write(startLabel, x: axis.x, y: axis.y, style: .muted)
        let ticks = Set(marks.map { column(of: $0, in: axis) })
        for tick in ticks { canvas.write("┴", x: tick, y: axis.y, style: .title) }
        for mark in marks {
            let tick = column(of: mark, in: axis)
            let first = tick - TextWidth.columns(of: mark.label)
            let isFree = first >= axis.x + start && tick < axis.right - end
            guard isFree, ticks.isDisjoint(with: first..<tick) else { continue }
            canvas.write(mark.label, x: first, y: axis.y, style: .title)
        }
        if end > 0 {
            canvas.write(" " + endLabel, x: axis.right - end, y: axis.y, style: .muted)
        }
    }

    private func column(of mark: Mark, in area: Rect) -> Int {
        let share = mark.position.isFinite ? min(max(mark.position, 0), 1) : 0
        return area.x + Int((share * Double(max(0, area.width - 1))).rounded())
    }

    static func row(
        of value: Double,
        in plot: Rect,
        scale: ClosedRange<Double>
    ) -> Int {
        let up = height(of: value, in: scale, points: plot.height * 8)
        return plot.bottom - 1 - min(max(0, (up - 1) / 8), max(0, plot.height - 1))
    }

    /// Points from the bottom; at least one, so that 0 differs from a gap.
    private static func height(
        of value: Double,
        in scale: ClosedRange<Double>,
        points: Int
    ) -> Int {
        let span = scale.upperBound - scale.lowerBound
        let share = span > 0 ? (value - scale.lowerBound) / span : 0
        return max(1, Int((min(max(share, 0), 1) * Double(points)).rounded()))
    }

    private func resampled(to count: Int) -> [Double?] {
        (0..<count).map { index in
            let first = index * values.count / count
            let end = max(first + 1, (index + 1) * values.count / count)
            return values[first..<min(end, values.count)].compactMap(\.self).max()
        }
    }

    private static func glyph(_ filled: [Int], _ up: Int) -> Character? {
        guard filled.contains(where: { $0 > 0 }) else { return nil }
        if up == 8 { return Sparkline.blocks[filled[0] - 1] }
        let bits = braille[0][filled[0]] | braille[1][filled[1]]
        return Unicode.Scalar(0x2800 + bits).map(Character.init)
    }

    /// Braille bits of the left and the right half for 0 to 4 points from the bottom.
    private static let braille: [[UInt32]] = [
        [0, 0x40, 0x44, 0x46, 0x47], [0, 0x80, 0xA0, 0xB0, 0xB8],
    ]
}
