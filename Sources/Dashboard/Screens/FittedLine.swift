import TerminalUI

/// One line whose parts become shorter, the least important first, until it fits.
struct FittedLine: Widget {
    /// A part with its shorter forms.
    struct Part {
        /// The longest form first; an empty one leaves the part out.
        var forms: [StyledLine]
        /// The part with the highest number is shortened first.
        var rank: Int

        init(_ forms: [StyledLine], rank: Int) {
            self.forms = forms
            self.rank = rank
        }

        /// A part in one style.
        init(_ forms: [String], _ style: Style = .text, rank: Int) {
            self.init(forms.map { StyledLine($0, style) }, rank: rank)
        }
    }

    /// Parts from the left.
    var left: [Part]
    /// Parts that stand at the right end.
    var right: [Part] = []
    /// Cells between two parts.
    var gap = 2
    /// What lies under all of it.
    var background: Style?

    func draw(into canvas: inout Canvas, in area: Rect) {
        let line = area.row(0)
        if let background { canvas.fill(line, style: background) }
        let (left, right) = fitted(to: line.width - 2)
        canvas.write(paint(left), in: line.inset(left: 1))
        // Whatever is left of both is too much for the line: the beginning counts more.
        if !right.isEmpty, left.columns + right.columns + gap <= line.width - 2 {
            canvas.write(paint(right), in: line.inset(right: 1), alignment: .right)
        }
    }

    private func paint(_ line: StyledLine) -> StyledLine {
        guard let background else { return line }
        return line.restyled { _ in background }
    }

    /// Both ends as they fit into so many columns.
    func fitted(to width: Int) -> (left: StyledLine, right: StyledLine) {
        let all = left + right
        var parts = all
        while columns(of: parts) > width {
            guard
                let next = parts.indices.filter({ parts[$0].forms.count > 1 })
                    .max(by: { parts[$0].rank < parts[$1].rank })
            else { break }
            parts[next].forms.removeFirst()
        }
        lengthen(&parts, from: all, width: width)
        return (join(parts.prefix(left.count)), join(parts.suffix(right.count)))
    }

    /// Gives back what fits after all, the most important first: a long part may have cost others
    /// more than was needed.
    private func lengthen(_ parts: inout [Part], from all: [Part], width: Int) {
        for index in all.indices.sorted(by: { all[$0].rank < all[$1].rank }) {
            let longer = all[index].forms.dropLast(parts[index].forms.count)
            for form in longer {
                var tried = parts
                tried[index].forms.insert(form, at: 0)
                guard columns(of: tried) <= width else { continue }
                parts = tried
                break
            }
        }
    }

    private func columns(of parts: [Part]) -> Int {
        let shown = parts.compactMap(\.forms.first).filter { !$0.isEmpty }
        return shown.reduce(0) { $0 + $1.columns } + gap * max(0, shown.count - 1)
    }

    private func join(_ parts: some Sequence<Part>) -> StyledLine {
        var line = StyledLine.empty
        for form in parts.compactMap(\.forms.first) where !form.isEmpty {
            if !line.isEmpty { line.append(String(repeating: " ", count: gap)) }
            line += form
        }
        return line
    }
}
