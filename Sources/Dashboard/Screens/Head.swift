import RolloutCore
import TerminalUI

/// The rows that answer the first questions at every size.
struct Head: Widget {
    let scene: Scene

    /// Rows it takes: one more where more than traffic moves.
    static func height(of scene: Scene) -> Int { AlsoLine.isNeeded(scene) ? 5 : 4 }

    func draw(into canvas: inout Canvas, in area: Rect) {
        canvas.draw(StateBand(scene), in: area.row(0))
        canvas.draw(StepsLine(scene), in: area.row(1))
        canvas.draw(TrafficLine(scene), in: area.row(2))
        canvas.draw(NextLine(scene), in: area.row(3))
        if AlsoLine.isNeeded(scene) { canvas.draw(AlsoLine(scene), in: area.row(4)) }
    }
}

/// One panel in place of all others.
struct ZoomedPanel: Widget {
    let scene: Scene
    let form: Panel.Form

    func draw(into canvas: inout Canvas, in area: Rect) {
        switch scene.view.focus {
        case .criteria:
            let height = CriteriaPanel.height(of: scene, form: form)
            let (top, rest) = area.cutTop(height)
            canvas.draw(CriteriaPanel(scene, form: form), in: top)
            canvas.draw(ChosenChart(scene, form: form), in: rest)
        case .instances:
            canvas.draw(InstancesPanel(scene, form: .box), in: area)
        case .events:
            canvas.draw(EventsPanel(scene, form: form), in: area)
        case .changes:
            canvas.draw(ChangesPanel(scene), in: area)
        }
    }
}

/// The chart of the metric a person chose, or of the one nearest its limit.
struct ChosenChart: Widget {
    let scene: Scene
    let form: Panel.Form

    init(_ scene: Scene, form: Panel.Form) {
        self.scene = scene
        self.form = form
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let rows = CriterionRow.rows(scene)
        guard let row = rows.first(where: { $0.metric == scene.view.charted }) ?? rows.first else {
            canvas.draw(Panel(title: "chart", form: form), in: area)
            return
        }
        canvas.draw(ChartPanel(scene, row, form: form, hint: "< > metric"), in: area)
    }
}
