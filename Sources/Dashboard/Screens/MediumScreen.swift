import RolloutCore
import TerminalUI

/// One chart and three panels, from 110x32.
struct MediumScreen: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    func draw(into canvas: inout Canvas, in area: Rect) {
        canvas.draw(Head(scene: scene), in: area.cutTop(Head.height(of: scene)).top)
        let (body, keys) = area.inset(top: Head.height(of: scene)).cutBottom(1)
        canvas.draw(KeyBarLine(scene.dashboard, hasFlash: true), in: keys)
        // What has no place here is shown alone when keys are moved to it.
        guard !scene.view.isZoomed, scene.view.focus != .changes else {
            canvas.draw(ZoomedPanel(scene: scene, form: .box), in: body)
            return
        }
        if let end = EndPanel(scene, form: .box) {
            drawEnd(end, into: &canvas, in: body)
            return
        }
        let wanted = CriteriaPanel.height(of: scene, form: .box)
        let (criteria, rest) = body.cutTop(min(wanted, body.height * 2 / 5))
        canvas.draw(CriteriaPanel(scene, form: .box), in: criteria)
        let parts = rest.rows([.share(13), .share(8)])
        let columns = parts[0].columns([.share(1), .share(1)])
        canvas.draw(InstancesPanel(scene, form: .box), in: columns[0])
        if scene.rollout.trafficMoved == nil {
            canvas.draw(ChecksPanel(scene, form: .box), in: columns[1])
        } else {
            canvas.draw(ChosenChart(scene, form: .box), in: columns[1])
        }
        canvas.draw(EventsPanel(scene, form: .box), in: parts[1])
    }

    /// How it ended comes first, then what the criteria said last, then what happened.
    private func drawEnd(_ end: EndPanel, into canvas: inout Canvas, in area: Rect) {
        let wanted = end.lines(width: max(1, area.width - 4)).count + 2
        let (top, below) = area.cutTop(min(wanted, max(0, area.height - 6)))
        canvas.draw(end, in: top)
        let table = CriteriaPanel.height(of: scene, form: .box)
        let hasTable = scene.rollout.trafficMoved != nil && below.height >= table + 5
        let (criteria, rest) = below.cutTop(hasTable ? table : 0)
        if hasTable { canvas.draw(CriteriaPanel(scene, form: .box), in: criteria) }
        canvas.draw(EventsPanel(scene, form: .box), in: rest)
    }
}

/// Rules instead of boxes, from 72x20.
struct SmallScreen: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    func draw(into canvas: inout Canvas, in area: Rect) {
        canvas.draw(Head(scene: scene), in: area.cutTop(Head.height(of: scene)).top)
        let (body, keys) = area.inset(top: Head.height(of: scene)).cutBottom(1)
        canvas.draw(KeyBarLine(scene.dashboard, hasFlash: true), in: keys)
        guard !scene.view.isZoomed, scene.view.focus != .changes else {
            canvas.draw(ZoomedPanel(scene: scene, form: .rule), in: body)
            return
        }
        if let end = EndPanel(scene, form: .rule) {
            drawEnd(end, into: &canvas, in: body)
            return
        }
        let wanted = CriteriaPanel.height(of: scene, form: .rule)
        let (criteria, rest) = body.cutTop(min(wanted, body.height / 2))
        canvas.draw(CriteriaPanel(scene, form: .rule), in: criteria)
        let (instances, below) = rest.cutTop(InstancesPanel.dotsHeight(of: scene))
        canvas.draw(InstancesPanel(scene, form: .rule), in: instances)
        let parts = below.rows([.share(1), .share(1)])
        if scene.rollout.trafficMoved == nil {
            canvas.draw(ChecksPanel(scene, form: .rule), in: parts[0])
        } else {
            canvas.draw(ChosenChart(scene, form: .rule), in: parts[0])
        }
        canvas.draw(EventsPanel(scene, form: .rule), in: parts[1])
    }

    /// How it ended has as much room as it needs; events take the rest.
    private func drawEnd(_ end: EndPanel, into canvas: inout Canvas, in area: Rect) {
        let wanted = end.lines(width: max(1, area.width - 2)).count + 1
        let (top, rest) = area.cutTop(min(wanted, max(0, area.height - 4)))
        canvas.draw(end, in: top)
        canvas.draw(EventsPanel(scene, form: .rule), in: rest)
    }
}
