import Testing

@testable import TerminalUI

/// What a click on a canvas means.
@Suite struct SpotTests {
    private var canvas: Canvas {
        var canvas = Canvas(size: Size(width: 20, height: 10))
        canvas.mark(Rect(x: 2, y: 2, width: 8, height: 4), panel: 1)
        canvas.mark(Rect(x: 3, y: 3, width: 6, height: 1), panel: 1, row: 7)
        return canvas
    }

    @Test func `a cell stands for what was noted last`() {
        #expect(canvas.spot(column: 2, row: 2)?.row == nil)
        #expect(canvas.spot(column: 2, row: 2)?.panel == 1)
        #expect(canvas.spot(column: 4, row: 3)?.row == 7)
    }

    @Test(arguments: [(0, 0), (10, 2), (-1, -1), (400, 400)])
    func `a cell that was not noted stands for nothing`(column: Int, row: Int) {
        #expect(canvas.spot(column: column, row: row) == nil)
    }

    @Test func `what cannot be seen cannot be clicked on`() {
        var canvas = Canvas(size: Size(width: 20, height: 10))
        canvas.clipped(to: Rect(x: 0, y: 0, width: 5, height: 5)) {
            $0.mark(Rect(x: 3, y: 3, width: 9, height: 9), panel: 2)
        }
        #expect(canvas.spot(column: 4, row: 4)?.panel == 2)
        #expect(canvas.spot(column: 6, row: 4) == nil)
    }

    @Test func `notes make no difference between two frames`() {
        #expect(canvas == Canvas(size: Size(width: 20, height: 10)))
    }
}
