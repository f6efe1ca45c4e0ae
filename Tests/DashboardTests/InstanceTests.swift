import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

private let wide = Size(width: 200, height: 50)

extension DashboardModel {
    fileprivate var numbers: [Int] { listing.instances.map(\.number) }
}

@Suite struct InstanceOrder {
    @Test func `what is odd comes first, then the canary, then numbers`() {
        let shown = Scenario.instanceBox.dashboard(size: wide)
        #expect(shown.numbers == [7, 5, 6, 8, 1, 2, 3, 4])
    }

    @Test func `s sorts by the next column and S turns it round`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character("s"))
        #expect(shown.numbers == [1, 2, 3, 4, 5, 6, 7, 8])
        shown.press(.character("S"))
        #expect(shown.numbers == [8, 7, 6, 5, 4, 3, 2, 1])
        #expect(shown.canvas.text.contains("sorted by name, reversed"))
    }

    @Test func `sorted by latency the slowest is first`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.say(line: "sort p95")
        #expect(shown.numbers == [8, 4, 7, 3, 6, 2, 5, 1])
    }

    @Test func `an unknown column says what is near`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.say(line: "sort eror")
        #expect(shown.flash?.text == "no column `eror`; `errors` is near")
    }
}

@Suite struct InstanceDetail {
    @Test func `Enter shows the last answer, the traffic and what happened`() {
        let text = Scenario.instanceBox.dashboard(size: wide).canvas.text
        #expect(text.contains("✗ storefront-7"))
        #expect(text.contains("panic: no connection in the pool"))
        #expect(text.contains("storefront-7 is not ready: readiness: 503 pool exhausted"))
        #expect(text.contains("requests/s"))
    }

    @Test func `a drain shows what is still open and for how long it is waited`() {
        let text = Scenario.drainBox.dashboard(size: wide).canvas.text
        #expect(text.contains("draining, 5 open for 1"))
        #expect(text.contains("5 open now; waited for 04:4"))
    }

    @Test func `Esc closes it and the selection stays`() {
        var shown = Scenario.instanceBox.dashboard(size: wide)
        let chosen = shown.view.instance
        #expect(shown.press(.escape).isEmpty)
        #expect(shown.overlay == nil)
        #expect(chosen != nil && shown.view.instance == chosen)
    }

    @Test func `n opens the next instance`() {
        var shown = Scenario.instanceBox.dashboard(size: wide)
        shown.press(.character("n"))
        #expect(shown.overlay == .instance(InstanceID(Shop.service, 5)))
    }

    @Test func `R rolls back from within it`() {
        var shown = Scenario.instanceBox.dashboard(size: wide)
        shown.press(.character("R"))
        guard case .confirmation(let box) = shown.overlay else {
            Issue.record("no box")
            return
        }
        #expect(box.verb == .rollback)
    }
}

@Suite struct HeatMaps {
    @Test func `over 200 instances each is a cell, and the odd ones are listed`() {
        let shown = Scenario.heatMap.dashboard(size: wide)
        let text = shown.canvas.text
        #expect(text.contains("canary 110"))
        #expect(text.contains("p95: ▁ 0 to █"))
        #expect(shown.numbers.prefix(3) == [137, 138, 12])
        #expect(text.contains("✗ storefront-137"))
    }

    @Test func `filtered down to a few there is a table again`() {
        var shown = Scenario.heatMap.dashboard(size: wide)
        shown.say(line: "instances")
        shown.say(line: "filter storefront-15")
        #expect(!shown.canvas.text.contains("p95: ▁ 0 to █"))
        #expect(shown.numbers.allSatisfy { "\($0)".hasPrefix("15") })
    }

    @Test func `on a small screen the odd ones are told in numbers`() {
        let text = Scenario.heatMap.dashboard(size: Size(width: 80, height: 24)).canvas.text
        #expect(text.contains("102●"))
        #expect(text.contains("crashed 137"))
        #expect(text.contains("starting 150 151 152 153 154 155"))
    }
}
