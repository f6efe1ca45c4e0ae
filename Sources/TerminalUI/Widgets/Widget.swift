/// Something that can draw itself into an area of any size, even an empty one.
///
/// A widget is a value made for one frame: it holds what to show, keeps no state and knows
/// nothing of the terminal. Draw it with ``Canvas/draw(_:in:)``, which keeps it in its area.
package protocol Widget: Sendable {
    /// Draws into `area`; what lies outside is clipped away by the caller.
    func draw(into canvas: inout Canvas, in area: Rect)
}

extension Canvas {
    /// Draws a widget into an area; nothing outside of the area changes.
    package mutating func draw(_ widget: any Widget, in area: Rect) {
        guard !clip.intersection(area).isEmpty else { return }
        clipped(to: area) { widget.draw(into: &$0, in: area) }
    }
}
