import Testing

@testable import TerminalUI

/// Every widget in every glyph set: nothing is drawn that the terminal was not trusted with.
@Suite struct GlyphSetTests {
    private static let values = (0..<60).map { $0 % 7 == 0 ? nil : Double($0 * 13 % 50) }

    /// One of each, with all that can be drawn of it.
    private static let widgets: [any Widget] = [
        Panel(
            title: "1 criteria ● ready",
            trailing: "sorted … by margin",
            isFocused: true,
            isMarked: true
        ),
        Panel(title: "2 instances", form: .rule),
        Table(
            columns: [
                .init("criterion", width: 4...30), .init("used", width: 3...9),
                .init("lately", width: 4...40, alignment: .right),
            ],
            rows: [
                [
                    "✓ p99 latency", .widget(ProgressBar(0.4)),
                    .widget(Sparkline(values, limit: 20)),
                ],
                ["✗ error rate far too long to fit", .widget(ProgressBar(nil)), "≤ 5.00% · 世界"],
            ],
            selection: 1
        ),
        LineList(["► shift  shifting to 25%", "‖ pause", "◐ starting ◌ draining"], selection: 2),
        SplitBar(observed: 0.3, asked: 0.9, leading: "stable 1.0", trailing: "50% canary"),
        SplitBar(observed: nil), ProgressBar(0.7), Sparkline(values, limit: 20),
        AreaChart(
            values,
            limit: 30,
            scale: 0...40,
            marks: [.init(position: 0.5, label: "25%")],
            startLabel: "−15 m",
            endLabel: "now",
            topLabel: "500 µs"
        ),
        AreaChart([]),
        Dialog(
            title: "ROLL BACK shop",
            body: (1...40).map { "\($0) canary 50% → 0%" },
            footer: ["y  yes", "n  no"]
        ),
        KeyBar([.init("P", "pause"), .init("A", "advance", unavailable: "gate shut", group: 1)]),
    ]

    private static let sizes = [(1, 1), (9, 3), (40, 12), (100, 30)]

    private func characters(_ glyphs: GlyphSet) -> [(widget: any Widget, character: Character)] {
        Self.widgets.flatMap { widget in
            Self.sizes.flatMap { width, height in
                let canvas = drawn(widget, width, height, glyphs: glyphs)
                return canvas.cells.map { (widget, $0.character) }
            }
        }
    }

    @Test func `in ASCII nothing above the tilde is drawn`() {
        for (widget, character) in characters(.ascii) {
            let values = character.unicodeScalars.map(\.value)
            #expect(values.allSatisfy { (0x20...0x7E).contains($0) }, "\(character) by \(widget)")
        }
    }

    @Test func `in ASCII everything has a sign of its own, not the one for the unknown`() {
        for widget in Self.widgets where !(widget is Table) {
            for (width, height) in Self.sizes {
                let canvas = drawn(widget, width, height, glyphs: .ascii)
                #expect(!canvas.text.contains("?"), "\(widget) at \(width)x\(height)")
            }
        }
    }

    @Test func `in blocks no braille is drawn`() {
        for (widget, character) in characters(.block) {
            let values = character.unicodeScalars.map(\.value)
            #expect(values.allSatisfy { !(0x2800...0x28FF).contains($0) }, "\(widget)")
        }
    }

    @Test func `in braille a chart has four levels in each row`() {
        let chart = AreaChart((1...16).map { Double($0) }, scale: 0...16)
        let canvas = drawn(chart, 8, 2, glyphs: .braille)
        let scalars = canvas.text.unicodeScalars.map(\.value)
        #expect(Set(scalars.filter { (0x2800...0x28FF).contains($0) }).count >= 4)
    }

    @Test(arguments: GlyphSet.allCases)
    func `a picture of every widget can be taken in every set`(glyphs: GlyphSet) {
        for widget in Self.widgets {
            let canvas = drawn(widget, 60, 12, glyphs: glyphs)
            var terminal = VirtualTerminal(width: 60, height: 12)
            var text = TerminalText(theme: .standard)
            terminal.feed(text.update(to: canvas))
            #expect(terminal.text == canvas.text)
        }
    }
}
