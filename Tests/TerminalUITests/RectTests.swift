import Testing

@testable import TerminalUI

@Suite struct RectTests {
    @Test func `shares take what fixed parts leave`() {
        let parts = Rect(x: 0, y: 0, width: 10, height: 11)
            .rows([.fixed(3), .share(1), .share(1), .fixed(1)])
        #expect(parts.map(\.height) == [3, 4, 3, 1])
        #expect(parts.map(\.y) == [0, 3, 7, 10])
    }

    @Test func `shares always add up to the whole`() {
        for width in 0...40 {
            let parts = Rect(x: 2, y: 0, width: width, height: 1)
                .columns([.share(3), .share(2), .share(2)])
            #expect(parts.map(\.width).reduce(0, +) == width)
        }
    }

    @Test func `parts never leave a rectangle that is too small`() {
        let parts = Rect(x: 0, y: 0, width: 5, height: 4).rows([.fixed(3), .fixed(3), .share(1)])
        #expect(parts.map(\.height) == [3, 1, 0])
    }

    @Test func `cutting more than there is leaves an empty rest`() {
        let (top, rest) = Rect(x: 1, y: 1, width: 4, height: 2).cutTop(5)
        #expect(top.height == 2)
        #expect(rest.isEmpty)
    }

    @Test func `a bottom and a right cut keep their place`() {
        let rect = Rect(x: 1, y: 1, width: 8, height: 6)
        #expect(rect.cutBottom(2).bottom == Rect(x: 1, y: 5, width: 8, height: 2))
        #expect(rect.cutRight(3).right == Rect(x: 6, y: 1, width: 3, height: 6))
    }

    @Test func `an intersection of strangers is empty`() {
        let rect = Rect(x: 0, y: 0, width: 2, height: 2)
        #expect(rect.intersection(Rect(x: 5, y: 5, width: 2, height: 2)).isEmpty)
    }

    @Test func `a row outside of the rectangle is empty`() {
        let rect = Rect(x: 0, y: 0, width: 3, height: 2)
        #expect(rect.row(1).height == 1)
        #expect(rect.row(2).isEmpty)
        #expect(rect.row(-1).isEmpty)
    }

    @Test func `a centred rectangle is cut to its surroundings`() {
        let rect = Rect(x: 0, y: 0, width: 10, height: 5)
        #expect(rect.centred(width: 4, height: 3) == Rect(x: 3, y: 1, width: 4, height: 3))
        #expect(rect.centred(width: 40, height: 30) == rect)
    }
}
