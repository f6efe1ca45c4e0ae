import Testing

@testable import TerminalUI

@Suite struct DialogTests {
    private let dialog = Dialog(
        title: "ROLL BACK shop",
        body: (1...30).map { StyledLine("line \($0)") },
        footer: ["y  roll back now     n, Esc  leave it as it is"],
        preferredSize: Size(width: 56, height: 8)
    )

    @Test func `a dialog stands in the middle of a large screen`() {
        let canvas = drawn(dialog, 80, 24)
        let box = Rect(x: 12, y: 8, width: 56, height: 8)
        #expect(dialog.frame(in: canvas.bounds) == box)
        #expect(canvas[box.x, box.y].character == "╔")
        #expect(canvas[box.right - 1, box.bottom - 1].character == "╝")
    }

    @Test func `a dialog takes all of a small screen and keeps its keys in view`() {
        #expect(
            drawn(dialog, 54, 6).text == """
                ╔═ ROLL BACK shop ═══════════════════════════════════╗
                ║  line 1                                            ║
                ║  line 2                                            ║
                ║  … 28 more lines                                   ║
                ║  y  roll back now     n, Esc  leave it as it is    ║
                ╚════════════════════════════════════════════════════╝
                """
        )
    }

    @Test func `the keys are the last thing to go`() {
        #expect(drawn(dialog, 54, 2).text.contains("y  roll back now"))
    }

    @Test func `a scrolled dialog shows its last lines`() {
        var dialog = dialog
        dialog.offset = 99
        let text = drawn(dialog, 54, 6).text
        #expect(text.contains("line 28") && text.contains("line 30"))
        #expect(!text.contains("more lines"))
        #expect(dialog.visibleLines(in: Rect(x: 0, y: 0, width: 54, height: 6)) == 3)
    }

    @Test func `the screen round a dialog is dimmed and stays`() {
        var canvas = Canvas(size: Size(width: 80, height: 24))
        canvas.write("observing", x: 0, y: 0, style: .ok)
        canvas.draw(dialog, in: canvas.bounds)
        #expect(canvas.text.hasPrefix("observing"))
        #expect(canvas[0, 0].style == .muted)
    }
}
