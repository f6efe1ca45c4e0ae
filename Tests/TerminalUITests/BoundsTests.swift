import Testing

@testable import TerminalUI

/// No widget draws outside of its area, whatever its size.
@Suite struct BoundsTests {
    private static let widgets: [any Widget] = [
        Panel(title: "1 criteria", trailing: "sorted by margin"),
        Panel(title: "世界世界世界", trailing: "▓▓", form: .rule, isFocused: true),
        Table(
            columns: [
                .init("criterion", width: 4...20), .init("used", width: 3...9, priority: 1),
                .init("spark", width: 4...1000, alignment: .right, priority: 2),
            ],
            rows: [
                ["世界世界", .widget(ProgressBar(0.4)), .widget(Sparkline([1, nil, 3], limit: 2))],
                ["p99", "310 ms"],
            ],
            offset: -4,
            selection: 1
        ),
        LineList(["世界世界世界", "a", "b"], offset: 9, selection: 2),
        ProgressBar(0.3), ProgressBar(nil), ProgressBar(.infinity), ProgressBar(-.infinity),
        SplitBar(observed: 0.3, asked: 0.9, leading: "stable 世", trailing: "canary 世"),
        SplitBar(observed: nil), SplitBar(observed: 1, asked: 0), SplitBar(observed: 0, asked: 1),
        Sparkline([1, .infinity, -5, nil, 1e300], scale: 3...3),
        AreaChart([]),
        AreaChart(
            [nil, 1, 5, .nan, 1e300, -7],
            limit: 4,
            marks: [.init(position: -3, label: "世"), .init(position: .nan, label: "25%")],
            startLabel: "-15m",
            endLabel: "now",
            topLabel: "500 ms"
        ),
        Dialog(title: "ROLL BACK", body: ["世界世界", "b"], footer: ["y yes", "n no"]),
        KeyBar([.init("P", "pause"), .init("世", "advance", unavailable: "gate shut")]),
    ]

    private static let sizes: [(Int, Int)] =
        (0...12).flatMap { width in (0...5).map { (width, $0) } }
        + [(30, 4), (80, 24), (120, 36)]

    @Test(arguments: GlyphSet.allCases)
    func `no widget draws outside of its area`(glyphs: GlyphSet) {
        for (width, height) in Self.sizes {
            var empty = Canvas(size: Size(width: width + 4, height: height + 4), glyphs: glyphs)
            empty.fill(empty.bounds, "Z", style: .limit)
            for widget in Self.widgets {
                var canvas = empty
                let area = Rect(x: 2, y: 2, width: width, height: height)
                canvas.draw(widget, in: area)
                canvas.fill(area, "Z", style: .limit)
                #expect(canvas == empty, "\(widget) at \(width)x\(height)")
            }
        }
    }

    @Test func `no widget draws outside of the canvas`() {
        for widget in Self.widgets {
            var canvas = Canvas(size: Size(width: 5, height: 3))
            canvas.draw(widget, in: Rect(x: -3, y: -2, width: 40, height: 12))
            canvas.draw(widget, in: Rect(x: 4, y: 2, width: 40, height: 12))
            #expect(canvas.cells.count == 15)
        }
    }

    @Test func `every cell of a canvas is a whole character`() {
        for widget in Self.widgets {
            for (width, height) in Self.sizes where width > 0 && height > 0 {
                let canvas = drawn(widget, width, height)
                for row in 0..<height {
                    let widths = (0..<width).map { Int(canvas[$0, row].width) }
                    #expect(widths.reduce(0, +) == width, "\(widget) at \(width)x\(height)")
                }
            }
        }
    }
}
