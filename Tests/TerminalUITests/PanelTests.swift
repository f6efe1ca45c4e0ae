import Testing

@testable import TerminalUI

@Suite struct PanelTests {
    @Test func `a box has its title on the left and its note on the right`() {
        let canvas = drawn(Panel(title: "1 criteria", trailing: "sorted by margin"), 40, 3)
        #expect(
            canvas.text == """
                ┌─ 1 criteria ─────── sorted by margin ┐
                │                                      │
                └──────────────────────────────────────┘
                """
        )
    }

    @Test func `a rule is one line with the same title`() {
        let canvas = drawn(Panel(title: "1 criteria", trailing: "sorted", form: .rule), 40, 2)
        #expect(canvas.text == " ─ 1 criteria ──────────────── sorted ─\n")
    }

    @Test func `a note that does not fit is left out`() {
        let canvas = drawn(Panel(title: "1 criteria", trailing: "sorted by margin"), 24, 2)
        #expect(
            canvas.text == """
                ┌─ 1 criteria ─────────┐
                └──────────────────────┘
                """
        )
    }

    @Test func `a title that does not fit is cut`() {
        let canvas = drawn(Panel(title: "1 criteria"), 10, 2)
        #expect(canvas.text == "┌─ 1 c… ─┐\n└────────┘")
    }

    @Test func `a focused panel is drawn like a title`() {
        #expect(drawn(Panel(title: "a"), 8, 2).roles == "mm.t.mmm\nmmmmmmmm")
        #expect(drawn(Panel(title: "a", isFocused: true), 8, 2).roles == "hh.t.hhh\nhhhhhhhh")
    }

    @Test func `a marked panel has a sign in its corner and is drawn as before`() {
        let canvas = drawn(Panel(title: "a", isMarked: true), 8, 2)
        #expect(canvas.text == "┌► a ──┐\n└──────┘")
        #expect(canvas.roles == "mh.t.mmm\nmmmmmmmm")
        #expect(drawn(Panel(title: "a", form: .rule, isMarked: true), 8, 1).text == " ► a ──")
    }

    @Test func `the interior lies inside of the frame`() {
        let area = Rect(x: 2, y: 3, width: 10, height: 6)
        #expect(Panel(title: "").interior(of: area) == Rect(x: 3, y: 4, width: 8, height: 4))
        let rule = Panel(title: "", form: .rule)
        #expect(rule.interior(of: area) == Rect(x: 2, y: 4, width: 10, height: 5))
    }
}
