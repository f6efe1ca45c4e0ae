import Testing

@testable import TerminalUI

@Suite struct ChartTests {
    private let rising: [Double?] = [10, 20, 30, 40, 50, 60, 70, 80]

    @Test func `a sparkline grows from the lowest to the highest block`() {
        #expect(drawn(Sparkline([0, 1, 2, 3, 4, 5, 6, 7]), 8, 1).text == "▁▂▃▄▅▆▇█")
    }

    @Test func `a gap in a sparkline stays a gap and the newest value is at the right`() {
        #expect(drawn(Sparkline([9, 9, nil, 7, .nan, 7], scale: 0...7), 5, 1).text == "█ █ █")
        #expect(drawn(Sparkline([7], scale: 0...7), 4, 1).text == "   █")
    }

    @Test func `values over the limit are drawn as failing`() {
        #expect(drawn(Sparkline([1, 5, 6], limit: 5), 3, 1).roles == "ttf")
    }

    @Test(arguments: [
        (GlyphSet.braille, "    ⣀⣤⣶⣿\n⣀⣤⣶⣿⣿⣿⣿⣿\n-8s─ now"),
        (.block, "    ▂▄▆█\n▂▄▆█████\n-8s─ now"), (.ascii, "    .:+#\n.:+#####\n-8s- now"),
    ])
    func `an area is drawn in every set of glyphs`(glyphs: GlyphSet, expected: String) {
        let chart = AreaChart(rising, scale: 0...80, startLabel: "-8s", endLabel: "now")
        let text = drawn(chart, 8, 3, glyphs: glyphs).text
        #expect(text == expected)
    }

    @Test func `a limit is a dotted line and what is above it fails`() {
        let chart = AreaChart([4, 4, 4, 4, 12, 12, 4, 4], limit: 8, scale: 0...16)
        let canvas = drawn(chart, 8, 4, glyphs: .block)
        #expect(canvas.text == "    ▂▂\n┄ ┄ ┄█┄\n▆▆▆▆██▆▆\n────────")
        #expect(canvas.roles == "....ff..\nl.l.lfl.\ntttttttt\nmmmmmmmm")
    }

    @Test func `a gap in an area stays a gap and zero is not one`() {
        let chart = AreaChart([8, nil, nil, 0, 8, 8], scale: 0...8)
        #expect(drawn(chart, 6, 2, glyphs: .block).text == "█   ██\n█  ▁██")
    }

    @Test func `of more values than columns the greatest are seen`() {
        var values: [Double?] = Array(repeating: 1, count: 100)
        values[41] = 16
        let chart = AreaChart(values, scale: 0...16)
        #expect(drawn(chart, 10, 2, glyphs: .block).text == "    █\n▁▁▁▁█▁▁▁▁▁")
    }

    @Test func `steps are marked on the axis with their labels`() {
        let chart = AreaChart(
            [1],
            marks: [
                .init(position: 0.3, label: "1%"), .init(position: 0.5, label: "5%"),
                .init(position: 0.55, label: "25%"),
            ],
            startLabel: "-15m",
            endLabel: "now"
        )
        #expect(
            drawn(chart, 40, 3).text.split(separator: "\n").last ?? ""
                == "-15m──────1%┴─────5%┴┴────────────── now"
        )
    }

    @Test func `the top of the scale is named where no value hides it`() {
        let chart = AreaChart([1, 1, 1, 8], scale: 0...8, topLabel: "8 ms")
        #expect(drawn(chart, 8, 4, glyphs: .block).text == "8 ms  ██\n      ██\n▃▃▃▃▃▃██\n────────")
        let full = AreaChart([8], scale: 0...8, topLabel: "8 ms")
        #expect(drawn(full, 8, 4, glyphs: .block).text.hasPrefix("████████"))
    }

    @Test func `a line at the height of all values is still seen`() {
        let chart = AreaChart(Array(repeating: 7, count: 8), limit: 8, scale: 0...16)
        #expect(drawn(chart, 8, 4, glyphs: .block).text == "\n┄▃▃▃┄▃▃▃\n████████\n────────")
    }

    @Test func `a peak that is cut is marked, and the label moves beside it`() {
        var values: [Double?] = Array(repeating: 10, count: 12)
        values[1] = 900
        let chart = AreaChart(values, limit: 12, topLabel: "20 ms")
        let text = drawn(chart, 12, 4, glyphs: .block).text
        #expect(text == " ▲ 20 ms\n┄█▄▄┄▄▄▄┄▄▄▄\n████████████\n────────────")
    }

    @Test func `without a scale there is room above the limit`() {
        let scale = AreaChart([1, 2], limit: 10).effectiveScale
        #expect(scale.lowerBound == 0 && scale.upperBound > 10)
        #expect(AreaChart([0, 0]).effectiveScale == 0...1)
    }

    @Test func `a chart without any value says so`() {
        let chart = AreaChart([nil, nil], limit: 3, startLabel: "-15m", endLabel: "now")
        #expect(drawn(chart, 20, 4).text == "\n    no data yet\n\n-15m──────────── now")
    }
}
