import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct KeyTable {
    @Test func `no key has two meanings`() {
        let keys = Keymap.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    @Test func `every action has a key`() {
        #expect(Set(Keymap.bindings.map(\.action)) == Set(Action.allCases))
    }

    @Test func `only P, A, B, R and O touch the release`() {
        let touching = Keymap.bindings.filter(\.action.touchesRelease)
        #expect(touching.flatMap(\.keys) == "PABRO".map { .character($0) })
        #expect(touching.allSatisfy { $0.group == .release })
    }

    @Test func `help names every key`() {
        let size = Size(width: 120, height: 60)
        let text = Scenario.help.dashboard(size: size).canvas.text
        for binding in Keymap.bindings {
            #expect(text.contains(binding.label), "\(binding.label)")
        }
    }

    @Test func `the README's table has a row for every key`() {
        let rows = Keymap.readmeTable.split(separator: "\n")
        #expect(rows.count == 2 + Keymap.bindings.count + Binding.Group.allCases.count)
        #expect(rows.contains("| `j` `↓` | next row |"))
    }

    @Test func `the way back stays in the key bar however narrow it is`() {
        let canvas = Scenario.baking.dashboard(size: Size(width: 30, height: 6)).canvas
        #expect(canvas.text.split(separator: "\n").last?.contains("R roll back") == true)
    }
}
