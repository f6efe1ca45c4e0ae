import RolloutCore
import TerminalUI

/// One metric over time, with its limit and the moments at which the weight changed.
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
            isFocused: isChosen
        )
        canvas.draw(panel, in: area)
        let inside = panel.interior(of: area).inset(left: form == .rule ? 1 : 0)
        canvas.draw(chart(in: inside.size), in: inside)
    }

    private func trailing(width: Int) -> StyledLine {
        let isShared = row.criterion.measure.arms == [nil]
        let parts: [(String, Style)] = [
            (
                row.canary == Figures.unknown ? "" : (isShared ? "now " : "canary ") + row.canary,
                .canary
            ),
            (row.stable == Figures.unknown || isShared ? "" : "stable \(row.stable)", .stable),
            (row.limit == Figures.unknown ? "" : "limit \(row.limit)", .limit), (hint, .muted),
        ]
        let room = width - TextWidth.columns(of: row.metric.rawValue) - 12
        var line = StyledLine.empty
        for (text, style) in parts where !text.isEmpty {
            let gap = line.isEmpty ? "" : "  "
            guard line.columns + text.count + gap.count <= room else { break }
            line.append(gap + text, style)
        }
        return line
    }

    private func chart(in size: Size) -> AreaChart {
        let points = max(1, size.width * (scene.view.glyphs == .braille ? 2 : 1))
        let axis = TimeAxis(
            now: scene.chartEnd,
            span: scene.span.components.seconds,
            points: points
        )
        let arm = shownArm(points: points)
        let values = ChartData(scene, row.criterion, arm: arm).values(points: points)
        let limit = row.verdict?.evidence.limit ?? row.criterion.above
        return AreaChart(
            values,
            limit: limit,
            marks: scene.picture.marks.compactMap { mark in
                axis.position(of: mark.at).map { .init(position: $0, label: mark.label) }
            },
            startLabel: "-\(scene.span.spoken)",
            endLabel: scene.isLive ? "now" : scene.chartEnd.clock,
            topLabel: topLabel(values, limit: limit),
            emptyMessage: "not measured in the last \(scene.span.spoken)",
            style: arm == .stable ? .stable : .canary
        )
    }

    /// The canary's line; stable's as long as the canary has none.
    private func shownArm(points: Int) -> Arm? {
        let arms = row.criterion.measure.arms
        guard arms.count > 1 else { return nil }
        let canary = ChartData(scene, row.criterion, arm: .canary)
        return canary.isEmpty(points: points) ? .stable : .canary
    }

    private func topLabel(_ values: [Double?], limit: Double?) -> String {
        guard values.contains(where: { $0 != nil }) else { return "" }
        let scale = ChartScale(values, limit: limit)
        let top = Figures.value(scale.top, unit: row.unit)
        guard scale.cutsPeaks else { return top }
        return "\(top), peak \(Figures.value(scale.greatest, unit: row.unit))"
    }
}
