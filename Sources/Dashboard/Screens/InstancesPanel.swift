import RolloutCore
import TerminalUI

/// Every instance of both revisions, the odd ones first; a line of dots on small screens.
struct InstancesPanel: Widget {
    private let scene: Scene
    private let rows: [InstanceRow]
    private let form: Panel.Form

    init(_ scene: Scene, form: Panel.Form) {
        self.scene = scene
        self.form = form
        rows = InstanceRow.rows(scene)
    }

    /// Rows the form with dots takes.
    static func dotsHeight(of scene: Scene) -> Int { scene.plan.stable == nil ? 2 : 3 }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let panel = Panel(
            title: StyledLine("2 instances  ") + counts,
            form: form,
            isFocused: scene.view.focus == .instances
        )
        canvas.draw(panel, in: area)
        let inside = panel.interior(of: area)
        if form == .rule {
            let arms: [Arm] = scene.plan.stable == nil ? [.canary] : [.stable, .canary]
            for (row, arm) in arms.enumerated() {
                let line = inside.row(row).inset(left: 2, right: 1)
                canvas.write(dots(of: arm, width: line.width), in: line)
            }
        } else {
            let detail = detail
            let (rest, foot) = inside.cutBottom(detail.isEmpty || inside.height < 5 ? 0 : 1)
            canvas.draw(table(height: rest.height), in: rest)
            canvas.write(detail, in: foot.inset(left: 1, right: 1))
        }
    }

    /// All that is known of the chosen instance, or of the first that has something to say.
    private var detail: StyledLine {
        let chosen = rows.first { $0.id == scene.view.instance }
        guard let row = chosen ?? rows.first(where: { $0.isOdd && !$0.detail.isEmpty }) else {
            return .empty
        }
        let report = row.instance.report
        let parts = [
            "\(row.id) \(row.state)", row.detail, report.endpoint ?? "",
            report.pid.map { "pid \($0)" } ?? "",
        ]
        return StyledLine(parts.filter { !$0.isEmpty }.joined(separator: ", "), row.style)
    }

    private var counts: StyledLine {
        let wanted = scene.plan.instanceCount
        var line = StyledLine.empty
        for (arm, style) in [(Arm.stable, Style.stable), (.canary, .canary)]
        where scene.plan.revision(of: arm) != nil {
            let text = "\(arm.rawValue) \(scene.rollout.carrying(arm))/\(wanted)"
            line.append((line.isEmpty ? "" : "  ") + text, style)
        }
        return line
    }

    /// A dot for each and the odd ones in words; with too many for the line, only those.
    private func dots(of arm: Arm, width: Int) -> StyledLine {
        let mine = rows.filter { $0.instance.arm == arm && !$0.isWorker }.sorted { $0.id < $1.id }
        let head = StyledLine(arm.rawValue.padded(to: 8), arm == .canary ? .canary : .stable)
        guard !mine.isEmpty else { return head + StyledLine("none yet", .muted) }
        let all = head + dots(mine) + words(mine)
        guard all.columns > width else { return all }
        let count = mine.count { $0.instance.carriesTraffic }
        return head + StyledLine("\(count)", .muted) + StyledLine("● ", .ok) + words(mine)
    }

    private func dots(_ mine: [InstanceRow]) -> StyledLine {
        mine.reduce(into: .empty) { line, row in
            line.append("\(row.id.number)", .muted)
            line.append("\(row.glyph) ", row.style)
        }
    }

    /// Everything that should carry traffic and does not, by state: `crashed 7, starting 8 9`.
    private func words(_ mine: [InstanceRow]) -> StyledLine {
        var states: [String] = []
        for row in mine where row.isOdd && !states.contains(row.shortState) {
            states.append(row.shortState)
        }
        return states.reduce(into: .empty) { line, state in
            let those = mine.filter { $0.isOdd && $0.shortState == state }
            let numbers = those.map { "\($0.id.number)" }.joined(separator: " ")
            let which = those.count > 6 ? "\(those.count) instances" : numbers
            line.append(" \(state) \(which) ", those.first?.style ?? .text)
        }
    }

    private func table(height: Int) -> Table {
        let selection = rows.firstIndex { $0.id == scene.view.instance }
        return Table(
            columns: [
                .init("", width: 1...1),
                .init("instance", width: width(of: \.id.rawValue, atMost: 24)),
                .init("revision", width: 8...10, priority: 3),
                .init("side", width: 6...6),
                .init("state", width: width(of: \.state, atMost: 20)),
                .init("req/s", width: 5...6, alignment: .right),
                .init("p95", width: 7...8, alignment: .right, priority: 1),
                .init("errors", width: 6...6, alignment: .right, priority: 2),
                .init("open", width: 4...5, alignment: .right, priority: 4),
                .init("crashes", width: 7...7, alignment: .right, priority: 6),
                .init("since", width: 5...5, alignment: .right, priority: 2),
                .init("detail", width: 10...40, priority: 7),
            ],
            rows: rows.map(cells),
            offset: ScrollWindow.offset(
                showing: selection,
                count: rows.count,
                height: max(0, height - 1),
                previous: 0
            ),
            selection: scene.view.focus == .instances ? selection : nil,
            spacing: 1
        )
    }

    /// As wide as the widest cell, so that what tells instances apart is never cut.
    private func width(of text: (InstanceRow) -> String, atMost limit: Int) -> ClosedRange<Int> {
        let widest = rows.map { TextWidth.columns(of: text($0)) }.max() ?? 0
        let width = min(limit, max(8, widest))
        return width...width
    }

    private func cells(_ row: InstanceRow) -> [Table.Content] {
        let side: Style = row.instance.arm == .canary ? .canary : .stable
        let crashes = row.instance.crashes
        return [
            .text(row.glyph, row.style),
            .text(row.id.rawValue),
            .text(row.revision, side),
            .text(row.instance.arm.rawValue, side),
            .text(row.state, row.style),
            .text(row.requests),
            .text(row.p95),
            .text(row.errors, (row.traffic?.errors ?? 0) > 0 ? .watch : .text),
            .text(row.open),
            .text("\(crashes)", crashes > 0 ? .fail : .muted),
            .text(row.age, .muted),
            .text(row.detail, .muted),
        ]
    }
}
