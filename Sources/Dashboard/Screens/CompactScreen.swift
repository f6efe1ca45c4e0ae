import RolloutCore
import TerminalUI

/// State, split, the worst criterion and the newest events, from 30x4.
struct CompactScreen: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    func draw(into canvas: inout Canvas, in area: Rect) {
        canvas.draw(StateBand(scene), in: area.row(0))
        let (middle, keys) = area.inset(top: 1).cutBottom(1)
        canvas.draw(KeyBarLine(scene.dashboard, hasFlash: true), in: keys)
        var widgets: [any Widget] = [TrafficLine(scene), NextLine(scene)]
        if let end = EndPanel(scene, form: .rule) {
            widgets = end.lines(width: max(1, area.width - 2)).map { OneLine($0) }
        } else if scene.rollout.trafficMoved == nil {
            widgets += [StepsLine(scene), OneLine(instances)]
        } else {
            widgets += criteria + [StepsLine(scene), OneLine(instances)]
        }
        for (row, widget) in widgets.enumerated() {
            canvas.draw(widget, in: middle.row(row))
        }
        drawEvents(into: &canvas, in: middle.inset(top: widgets.count))
    }

    private var criteria: [any Widget] {
        let rows = CriterionRow.rows(scene)
        guard let worst = rows.first else { return [] }
        var first = StyledLine("\(worst.glyph) \(worst.metric)  ", worst.style)
        first.append("\(worst.canary)", .canary)
        first.append("  \(worst.change)  \(worst.limit)  \(Figures.used(worst.used)) used")
        guard rows.count > 1 else { return [OneLine(first)] }
        let others = rows.dropFirst()
        let kinds: [Verdict.Kind] = [.worse, .suspect, .unmeasured, .undecided, .pass]
        let counts = kinds.compactMap { kind -> String? in
            let count = others.count { $0.verdict?.kind == kind }
            return count == 0 ? nil : "\(count) \(VerdictFace(kind).word)"
        }
        let words = counts.isEmpty ? "not judged" : counts.joined(separator: ", ")
        return [OneLine(first), OneLine(StyledLine("others: \(words)", .muted))]
    }

    private var instances: StyledLine {
        let rollout = scene.rollout
        var line = StyledLine("instances  ", .muted)
        line.append("stable \(rollout.carrying(.stable))", .stable)
        line.append("  canary \(rollout.carrying(.canary))", .canary)
        line.append(" of \(scene.plan.instanceCount) in traffic", .muted)
        return line
    }

    private func drawEvents(into canvas: inout Canvas, in area: Rect) {
        let lines = scene.picture.log.lines.suffix(area.height).reversed()
        for (row, event) in lines.enumerated() {
            var line = StyledLine("\(event.at.clock) ", .muted)
            line.append("\(event.glyph) \(event.sentence)", Style(event.role))
            canvas.draw(OneLine(line), in: area.row(row))
        }
    }
}

/// A styled line as a widget, one cell from both edges.
struct OneLine: Widget {
    private let line: StyledLine

    init(_ line: StyledLine) { self.line = line }

    func draw(into canvas: inout Canvas, in area: Rect) {
        canvas.write(line, in: area.row(0).inset(left: 1, right: 1))
    }
}

/// The least there is: the state band, and the answer to a key under it where there is a row.
struct LineScreen: Widget {
    private let scene: Scene

    init(_ scene: Scene) { self.scene = scene }

    func draw(into canvas: inout Canvas, in area: Rect) {
        canvas.draw(StateBand(scene), in: area.row(0))
        if area.height > 1 {
            canvas.draw(KeyBarLine(scene.dashboard, hasFlash: true), in: area.row(1))
        }
    }
}
