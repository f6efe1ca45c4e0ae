import TerminalUI

/// Two releases beside each other, part by part.
struct HistoryComparisonPanel: Widget {
    private let comparison: HistoryComparison
    private let offset: Int

    /// Shows the comparison from that line on.
    init(_ comparison: HistoryComparison, offset: Int) {
        self.comparison = comparison
        self.offset = offset
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let isBoxed = area.width >= 110 && area.height >= 30
        let panel = Panel(
            title: StyledLine("\(comparison.names.first) and \(comparison.names.second)"),
            form: isBoxed ? .box : .rule,
            isFocused: true
        )
        canvas.draw(panel, in: area)
        let interior = panel.interior(of: area)
        canvas.draw(LineList(lines(width: interior.width - 2), offset: offset), in: interior)
    }

    /// Lines drawn in an area of that size.
    func count(width: Int) -> Int { lines(width: width).count }

    private func lines(width: Int) -> [StyledLine] {
        let changes = min(14, comparison.rows.map { TextWidth.columns(of: $0.change) }.max() ?? 0)
        let names = min(max(8, width / 3), widest(\.name) + 2)
        let value = max(6, min((width - names - changes - 7) / 2, 44))
        var lines = [head(names, value)]
        var part = ""
        for row in comparison.rows {
            if row.part != part {
                part = row.part
                lines += [.empty, StyledLine(part, .title)]
            }
            lines += line(row, names, value, width)
        }
        return lines
    }

    private func widest(_ text: (HistoryComparison.Row) -> String) -> Int {
        comparison.rows.map { TextWidth.columns(of: text($0)) }.max() ?? 0
    }

    private func head(_ names: Int, _ value: Int) -> StyledLine {
        StyledLine("".padded(to: names + 2))
            + StyledLine(comparison.names.first.padded(to: value + 2), .muted)
            + StyledLine(comparison.names.second.padded(to: value + 2), .muted)
            + StyledLine("change", .muted)
    }

    /// One line where both values fit, else one below the other under their name.
    private func line(
        _ row: HistoryComparison.Row,
        _ names: Int,
        _ value: Int,
        _ width: Int
    ) -> [StyledLine] {
        let isSame = row.first == row.second
        let longest = max(TextWidth.columns(of: row.first), TextWidth.columns(of: row.second))
        guard longest > value || TextWidth.columns(of: row.name) > names else {
            return [
                StyledLine("  " + row.name.padded(to: names), isSame ? .muted : .text)
                    + StyledLine(row.first.padded(to: value + 2), isSame ? .muted : .text)
                    + StyledLine(row.second.padded(to: value + 2), isSame ? .muted : .text)
                    + StyledLine(row.change, .watch)
            ]
        }
        let room = max(1, width - 10)
        func block(_ name: String, _ text: String) -> [StyledLine] {
            text.wrapped(to: room).enumerated().map { index, part in
                StyledLine("    " + (index == 0 ? name : "").padded(to: 5), .muted)
                    + StyledLine(part, isSame ? .muted : .text)
            }
        }
        return [StyledLine("  " + row.name, isSame ? .muted : .text)]
            + block(comparison.names.first, row.first)
            + block(comparison.names.second, row.second)
    }
}

extension HistoryModel {
    /// The largest offset at which the comparison fills its panel.
    var lastScroll: Int {
        guard let comparison else { return 0 }
        let isBoxed = size.width >= 110 && size.height >= 32
        let panel = HistoryComparisonPanel(comparison, offset: 0)
        let lines = panel.count(width: size.width - (isBoxed ? 4 : 2))
        return max(0, lines - (size.height - (isBoxed ? 4 : 3)))
    }
}
