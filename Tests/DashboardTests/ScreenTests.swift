import Dashboard
import Foundation
import RolloutCore
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
        try compare(scenario, scenario.dashboard(size: size).canvas)
    }

    @Test(arguments: [Scenario.baking, .rollbackBox, .refused, .starting, .rolledBack])
    func `a side pane shows state, split and the worst criterion`(scenario: Scenario) throws {
        let size = Size(width: 60, height: 10)
        try compare(scenario, scenario.dashboard(size: size).canvas)
    }

    @Test(arguments: [Scenario.baking, .rollingBack, .succeeded])
    func `one line tells the state`(scenario: Scenario) throws {
        let size = Size(width: 60, height: 1)
        try compare(scenario, scenario.dashboard(size: size).canvas)
    }

    @Test(arguments: [
        Scenario.baking, .rollbackBox, .help, .heatMap, .chartCursor, .rolledBack, .refused,
        .instanceBox, .alert,
    ])
    func `without braille and boxes only ASCII is drawn`(scenario: Scenario) throws {
        let size = Size(width: 120, height: 36)
        let canvas = scenario.dashboard(size: size, glyphs: .ascii).canvas
        try compare(scenario, canvas, suffix: "-ascii")
    }

    @Test(arguments: [Scenario.baking, .heatMap, .chartCursor])
    func `without braille charts are made of blocks`(scenario: Scenario) throws {
        let size = Size(width: 120, height: 36)
        let canvas = scenario.dashboard(size: size, glyphs: .block).canvas
        try compare(scenario, canvas, suffix: "-block")
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

/// Compares a canvas with its kept file, or writes the file when `UPDATE_SCREENS=1`.
private func compare(_ scenario: Scenario, _ canvas: Canvas, suffix: String = "") throws {
    let name = "\(scenario.rawValue)-\(canvas.size.width)x\(canvas.size.height)\(suffix).screen"
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Screens")
    let file = folder.appending(path: name)
    let drawn = canvas.text + "\n--- roles\n" + canvas.roles + "\n"
    let environment = ProcessInfo.processInfo.environment
    if environment["UPDATE_SCREENS"] == "1" {
        try #require(environment["CI"] != "true", "CI compares screens, it never rewrites them")
        try drawn.write(to: file, atomically: true, encoding: .utf8)
        return
    }
    let kept = try String(contentsOf: file, encoding: .utf8)
    guard kept != drawn else { return }
    let lines = zip(kept.split(separator: "\n"), drawn.split(separator: "\n"))
    let first = lines.first { $0 != $1 }
    Issue.record(
        """
        \(name) differs; first in
        kept:  \(first?.0 ?? "(shorter)")
        drawn: \(first?.1 ?? "(longer)")
        UPDATE_SCREENS=1 writes the new one.
        """
    )
}
