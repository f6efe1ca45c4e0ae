import Testing

@testable import TerminalUI

@Suite struct KeyBarTests {
    private let bar = KeyBar([
        .init("P", "pause", priority: 0),
        .init("A", "advance", unavailable: "gate shut 04:12", priority: 0),
        .init("j/k", "row", priority: 5, group: 1),
        .init("s", "sort", priority: 6, group: 1),
        .init("q", "leave", priority: 1, group: 2),
    ])

    @Test func `keys stand in groups, and a greyed key says why`() {
        let canvas = drawn(bar, 72, 1)
        #expect(
            canvas.text
                == " P pause  A advance (gate shut 04:12)  │  j/k row  s sort  │  q leave"
        )
        #expect(canvas.roles.hasPrefix(".H.tttttmm"))
        #expect(canvas[11, 0].style == .muted)
    }

    @Test func `reasons go before keys, and keys of a high number first`() {
        #expect(drawn(bar, 52, 1).text == " P pause  A advance  │  j/k row  s sort  │  q leave")
        #expect(drawn(bar, 44, 1).text == " P pause  A advance  │  j/k row  │  q leave")
        #expect(drawn(bar, 34, 1).text == " P pause  A advance  │  q leave")
        #expect(drawn(bar, 22, 1).text == " P pause  A advance")
    }

    @Test func `a notice takes the place of the keys`() {
        var bar = bar
        bar.notice = StyledLine("not advanced: gate shut for 04:12", .watch)
        #expect(drawn(bar, 72, 1).text == " not advanced: gate shut for 04:12")
    }

    @Test func `the most important key is cut rather than left out`() {
        #expect(drawn(bar, 6, 1).text == " P pa…")
    }
}
