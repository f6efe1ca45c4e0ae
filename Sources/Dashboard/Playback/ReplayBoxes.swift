import RolloutCore
import TerminalUI

/// The keys of a replay, and those of the screen that do something in it.
struct ReplayHelp: Widget {
    let scroll: Int

    func draw(into canvas: inout Canvas, in area: Rect) {
        let box = Dialog(
            title: "help: replay, read-only",
            body: lines,
            footer: [StyledLine("j k scroll    Esc close", .muted)],
            preferredSize: Size(width: 78, height: min(lines.count + 3, area.height - 2)),
            offset: scroll
        )
        canvas.draw(box, in: area)
    }

    private var lines: [StyledLine] {
        let own = PlaybackKeymap.bindings.map { Self.row($0.label, $0.title) }
        let taken = Set(PlaybackKeymap.bindings.flatMap(\.keys))
        let others = Keymap.bindings.filter { binding in
            !binding.action.touchesRelease && binding.action != .freeze
                && !binding.keys.allSatisfy(taken.contains)
        }
        return [StyledLine("Replay", Style(.title, .bold))] + own
            + [.empty, StyledLine("Screen", Style(.title, .bold))]
            + others.map { Self.row($0.label, $0.title) }
            + [.empty, StyledLine("Keys that touch a release do nothing here.", .muted)]
    }

    private static func row(_ keys: String, _ title: String) -> StyledLine {
        StyledLine(keys.padded(to: 12), Style(.title, .bold)) + StyledLine(title)
    }
}

/// What differs between two marks.
struct DifferenceBox: Widget {
    private let lines: [DifferenceLine]

    init(_ lines: [DifferenceLine]) { self.lines = lines }

    func draw(into canvas: inout Canvas, in area: Rect) {
        let width = min(area.width, 100)
        let part = max(8, (width - 24 - 14) / 2)
        let body = lines.map { line in
            StyledLine(line.title.padded(to: 18), .title)
                + StyledLine(line.from.truncated(to: part).padded(to: part + 1))
                + StyledLine(line.to.truncated(to: part).padded(to: part + 1))
                + StyledLine(line.change, .changed)
        }
        let box = Dialog(
            title: "between two marks",
            body: body,
            footer: [StyledLine("any key closes", .muted)],
            preferredSize: Size(width: width, height: min(body.count + 3, area.height - 2))
        )
        canvas.draw(box, in: area)
    }
}
