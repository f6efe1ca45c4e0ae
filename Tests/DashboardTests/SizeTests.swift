import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct AllSizes {
    @Test(arguments: Scenario.allCases)
    func `no size traps and every frame has the terminal's size`(scenario: Scenario) {
        var dashboard = scenario.dashboard(size: Size(width: 1, height: 1))
        // Each scenario walks other sizes, so that together they cover what one cannot in time.
        let shift = Scenario.allCases.firstIndex(of: scenario) ?? 0
        for width in stride(from: 1 + shift % 5, through: 250, by: 41) {
            for height in stride(from: 1 + shift % 3, through: 80, by: 13) {
                let size = Size(width: width, height: height)
                _ = dashboard.update(.resized(size))
                #expect(dashboard.canvas.size == size)
            }
        }
    }

    /// Every width at some heights and every height at some widths, dealt out to the scenarios.
    private static let sizes: [Size] =
        (1...250).flatMap { width in [1, 5, 19, 33, 80].map { Size(width: width, height: $0) } }
        + (1...80).flatMap { height in
            [1, 29, 71, 109, 179, 250].map { Size(width: $0, height: height) }
        }

    @Test(arguments: Scenario.allCases)
    func `no cell lies outside of the terminal, and none is half a character`(scenario: Scenario) {
        let shift = Scenario.allCases.firstIndex(of: scenario) ?? 0
        var dashboard = scenario.dashboard(size: Size(width: 1, height: 1))
        for place in stride(from: shift, to: Self.sizes.count, by: Scenario.allCases.count) {
            let size = Self.sizes[place]
            _ = dashboard.update(.resized(size))
            let canvas = dashboard.canvas
            #expect(canvas.size == size)
            for row in 0..<size.height {
                let columns = (0..<size.width).reduce(0) { $0 + Int(canvas[$1, row].width) }
                #expect(columns == size.width, "row \(row) of \(size)")
            }
        }
    }

    @Test(arguments: [(30, 4), (72, 20), (110, 32), (180, 45)])
    func `both sides of a step of the ladder can be drawn`(width: Int, height: Int) {
        var dashboard = Scenario.baking.dashboard(size: Size(width: width, height: height))
        for (dx, dy) in [(0, 0), (-1, 0), (0, -1), (-1, -1)] {
            _ = dashboard.update(.resized(Size(width: width + dx, height: height + dy)))
            #expect(dashboard.canvas.text.contains("BAKING 25%"))
        }
    }

    @Test func `the smallest terminals still draw`() {
        var dashboard = Scenario.rollbackBox.dashboard(size: Size(width: 1, height: 1))
        for width in 0...12 {
            for height in 0...5 {
                let size = Size(width: width, height: height)
                _ = dashboard.update(.resized(size))
                #expect(dashboard.canvas.size == size)
            }
        }
    }
}

@Suite struct FittedLines {
    private let line = FittedLine(
        left: [
            .init(["ROLLING BACK", "BACK"], rank: 0), .init(["! worse criterion", "!"], rank: 1),
        ],
        right: [.init(["14:03:27Z", ""], rank: 2)]
    )

    @Test func `the least important part is shortened first`() {
        #expect(line.fitted(to: 80).right.text == "14:03:27Z")
        #expect(line.fitted(to: 35).right.text == "")
        #expect(line.fitted(to: 35).left.text == "ROLLING BACK  ! worse criterion")
        #expect(line.fitted(to: 20).left.text == "ROLLING BACK  !")
        #expect(line.fitted(to: 8).left.text == "BACK  !")
    }

    @Test func `what fits after all is given back`() {
        let line = FittedLine(left: [
            .init(["0123456789012345", "01"], rank: 1), .init(["abcd", ""], rank: 2),
        ])
        #expect(line.fitted(to: 12).left.text == "01  abcd")
    }
}
