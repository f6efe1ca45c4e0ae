import RolloutCore
import TerminalUI

/// The rows of a replay above the screen of the moment: where it stands, and the whole at a glance.
struct ReplayHead: Widget {
    private let playback: Playback
    private let metric: MetricName?

    init(_ playback: Playback, metric: MetricName?) {
        self.playback = playback
        self.metric = metric
    }

    /// Rows it takes at a size: the screen of the moment keeps the larger part.
    static func height(in size: Size) -> Int {
        switch size.height {
        case 24...: 4
        case 10...: 2
        default: size.height > 0 ? 1 : 0
        }
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        drawBand(into: &canvas, in: area.row(0))
        guard area.height > 1 else { return }
        // On the right there is room for what belongs to the rows, as far as the width allows.
        let note = area.width >= 100 ? 28 : 0
        let (track, side) = area.inset(left: 1, right: 1).cutRight(note)
        if area.height >= 4 {
            drawMarks(into: &canvas, in: track.row(1))
            drawProgress(into: &canvas, in: track.row(2))
            drawCurve(into: &canvas, in: track.row(3))
        } else {
            drawProgress(into: &canvas, in: track.row(1))
        }
        for (row, line) in notes.enumerated() where row + 1 < area.height {
            canvas.write(line, in: side.row(row + 1).inset(left: 2))
        }
    }
}

extension ReplayHead {
    private func drawBand(into canvas: inout Canvas, in area: Rect) {
        let outline = playback.outline
        let plan = outline.start.plan
        let state = playback.isPlaying ? "► PLAYING" : "‖ PAUSED"
        let versions = plan.stable.map { "\($0.label) → " } ?? "first "
        let name = "\(outline.start.release) \(plan.service) \(versions)\(plan.canary.label)"
        let place = "+\(playback.elapsed.clock) of \(outline.length.clock)"
        let line = FittedLine(
            left: [
                .init(["REPLAY \(state)", "REPLAY"], rank: 0),
                .init([name, "\(outline.start.release)", ""], rank: 5),
                .init(["\(playback.playhead.day) \(clock)", clock], rank: 1),
                .init([place, "+\(playback.elapsed.clock)"], rank: 2),
                .init([Self.spoken(playback.speed), ""], rank: 3),
                .init(playback.cutsIdle ? ["idle > 5 s cut", ""] : [""], rank: 6),
                .init([outline.remark.map { "! \($0)" } ?? "", ""], rank: 4),
            ],
            right: [
                .init([plan.environment, ""], rank: 7),
                .init(["read-only", ""], rank: 8),
            ],
            background: Style(.band, [.reverse, .bold])
        )
        canvas.draw(line, in: area)
    }

    private var clock: String { "\(playback.playhead.clock)Z" }

    private static func spoken(_ speed: Double) -> String {
        switch speed {
        case 0.25: "¼x"
        case 0.5: "½x"
        default: "\(Int(speed))x"
        }
    }

    /// Shifts with their weights, and everything that asked for attention, at their times.
    private func drawMarks(into canvas: inout Canvas, in area: Rect) {
        guard area.width > 0 else { return }
        canvas.drawRow("─", x: area.x, y: area.y, count: area.width)
        for (column, mark) in Self.lastMarks(playback, columns: area.width) {
            let role: Role = mark.isOwn ? .title : Self.role(mark.glyph)
            canvas.write(
                "\(mark.glyph)",
                x: area.x + column,
                y: area.y,
                style: style(role, mark.at)
            )
        }
        var free = area.x
        for shift in playback.outline.shifts where shift.label != "0%" {
            let label = "▲\(shift.label)"
            let column = area.x + playback.outline.part(of: shift.at, among: area.width)
            let line = StyledLine(label, style(.title, shift.at))
            guard column >= free, column + line.columns <= area.right else { continue }
            canvas.write(line, x: column, y: area.y)
            free = column + line.columns
        }
        drawPlayhead(into: &canvas, in: area)
    }

    /// The last mark of each column that has any; there may be more marks than can be drawn.
    private static func lastMarks(
        _ playback: Playback,
        columns: Int
    ) -> [(column: Int, mark: PlaybackMark)] {
        var last: [(column: Int, mark: PlaybackMark)] = []
        for mark in playback.marks where mark.glyph != "►" {
            let column = playback.outline.part(of: mark.at, among: columns)
            if last.last?.column == column { last.removeLast() }
            last.append((column, mark))
        }
        return last
    }

    private static func role(_ glyph: Character) -> Role {
        switch glyph {
        case "!", "‖": .watch
        case "✗", "▼": .fail
        default: .ok
        }
    }

    /// What comes after the playhead is dim: it was not known yet.
    private func style(_ role: Role, _ moment: Timestamp) -> Style {
        moment <= playback.playhead ? Style(role, .bold) : Style(.muted, .dim)
    }

    private func drawProgress(into canvas: inout Canvas, in area: Rect) {
        guard area.width > 0 else { return }
        let column = playback.outline.part(of: playback.playhead, among: area.width)
        canvas.fill(area, "░", style: .muted)
        canvas.fill(area.cutLeft(column).left, "█", style: .text)
        drawPlayhead(into: &canvas, in: area)
    }

    private func drawPlayhead(into canvas: inout Canvas, in area: Rect) {
        let column = area.x + playback.outline.part(of: playback.playhead, among: area.width)
        canvas.write("┃", x: column, y: area.y, style: Style(.title, .bold))
    }

    /// The canary's values of the metric that is charted, over the whole recording.
    private func drawCurve(into canvas: inout Canvas, in area: Rect) {
        guard let metric else { return }
        let values = playback.outline.curve(of: metric, parts: area.width)
        canvas.draw(Sparkline(values, style: .canary), in: area)
        let head = playback.outline.part(of: playback.playhead, among: area.width)
        let later = area.inset(left: head + 1)
        canvas.restyle(later) { _ in Style(.muted, .dim) }
        if values.indices.contains(head), values[head] == nil {
            drawPlayhead(into: &canvas, in: area)
        }
    }

    private var notes: [StyledLine] {
        let seen = playback.linesSeen.grouped
        return [
            StyledLine("event \(seen)/\(playback.outline.lines.count.grouped)", .muted),
            StyledLine(
                "mark \(playback.marksPassed.grouped)/\(playback.marks.count.grouped)",
                .muted
            ),
            StyledLine(metric.map { "\($0), canary" } ?? "", .muted),
        ]
    }
}
