import RolloutCore
import TerminalUI

/// What is judged, the most dangerous first, with its numbers and its limit.
struct CriteriaPanel: Widget {
    private let scene: Scene
    private let rows: [CriterionRow]
    private let form: Panel.Form

    init(_ scene: Scene, form: Panel.Form) {
        self.scene = scene
        self.form = form
        rows = scene.shownCriteria
    }

    /// Rows it takes to show all criteria, in a box with the evidence of one under them.
    static func height(of scene: Scene, form: Panel.Form) -> Int {
        scene.plan.criteria.count + (form == .box ? 4 : 1)
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let panel = Panel(
            title: StyledLine("1 criteria") + hidden(in: area.height)
                + scene.filterWords(of: .criteria),
            trailing: form == .box ? StyledLine(caption, .muted) : .empty,
            form: form,
            isFocused: scene.view.focus == .criteria
        )
        canvas.draw(panel, in: area)
        canvas.mark(area, .criteria)
        let inside = panel.interior(of: area)
        if form == .rule {
            // The headings stand in the rule itself, which saves a row of a small screen.
            canvas.fill(area.row(0).inset(left: 24))
            drawTable(into: &canvas, in: area)
        } else {
            let spare = min(2, max(0, inside.height - rows.count - 1))
            let (rest, last) = inside.cutBottom(spare)
            drawTable(into: &canvas, in: rest)
            drawEvidence(into: &canvas, in: last.inset(left: 1, right: 1))
        }
    }

    private func drawTable(into canvas: inout Canvas, in area: Rect) {
        let table = table(height: area.height - 1)
        canvas.draw(table, in: area)
        let body = area.inset(top: 1)
        for (line, row) in (table.offset..<rows.count).prefix(body.height).enumerated() {
            canvas.mark(body.row(line), .criteria, row: row)
        }
    }

    /// How many rows have no place; nobody is to take what is seen for all there is.
    private func hidden(in height: Int) -> StyledLine {
        let count = rows.count - max(0, height - (form == .box ? 3 : 1))
        return count > 0 ? StyledLine(" +\(count) below", .watch) : .empty
    }

    private var caption: String {
        let spans = Set(scene.plan.criteria.map(\.window))
        let window = spans.count == 1 ? spans.first.map { "window \($0.spoken), " } ?? "" : ""
        return window + "what is near its limit first"
    }

    private func drawEvidence(into canvas: inout Canvas, in area: Rect) {
        let lines = area.height > 1 ? evidence.wrapped(to: max(1, area.width)) : [evidence]
        canvas.draw(LineList(lines.map { StyledLine($0, .muted) }, hasGutter: false), in: area)
    }

    private var evidence: String {
        let chosen = rows.first { $0.metric == scene.view.metric } ?? rows.first
        guard let chosen, chosen.verdict != nil else { return idle }
        let last = scene.assessment.isJudging ? "" : "when last judged: "
        return last + chosen.evidence
    }

    private var idle: String {
        if scene.plan.criteria.isEmpty { return "the plan has no criteria" }
        if scene.rollout.isFirst { return "nothing to compare with on a first release" }
        return "nothing is judged before traffic moves"
    }

    private func table(height: Int) -> Table {
        let selection = rows.firstIndex { $0.metric == scene.view.metric }
        return Table(
            columns: columns(wide: form == .box),
            rows: rows.map(cells),
            offset: ScrollWindow.offset(
                showing: selection,
                count: rows.count,
                height: max(0, height),
                previous: 0
            ),
            selection: scene.view.focus == .criteria ? selection : nil,
            spacing: 1
        )
    }

    private func columns(wide: Bool) -> [Table.Column] {
        // The time to a decision has a column only while something waits for one.
        let waits = rows.contains { !$0.decides.isEmpty }
        return [
            .init(wide ? "  criterion" : "", width: 18...(wide ? 24 : 20)),
            .init("stable", width: 8...10, alignment: .right),
            .init("canary", width: 8...10, alignment: .right),
            .init("change", width: 9...10, alignment: .right),
            .init("limit", width: 9...10, alignment: .right),
            .init("", width: 6...14, priority: wide ? 3 : 4),
            .init("used", width: 5...5, alignment: .right),
            .init("range", width: 12...16, alignment: .right, priority: wide ? 2 : 5),
            .init("evidence", width: 14...18, alignment: .right, priority: 6),
            .init(
                "decided",
                width: waits ? 8...10 : 0...0,
                alignment: .right,
                priority: waits ? 2 : 8
            ),
            .init("last \(scene.span.spoken)", width: 10...20, priority: 4),
            .init("verdict", width: 10...10, priority: 1),
        ]
    }

    private func cells(_ row: CriterionRow) -> [Table.Content] {
        [
            .line(StyledLine("\(row.glyph) ", row.style) + StyledLine(row.metric.rawValue)),
            .text(row.stable, .stable),
            .text(row.canary, .canary),
            .text(row.change),
            .text(row.limit, .limit),
            .widget(ProgressBar(row.used, style: row.used ?? 0 > 1 ? row.style : .text)),
            .text(Figures.used(row.used)),
            .text(row.rangeWords),
            .text(row.samples, .muted),
            .text(row.decides, .watch),
            .widget(
                Sparkline(
                    ChartData(scene, row.criterion, arm: row.criterion.measure.arms.last ?? nil)
                        .values(points: 20),
                    limit: row.verdict?.evidence.limit,
                    style: .canary
                )
            ),
            .text(row.word, row.style),
        ]
    }
}
