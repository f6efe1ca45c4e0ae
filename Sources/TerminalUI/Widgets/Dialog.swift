/// A question or a text over a dimmed screen.
///
/// Takes the whole area when that is under 80x24. Its footer, which names the keys, stays in
/// view at every size; what does not fit of the body is said.
package struct Dialog: Widget, Hashable {
    /// In the top line.
    package var title: StyledLine
    /// The text; cut at the right and at the bottom, never wrapped.
    package var body: [StyledLine]
    /// The last lines of the box, for the keys that answer it.
    package var footer: [StyledLine]
    /// The box in an area of at least 80x24, cut to the area.
    package var preferredSize: Size
    /// The first line of the body in view; made legal while drawing.
    package var offset: Int
    /// The frame and the title.
    package var style: Style

    /// Makes a dialog.
    package init(
        title: StyledLine,
        body: [StyledLine],
        footer: [StyledLine] = [],
        preferredSize: Size = Size(width: 74, height: 18),
        offset: Int = 0,
        style: Style = .title
    ) {
        self.title = title
        self.body = body
        self.footer = footer
        self.preferredSize = preferredSize
        self.offset = offset
        self.style = style
    }

    /// Where the box stands in an area, frame included.
    package func frame(in area: Rect) -> Rect {
        guard area.width >= 80, area.height >= 24 else { return area }
        return area.centred(width: preferredSize.width, height: preferredSize.height)
    }

    /// Lines of the body in view in an area.
    package func visibleLines(in area: Rect) -> Int { parts(of: area).body.height }

    /// Dims the area and draws the box over it.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        let box = frame(in: area)
        canvas.restyle(area) { _ in .muted }
        canvas.fill(box)
        if box.width > 8, box.height > 2 {
            canvas.drawBox(box, .double, style: style)
            let line = box.row(0).inset(left: 2, right: 2)
            let spaced = StyledLine(" ") + title + StyledLine(" ")
            canvas.write(spaced.restyled { $0.with(.bold) }, in: line)
        }
        let (bodyArea, footerArea) = parts(of: area)
        drawBody(into: &canvas, in: bodyArea)
        canvas.draw(LineList(footer, hasGutter: false), in: footerArea)
    }

    private func drawBody(into canvas: inout Canvas, in area: Rect) {
        let first = ScrollWindow.offset(
            showing: nil,
            count: body.count,
            height: area.height,
            previous: offset
        )
        canvas.draw(LineList(body, offset: first, hasGutter: false), in: area)
        let hidden = body.count - first - area.height
        guard hidden > 0, area.height > 1 else { return }
        let last = area.row(area.height - 1)
        canvas.fill(last)
        canvas.write(StyledLine("… \(hidden + 1) more lines", .muted), in: last)
    }

    /// The footer is served first: a box whose keys are not seen cannot be answered.
    private func parts(of area: Rect) -> (body: Rect, footer: Rect) {
        let box = frame(in: area)
        let hasFrame = box.width > 8 && box.height > 2
        let inside = hasFrame ? box.inset(left: 3, top: 1, right: 3, bottom: 1) : box
        let (body, footerArea) = inside.cutBottom(footer.count)
        return (body, footerArea)
    }
}
