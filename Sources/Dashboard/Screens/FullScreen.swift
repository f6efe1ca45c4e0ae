import RolloutCore
import TerminalUI

/// Everything, from 180x45.
struct FullScreen: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    func draw(into canvas: inout Canvas, in area: Rect) {
        canvas.draw(Head(scene: scene), in: area.cutTop(Head.height(of: scene)).top)
        let (rest, keys) = area.inset(top: Head.height(of: scene)).cutBottom(1)
        let (body, flash) = rest.cutBottom(1)
        canvas.draw(KeyBarLine(scene.dashboard, hasFlash: false), in: keys)
        canvas.write(notice, in: flash.inset(left: 1, right: 1))
        guard !scene.view.isZoomed else {
            canvas.draw(ZoomedPanel(scene: scene, form: .box), in: body)
            return
        }
        let parts = body.rows([.share(16), .share(9)])
        drawTop(into: &canvas, in: parts[0])
        let columns = parts[1].columns([.share(13), .share(7)])
        canvas.draw(EventsPanel(scene, form: .box), in: columns[0])
        canvas.draw(ChangesPanel(scene), in: columns[1])
    }

    /// The answer to the last key, or what nobody has acknowledged yet.
    private var notice: StyledLine {
        if let answer = scene.dashboard.flash { return StyledLine(answer.text, Style(answer.role)) }
        guard let alert = scene.dashboard.alert else { return .empty }
        let age = max(.zero, scene.dashboard.now - alert.at).age
        let glyph = StyledLine("! ", Style(alert.role, .bold))
        return glyph + StyledLine(alert.text, Style(alert.role))
            + StyledLine("  \(age) ago, x acknowledges", .muted)
    }

    private func drawTop(into canvas: inout Canvas, in area: Rect) {
        let columns = area.columns([.share(12), .share(13)])
        let height = CriteriaPanel.height(of: scene, form: .box) + 1
        let (criteria, instances) = columns[0].cutTop(min(height, area.height * 2 / 3))
        canvas.draw(CriteriaPanel(scene, form: .box), in: criteria)
        canvas.draw(InstancesPanel(scene, form: .box), in: instances)
        if let end = EndPanel(scene, form: .box) {
            let wanted = end.lines(width: max(1, columns[1].width - 4)).count + 2
            let room = columns[1].height - wanted
            let (top, rest) = columns[1].cutTop(room < 9 ? columns[1].height : wanted)
            canvas.draw(end, in: top)
            canvas.draw(ChartGrid(scene, rows: rest.height >= 18 ? 2 : 1), in: rest)
        } else if scene.rollout.trafficMoved == nil {
            canvas.draw(ChecksPanel(scene, form: .box), in: columns[1])
        } else {
            canvas.draw(ChartGrid(scene, rows: 3), in: columns[1])
        }
    }
}

/// Charts side by side, in the order of the plan, so that none jumps about.
struct ChartGrid: Widget {
    private let scene: Scene
    private let rows: Int

    init(_ scene: Scene, rows: Int) {
        self.scene = scene
        self.rows = rows
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let charted = scene.view.charted
        let all = scene.plan.criteria
        var criteria = Array(all.prefix(rows * 2))
        // The one a person went to is always among them, else the one that is worse.
        let worst = CriterionRow.rows(scene).first { $0.verdict?.kind.speaksAgainst == true }
        let wanted = charted ?? worst?.metric
        if let last = all.dropFirst(criteria.count).first(where: { $0.metric == wanted }) {
            criteria[criteria.count - 1] = last
        }
        let shown = scene.shownCriteria
        let lines = area.rows(Array(repeating: .share(1), count: rows))
        for (index, criterion) in criteria.enumerated() {
            let halves = lines[index / 2].columns([.share(1), .share(1)])
            let chart = ChartPanel(
                scene,
                CriterionRow(criterion, scene),
                form: .box,
                isChosen: criterion.metric == charted
            )
            canvas.draw(chart, in: halves[index % 2])
            let row = shown.firstIndex { $0.metric == criterion.metric }
            if let row { canvas.mark(halves[index % 2], .criteria, row: row) }
        }
    }
}
