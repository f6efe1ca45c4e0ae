import Dashboard
import TerminalUI
import Testing

/// The sizes at which every scenario is kept.
private let sizes = [
    Size(width: 200, height: 50), Size(width: 120, height: 36), Size(width: 80, height: 24),
]

@Suite("Screens")
struct ScreenTests {
    @Test(arguments: Scenario.allCases, sizes)
    func `the screen is the kept one`(scenario: Scenario, size: Size) throws {
        try KeptScreen.compare(scenario.rawValue, scenario.dashboard(size: size).canvas)
    }

    @Test(arguments: [Scenario.baking, .rollbackBox, .refused, .starting, .rolledBack])
    func `a side pane shows state, split and the worst criterion`(scenario: Scenario) throws {
        let size = Size(width: 60, height: 10)
        try KeptScreen.compare(scenario.rawValue, scenario.dashboard(size: size).canvas)
    }

    @Test(arguments: [Scenario.baking, .rollingBack, .succeeded])
    func `one line tells the state`(scenario: Scenario) throws {
        let size = Size(width: 60, height: 1)
        try KeptScreen.compare(scenario.rawValue, scenario.dashboard(size: size).canvas)
    }

    @Test func `without braille and boxes only ASCII is drawn`() throws {
        let size = Size(width: 120, height: 36)
        let canvas = Scenario.baking.dashboard(size: size, glyphs: .ascii).canvas
        let isPlain = canvas.text.allSatisfy(\.isASCII)
        #expect(isPlain)
        try KeptScreen.compare("baking", canvas, suffix: "-ascii")
    }

    @Test func `before the first entry the screen says that it waits`() {
        let dashboard = DashboardModel(size: Size(width: 80, height: 24), now: Shop.opening)
        #expect(dashboard.canvas.text.contains("WAITING FOR A RELEASE"))
    }
}
