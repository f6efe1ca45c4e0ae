import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

private let wide = Size(width: 120, height: 36)

@Suite struct ValueCursors {
    @Test func `the cursor goes back in time and names the values of both sides`() {
        let shown = Scenario.chartCursor.dashboard(size: wide)
        let cursor = shown.view.cursor
        #expect(cursor.map { shown.now - $0 > .seconds(80) } == true)
        let text = shown.canvas.text
        #expect(text.contains(cursor?.clock ?? "none"))
        #expect(text.contains("stable 3"))
    }

    @Test func `past the newest second it lets go, and Esc lets go at once`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.left)
        shown.press(.left)
        shown.press(.right)
        shown.press(.right)
        #expect(shown.view.cursor == nil)
        shown.press(.left)
        shown.press(.escape)
        #expect(shown.view.cursor == nil)
    }

    @Test func `goto finds the event and the second of a time`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.say(line: "goto 14:02:29")
        #expect(shown.view.focus == .events)
        #expect(shown.scene?.chosenEvent?.at.clock == "14:02:29")
        #expect(shown.view.cursor?.clock == "14:02:29")
        shown.say(line: "goto noon")
        #expect(shown.flash?.text.hasPrefix("no time `noon`") == true)
    }
}

@Suite struct ReadOnlyScreens {
    @Test(arguments: ["P", "A", "B", "R", "O"])
    func `no key sends anything, and says why`(letter: Character) {
        var shown = Scenario.readOnly.dashboard(size: wide)
        #expect(shown.press(.character(letter)).isEmpty)
        #expect(shown.overlay == nil)
        #expect(shown.flash?.text == "this screen only shows: opened with --read-only")
    }

    @Test func `no word sends anything`() {
        for binding in Keymap.bindings where binding.action.touchesRelease {
            for name in binding.names {
                var shown = Scenario.readOnly.dashboard(size: wide)
                #expect(shown.say(line: "\(name) because").isEmpty, "\(name)")
                #expect(shown.overlay == nil)
            }
        }
    }

    @Test func `everything else works`() {
        var shown = Scenario.readOnly.dashboard(size: wide)
        shown.press(.character("2"))
        #expect(shown.view.focus == .instances)
        #expect(shown.press(.character("q")) == [.leave])
    }
}

@Suite struct Alerts {
    @Test func `an alert stays until somebody acknowledges it`() {
        var shown = Scenario.alert.dashboard(size: Size(width: 200, height: 50))
        #expect(shown.canvas.text.contains("db connections worse: 67% of 300 connections"))
        #expect(shown.canvas.text.contains("x acknowledges"))
        #expect(shown.press(.character("x")).isEmpty)
        #expect(!shown.canvas.text.contains("x acknowledges"))
    }

    @Test func `on a smaller screen its key stands in the key bar`() {
        let text = Scenario.alert.dashboard(size: wide).canvas.text
        #expect(text.split(separator: "\n").last?.contains("x acknowledge alert") == true)
    }

    @Test func `what happened before the screen was opened is no alert`() {
        #expect(Scenario.baking.dashboard(size: wide).alert == nil)
    }
}

@Suite struct TakingAway {
    @Test func `y copies the chosen row as text`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character("3"))
        shown.press(.character("j"))
        guard case .copy(let text)? = shown.press(.character("y")).first else {
            Issue.record("nothing was copied")
            return
        }
        #expect(text.hasPrefix("2026-11-23 14:04:31Z p99 latency undecided"))
    }

    @Test func `w hands out the frame without the answer to the last key`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character("t"))
        #expect(shown.canvas.text.contains("theme: default"))
        guard case .write(let canvas)? = shown.press(.character("w")).first else {
            Issue.record("no frame")
            return
        }
        #expect(canvas.text.contains("BAKING 25%"))
        #expect(!canvas.text.contains("theme: default"))
    }

    @Test func `what became of it is said`() {
        var shown = Scenario.baking.dashboard(size: wide)
        _ = shown.update(.told("screen written to /tmp/a.txt", .text))
        #expect(shown.canvas.text.contains("screen written to /tmp/a.txt"))
    }
}

@Suite struct WhatIsAtStake {
    @Test func `the box of an advance says who is exposed and how fast it can be taken back`() {
        let text = Scenario.advanceBox.dashboard(size: Size(width: 80, height: 24)).canvas.text
        #expect(text.contains("exposes"))
        #expect(text.contains("requests/s more, 50%"))
        #expect(text.contains("full return   about 38 ms, as the last shift"))
    }

    @Test func `the box of a step back says how many requests it takes off`() {
        let text = Scenario.stepBackBox.dashboard(size: wide).canvas.text
        #expect(text.contains("takes off"))
        #expect(text.contains("20%; then"))
    }
}
