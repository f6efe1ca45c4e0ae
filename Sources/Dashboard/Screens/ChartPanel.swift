import RolloutCore
import TerminalUI

/// One metric over time, with its limit, stable's values, the moments at which the weight changed,
/// and the second a person looks at.
struct ChartPanel: Widget {
    private let scene: Scene
    private let row: CriterionRow
    private let form: Panel.Form
    private let hint: String
    private let isChosen: Bool

    /// - Parameters:
    ///   - scene: what is shown.
    ///   - row: the criterion with its figures.
    ///   - form: a box, or a rule above.
    ///   - hint: keys to name in the title.
    ///   - isChosen: whether it stands out among others as the one a person went to.
    init(
        _ scene: Scene,
        _ row: CriterionRow,
        form: Panel.Form,
        hint: String = "",
        isChosen: Bool = false
    ) {
        self.scene = scene
        self.row = row
        self.form = form
        self.hint = hint
        self.isChosen = isChosen
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let title = StyledLine("\(row.glyph) ", row.style) + StyledLine(row.metric.rawValue)
        let panel = Panel(
            title: title,
            trailing: trailing(width: area.width),
            form: form,
            isMarked: isChosen
        )
        canvas.draw(panel, in: area)
        let inside = panel.interior(of: area).inset(left: form == .rule ? 1 : 0)
        drawChart(into: &canvas, in: inside)
    }

    private func trailing(width: Int) -> StyledLine {
        let room = width - TextWidth.columns(of: row.metric.rawValue) - 10
        var line = StyledLine.empty
        for (text, style) in scene.view.cursor.map(values(at:)) ?? present where !text.isEmpty {
            let gap = line.isEmpty ? "" : "  "
            guard line.columns + TextWidth.columns(of: text) + gap.count <= room else { break }
            line.append(gap + text, style)
        }
        return line
    }

    private var isShared: Bool { row.criterion.measure.arms == [nil] }

    private var present: [(String, Style)] {
        [
            (
                row.canary == Figures.unknown ? "" : (isShared ? "now " : "canary ") + row.canary,
                .canary
            ),
            (row.stable == Figures.unknown || isShared ? "" : "• stable \(row.stable)", .stable),
            (row.limit == Figures.unknown ? "" : "limit \(row.limit)", .limit), (hint, .muted),
        ]
    }

    /// What was measured in the second under the cursor; of several seconds the greatest, as the
    /// chart draws it.
    private func values(at cursor: Timestamp) -> [(String, Style)] {
        let step = scene.cursorStep
        return row.criterion.measure.arms.reversed().map { arm -> (String, Style) in
            let key = MetricHistory.Key(metric: row.metric, arm: arm)
            let seconds = scene.picture.history
                .values(of: key, from: cursor, count: Int(step.components.seconds))
            let value = Figures.value(seconds.compactMap(\.self).max(), unit: row.unit)
            let style: Style = arm == .stable ? .stable : .canary
            let mark = arm == .stable ? "• " : ""
            return (mark + (arm.map { "\($0.rawValue) " } ?? "") + value, style)
        }
    }

    /// The seconds under the cursor: `14:03:21`, or `14:03:21–03:23`.
    private func words(of cursor: Timestamp) -> String {
        let last = cursor + scene.cursorStep - .seconds(1)
        return last == cursor ? cursor.clock : "\(cursor.clock)–\(last.clock.suffix(5))"
    }

    private func drawChart(into canvas: inout Canvas, in area: Rect) {
        let points = max(1, area.width * (scene.view.glyphs == .braille ? 2 : 1))
        let axis = TimeAxis(
            now: scene.chartEnd,
            span: scene.span.components.seconds,
            points: points
        )
        let arm = shownArm(points: points)
        let values = ChartData(scene, row.criterion, arm: arm).values(points: points)
        let beside = arm == .canary ? stable(points: points) : []
        let limit = row.verdict?.evidence.limit ?? row.criterion.above
        let scale = ChartScale(values + beside, limit: limit)
        let hasValues = values.contains { $0 != nil }
        let chart = AreaChart(
            values,
            limit: limit,
            scale: hasValues ? 0...scale.top : nil,
            marks: scene.picture.marks.compactMap { mark in
                axis.position(of: mark.at).map { .init(position: $0, label: mark.label) }
            },
            startLabel: "-\(scene.span.spoken)",
            endLabel: scene.isLive ? "now" : scene.chartEnd.clock,
            topLabel: hasValues ? topLabel(scale) : "",
            emptyMessage: "not measured in the last \(scene.span.spoken)",
            style: arm == .stable ? .stable : .canary
        )
        canvas.draw(chart, in: area)
        guard hasValues else { return }
        canvas.clipped(to: area) { canvas in
            chart.drawLine(beside, style: .stable, into: &canvas, in: area)
            if let cursor = scene.view.cursor, let place = axis.position(of: cursor) {
                chart.drawCursor(at: place, label: words(of: cursor), into: &canvas, in: area)
            }
        }
    }

    private func stable(points: Int) -> [Double?] {
        guard row.criterion.measure.arms.count > 1 else { return [] }
        return ChartData(scene, row.criterion, arm: .stable).values(points: points)
    }

    /// The canary's line; stable's as long as the canary has none.
    private func shownArm(points: Int) -> Arm? {
        let arms = row.criterion.measure.arms
        guard arms.count > 1 else { return nil }
        let canary = ChartData(scene, row.criterion, arm: .canary)
        return canary.isEmpty(points: points) ? .stable : .canary
    }

    private func topLabel(_ scale: ChartScale) -> String {
        let top = Figures.value(scale.top, unit: row.unit)
        guard scale.cutsPeaks else { return top }
        return "\(top), peak \(Figures.value(scale.greatest, unit: row.unit))"
    }
}
