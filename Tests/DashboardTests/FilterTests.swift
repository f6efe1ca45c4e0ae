import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

private let wide = Size(width: 200, height: 50)

extension DashboardModel {
    /// Types into `/` in a panel.
    fileprivate mutating func search(_ panel: Character, _ words: String) {
        press(.character(panel))
        press(.character("/"))
        for character in words { type(character) }
    }
}

@Suite struct Filters {
    @Test func `rows are counted while the words are typed`() {
        var shown = Scenario.baking.dashboard(size: wide)
        let all = shown.picture.log.lines
        shown.search("3", "router")
        let matching = all.count { $0.sentence.contains("router") || $0.kind.contains("router") }
        #expect(shown.canvas.text.contains("\(matching) of \(all.count) events"))
        #expect(shown.scene?.events.count == matching)
    }

    @Test func `with an exclamation mark the others are shown`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.search("3", "!router")
        shown.press(.enter)
        let kinds = shown.scene?.events.map(\.kind) ?? []
        #expect(!kinds.isEmpty)
        #expect(!kinds.contains("router"))
        #expect(shown.canvas.text.contains("/!router"))
    }

    @Test func `Esc while typing and afterwards shows all rows again`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.search("2", "canary")
        #expect(shown.listing.instances.count == 4)
        shown.press(.escape)
        #expect(shown.listing.instances.count == 8)
        shown.search("2", "canary")
        shown.press(.enter)
        shown.press(.escape)
        #expect(shown.listing.instances.count == 8)
    }

    @Test func `criteria can be searched by name and verdict`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.search("1", "worse")
        #expect(shown.scene?.shownCriteria.map(\.metric) == [.p99])
        shown.press(.enter)
        #expect(shown.canvas.text.contains("/worse 1 of 6"))
    }

    @Test func `n and N go round the matches`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.search("2", "stable")
        shown.press(.enter)
        var seen: [Int] = []
        for _ in 0..<5 {
            shown.press(.character("n"))
            seen.append(shown.view.instance?.number ?? 0)
        }
        #expect(seen == [1, 2, 3, 4, 1])
        shown.press(.character("N"))
        #expect(shown.view.instance?.number == 4)
    }

    @Test func `without a search n says so`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character("n"))
        #expect(shown.flash?.text == "nothing is searched in this panel; / does")
    }

    @Test func `what arrives later is searched as well`() {
        var shown = Scenario.waiting.dashboard(size: wide)
        shown.search("3", "lunch")
        shown.press(.enter)
        #expect(shown.scene?.events.count == 0)
        guard let rollout = shown.rollout else { return }
        let entry = Entry(
            release: rollout.start.release,
            sequence: rollout.sequence + 1,
            at: shown.now,
            event: .annotated("back from lunch", by: Shop.alice)
        )
        _ = shown.update(.entriesArrived([entry]))
        #expect(shown.scene?.events.count == 1)
    }

    @Test func `typing searches the help and Esc gives it back`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character("?"))
        for character in "theme" { shown.type(character) }
        #expect(shown.canvas.text.contains("next theme"))
        #expect(!shown.canvas.text.contains("half a page down"))
        shown.press(.escape)
        #expect(shown.canvas.text.contains("half a page down"))
        shown.press(.escape)
        #expect(shown.overlay == nil)
    }

    @Test func `R rolls back from within the help`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character("?"))
        shown.press(.character("R"))
        #expect(shown.canvas.text.contains("ROLL BACK storefront IN PRODUCTION"))
    }
}
