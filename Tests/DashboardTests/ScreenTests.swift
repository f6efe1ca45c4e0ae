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

    @Test(arguments: [
        Scenario.baking, .rollbackBox, .help, .heatMap, .chartCursor, .rolledBack, .refused,
        .instanceBox, .alert,
    ])
    func `without braille and boxes only ASCII is drawn`(scenario: Scenario) throws {
        let size = Size(width: 120, height: 36)
        let canvas = scenario.dashboard(size: size, glyphs: .ascii).canvas
        try KeptScreen.compare(scenario.rawValue, canvas, suffix: "-ascii")
    }

    @Test(arguments: [Scenario.baking, .heatMap, .chartCursor])
    func `without braille charts are made of blocks`(scenario: Scenario) throws {
        let size = Size(width: 120, height: 36)
        let canvas = scenario.dashboard(size: size, glyphs: .block).canvas
        try KeptScreen.compare(scenario.rawValue, canvas, suffix: "-block")
    }

    @Test(arguments: Scenario.allCases)
    func `no screen has a character outside of its set`(scenario: Scenario) {
        for size in sizes {
            let plain = scenario.dashboard(size: size, glyphs: .ascii).canvas.text
            #expect(plain.unicodeScalars.allSatisfy { $0 == "\n" || (" "..."~").contains($0) })
            let blocks = scenario.dashboard(size: size, glyphs: .block).canvas.text
            #expect(!blocks.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) })
        }
    }

    @Test func `before the first entry the screen says that it waits`() {
        let dashboard = DashboardModel(size: Size(width: 80, height: 24), now: Shop.opening)
        #expect(dashboard.canvas.text.contains("WAITING FOR A RELEASE"))
    }
}
