import RolloutCore
import TerminalUI

/// Every instance of both sides as one cell, for fleets that no table can show.
///
/// The height of a cell is the measured value, its style the state; what is not ready shows its
/// state instead. Where there are more instances than cells, a cell stands for several, and shows
/// the oddest state and the greatest value among them.
struct HeatMap: Widget {
    /// From how many instances on it is drawn.
    static let leastCount = 200

    private let sides: [(arm: Arm, spots: [SideSummary.Spot])]
    private let top: Double
    private let legend: String

    init(_ scene: Scene) {
        let sides = scene.listing.sides
        self.sides = [Arm.canary, .stable].compactMap { arm in
            sides[arm].map { (arm, $0.spots) }
        }.filter { !$0.spots.isEmpty }
        top = self.sides.flatMap(\.spots).reduce(0) { max($0, $1.value ?? 0) }
        let sort = scene.view.sort
        let unit = Self.unit(sort)
        legend =
            top > 0
            ? "\(Self.name(sort)): ▁ 0 to █ \(Figures.value(top, unit: unit))" : "not measured"
    }

    /// What a cell shows of an instance: the column the table is sorted by, else p95.
    static func value(of traffic: InstanceTraffic?, _ sort: InstanceSort) -> Double? {
        guard let traffic else { return nil }
        return switch sort {
        case .requests: Double(traffic.requests)
        case .errors: Double(traffic.errors)
        case .open: Double(traffic.open)
        case .state, .name, .p95, .crashes, .since: traffic.p95
        }
    }

    private static func name(_ sort: InstanceSort) -> String {
        switch sort {
        case .requests: "requests/s"
        case .errors: "errors/s"
        case .open: "open requests"
        case .state, .name, .p95, .crashes, .since: "p95"
        }
    }

    private static func unit(_ sort: InstanceSort) -> String {
        switch sort {
        case .requests, .errors, .open: ""
        case .state, .name, .p95, .crashes, .since: "ms"
        }
    }

    /// Rows it wants at that width: every instance in a cell of its own, and a line a side.
    func height(width: Int) -> Int {
        let cells = max(1, width)
        return sides.reduce(0) { $0 + 1 + ($1.spots.count + cells - 1) / cells }
    }

    func draw(into canvas: inout Canvas, in area: Rect) {
        var rest = area
        let heads = sides.count
        let room = max(0, area.height - heads)
        let all = max(1, sides.reduce(0) { $0 + $1.spots.count })
        for (place, side) in sides.enumerated() {
            let isLast = place == sides.count - 1
            let wanted = (side.spots.count + max(1, area.width) - 1) / max(1, area.width)
            let share = max(1, room * side.spots.count / all)
            let height = min(wanted, isLast ? max(1, rest.height - 1) : share)
            let (head, below) = rest.cutTop(1)
            let (cells, next) = below.cutTop(height)
            drawHead(side.arm, side.spots, cells: cells, into: &canvas, in: head)
            drawCells(side.spots, into: &canvas, in: cells)
            rest = next
        }
    }

    private func drawHead(
        _ arm: Arm,
        _ spots: [SideSummary.Spot],
        cells: Rect,
        into canvas: inout Canvas,
        in line: Rect
    ) {
        let count = cells.width * cells.height
        let each = count > 0 ? (spots.count + count - 1) / count : 1
        var words = StyledLine(
            "\(arm.rawValue) \(spots.count.grouped)",
            arm == .canary ? .canary : .stable
        )
        if each > 1 { words.append("  a cell is \(each) instances, the oddest shows", .muted) }
        canvas.write(words, in: line)
        guard words.columns + legend.count + 2 < line.width else { return }
        canvas.write(StyledLine(legend, .muted), in: line, alignment: .right)
    }

    private func drawCells(
        _ spots: [SideSummary.Spot],
        into canvas: inout Canvas,
        in area: Rect
    ) {
        let cells = area.width * area.height
        guard cells > 0 else { return }
        let each = max(1, (spots.count + cells - 1) / cells)
        for first in stride(from: 0, to: spots.count, by: each) {
            let group = spots[first..<min(first + each, spots.count)]
            guard let oddest = group.min(by: { $0.oddness < $1.oddness }) else { continue }
            let value = group.reduce(nil as Double?) { greatest, spot in
                spot.value.map { max(greatest ?? 0, $0) } ?? greatest
            }
            let cell = first / each
            canvas.fill(
                Rect(
                    x: area.x + cell % area.width,
                    y: area.y + cell / area.width,
                    width: 1,
                    height: 1
                ),
                glyph(oddest, value),
                style: oddest.style
            )
        }
    }

    private func glyph(_ spot: SideSummary.Spot, _ value: Double?) -> Character {
        guard spot.oddness == Self.calm, let value, top > 0 else { return spot.glyph }
        let place = Int((min(max(value / top, 0), 1) * 7).rounded())
        return Self.heights[place]
    }

    /// The place of what carries traffic among states, see ``Instance/oddness``.
    private static let calm = 5
    private static let heights: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
}
