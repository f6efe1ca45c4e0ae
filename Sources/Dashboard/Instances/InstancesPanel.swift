import RolloutCore
import TerminalUI

/// Every instance of both revisions: as a table, with many of them as a heat map over it, and as
/// dots on small screens.
struct InstancesPanel: Widget {
    private let scene: Scene
    private let form: Panel.Form

    init(_ scene: Scene, form: Panel.Form) {
        self.scene = scene
        self.form = form
    }

    /// Rows the form with dots takes.
    static func dotsHeight(of scene: Scene) -> Int { scene.plan.stable == nil ? 2 : 3 }

    private var ids: [InstanceID] { scene.listing.instances }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let panel = Panel(
            title: StyledLine("2 instances  ") + counts + scene.filterWords(of: .instances),
            trailing: form == .box ? StyledLine(caption, .muted) : .empty,
            form: form,
            isFocused: scene.view.focus == .instances
        )
        canvas.draw(panel, in: area)
        canvas.mark(area, .instances)
        let inside = panel.interior(of: area)
        if form == .rule {
            let arms: [Arm] = scene.plan.stable == nil ? [.canary] : [.stable, .canary]
            for (row, arm) in arms.enumerated() {
                let line = inside.row(row).inset(left: 2, right: 1)
                canvas.write(dots(of: arm, width: line.width), in: line)
            }
        } else {
            drawRows(into: &canvas, in: inside)
        }
    }

    private func drawRows(into canvas: inout Canvas, in area: Rect) {
        var body = area
        if ids.count > HeatMap.leastCount {
            let map = HeatMap(scene)
            let wanted = map.height(width: max(1, area.width - 2))
            let (top, rest) = area.cutTop(min(wanted, area.height / 2))
            canvas.draw(map, in: top.inset(left: 1, right: 1))
            body = rest
        }
        let detail = detail
        let (rest, foot) = body.cutBottom(detail.isEmpty || body.height < 5 ? 0 : 1)
        let first = firstShown(height: rest.height)
        canvas.draw(table(from: first, height: rest.height), in: rest)
        let lines = rest.inset(top: 1)
        for (line, row) in (first..<ids.count).prefix(lines.height).enumerated() {
            canvas.mark(lines.row(line), .instances, row: row)
        }
        canvas.write(detail, in: foot.inset(left: 1, right: 1))
    }

    private var caption: String {
        let sort = scene.view.sort
        let way = scene.view.isSortReversed ? ", reversed" : ""
        return sort == .state && way.isEmpty ? "" : "sorted by \(sort.rawValue)\(way)"
    }

    /// All that is known of the chosen instance, or of the first that has something to say.
    private var detail: StyledLine {
        if let chosen = scene.view.instance, let row = InstanceRow(chosen, scene) {
            return StyledLine(row.text, row.style)
        }
        // What is odd comes first, so there is no need to look through thousands.
        let odd = ids.prefix(Self.looked).lazy.compactMap { InstanceRow($0, scene) }
            .first { $0.isOdd && !$0.detail.isEmpty }
        return odd.map { StyledLine($0.text, $0.style) } ?? .empty
    }

    private static let looked = 50

    private var counts: StyledLine {
        let wanted = scene.plan.instanceCount
        var line = StyledLine.empty
        for (arm, style) in [(Arm.stable, Style.stable), (.canary, .canary)]
        where scene.plan.revision(of: arm) != nil {
            let carrying = scene.listing.sides[arm]?.carrying ?? 0
            let text = "\(arm.rawValue) \(carrying.grouped)/\(wanted.grouped)"
            line.append((line.isEmpty ? "" : "  ") + text, style)
        }
        return line
    }

    private var selection: Int? { scene.view.instance.flatMap { ids.firstIndex(of: $0) } }

    private func firstShown(height: Int) -> Int {
        ScrollWindow.offset(
            showing: selection,
            count: ids.count,
            height: max(0, height - 1),
            previous: 0
        )
    }

    private func table(from first: Int, height: Int) -> Table {
        let count = max(0, height - 1)
        let selection = selection
        let shown = ids[first..<min(ids.count, first + count)].compactMap { InstanceRow($0, scene) }
        let states = shown.map { TextWidth.columns(of: $0.state) }.max() ?? 0
        return Table(
            columns: columns(name: scene.listing.nameWidth, state: states),
            rows: shown.map(cells),
            selection: scene.view.focus == .instances ? selection.map { $0 - first } : nil,
            spacing: 1
        )
    }

    /// Names and states as wide as the widest, so that what tells instances apart is never cut.
    private func columns(name: Int, state: Int) -> [Table.Column] {
        let name = min(24, max(8, name))
        let state = min(20, max(8, state))
        return [
            .init("", width: 1...1),
            .init("instance", width: name...name),
            .init("revision", width: 8...10, priority: 3),
            .init("side", width: 6...6),
            .init("state", width: state...state),
            .init("req/s", width: 5...6, alignment: .right),
            .init("p95", width: 7...8, alignment: .right, priority: 1),
            .init("errors", width: 6...6, alignment: .right, priority: 2),
            .init("open", width: 4...5, alignment: .right, priority: 4),
            .init("crashes", width: 7...7, alignment: .right, priority: 6),
            .init("since", width: 5...5, alignment: .right, priority: 2),
            .init("detail", width: 10...40, priority: 7),
        ]
    }

    private func cells(_ row: InstanceRow) -> [Table.Content] {
        let side: Style = row.instance.arm == .canary ? .canary : .stable
        let crashes = row.instance.crashes
        return [
            .text(row.glyph, row.style),
            .text(row.id.rawValue, row.isNew ? .changed : .text),
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

extension InstancesPanel {
    /// A dot for each and the odd ones in words; with too many for the line, only those.
    private func dots(of arm: Arm, width: Int) -> StyledLine {
        let head = StyledLine(arm.rawValue.padded(to: 8), arm == .canary ? .canary : .stable)
        guard let side = scene.listing.sides[arm], !side.spots.isEmpty else {
            return head + StyledLine("none yet", .muted)
        }
        let count = head + StyledLine(side.carrying.grouped, .muted) + StyledLine("● ", .ok)
        // Every dot takes three columns at least.
        guard side.spots.count <= width / 3 else { return count + words(side) }
        let all = head + dots(side) + words(side)
        return all.columns > width ? count + words(side) : all
    }

    private func dots(_ side: SideSummary) -> StyledLine {
        side.spots.reduce(into: .empty) { line, spot in
            line.append("\(spot.number)", .muted)
            line.append("\(spot.glyph) ", spot.style)
        }
    }

    /// Everything that should carry traffic and does not, by state: `crashed 7, starting 8 9`.
    private func words(_ side: SideSummary) -> StyledLine {
        side.oddities.reduce(into: .empty) { line, oddity in
            let numbers = oddity.numbers.map(String.init).joined(separator: " ")
            let isLong = oddity.count > oddity.numbers.count
            let which = isLong ? "\(oddity.count.grouped) instances" : numbers
            line.append(" \(oddity.state) \(which) ", oddity.style)
        }
    }
}
