import TerminalUI

extension DashboardModel {
    /// Moves the keys to the panel under the pointer and chooses its row there.
    ///
    /// Nothing is opened and nothing is sent: a click is easily made by mistake. Over boxes it does
    /// nothing.
    mutating func click(column: Int, row: Int) {
        guard let spot = canvas.spot(column: column, row: row),
            let panel = PanelName(rawValue: spot.panel)
        else { return }
        if view.focus != panel {
            view.focus = panel
            view.scroll = 0
        }
        if let row = spot.row { choose(row, in: panel) }
    }

    private mutating func choose(_ row: Int, in panel: PanelName) {
        guard let scene else { return }
        switch panel {
        case .criteria:
            let rows = scene.shownCriteria
            guard rows.indices.contains(row) else { return }
            view.metric = rows[row].metric
            view.charted = view.metric
        case .instances:
            let ids = scene.listing.instances
            if ids.indices.contains(row) { view.instance = ids[row] }
        case .events: view.event = row
        case .changes: break
        }
    }
}

extension Canvas {
    /// Notes which panel an area belongs to, and which row of it is there.
    ///
    /// Criteria and instances are numbered as they are shown, events by their sequence.
    mutating func mark(_ area: Rect, _ panel: PanelName, row: Int? = nil) {
        mark(area, panel: panel.rawValue, row: row)
    }
}
