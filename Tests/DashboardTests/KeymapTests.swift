import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct KeyTable {
    @Test func `no key has two meanings`() {
        let keys = Keymap.bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    @Test func `every action has a key or a word`() {
        #expect(Set(Keymap.bindings.map(\.action)) == Set(Action.allCases))
        #expect(Keymap.bindings.allSatisfy { !$0.keys.isEmpty || !$0.names.isEmpty })
    }

    @Test func `no word has two meanings`() {
        let names = Keymap.bindings.flatMap(\.names)
        #expect(Set(names).count == names.count)
    }

    @Test func `only P, A, B, R and O touch the release`() {
        let touching = Keymap.bindings.filter(\.action.touchesRelease)
        #expect(touching.flatMap(\.keys) == "PABRO".map { .character($0) })
        #expect(touching.allSatisfy { $0.group == .release })
    }

    @Test func `help names every key`() {
        let size = Size(width: 200, height: 60)
        let text = Scenario.help.dashboard(size: size).canvas.text
        for binding in Keymap.bindings {
            let label = binding.label.isEmpty ? ":" + binding.names[0] : binding.label
            #expect(text.contains(label), "\(label)")
        }
    }

    @Test func `the README's table has a row for every key`() {
        let rows = Keymap.readmeTable.split(separator: "\n")
        #expect(rows.count == 2 + Keymap.bindings.count + Binding.Group.allCases.count)
        #expect(rows.contains("| `j` `↓` | | next row |"))
    }

    @Test func `the way back stays in the key bar however narrow it is`() {
        let canvas = Scenario.baking.dashboard(size: Size(width: 30, height: 6)).canvas
        #expect(canvas.text.split(separator: "\n").last?.contains("R roll back") == true)
    }
}
