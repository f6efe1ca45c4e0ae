import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

/// Clicks, where somebody asked for them.
@Suite struct PointerTests {
    private let size = Size(width: 200, height: 50)

    /// Clicks on the first place where the screen has those words.
    private func click(
        on words: String,
        in dashboard: inout DashboardModel,
        _ sourceLocation: SourceLocation = #_sourceLocation
    ) throws -> [Request] {
        let rows = dashboard.canvas.text.split(separator: "\n", omittingEmptySubsequences: false)
        for (row, text) in rows.enumerated().dropFirst(5) {
            guard let place = text.firstRange(of: words) else { continue }
            let column = text.distance(from: text.startIndex, to: place.lowerBound)
            return dashboard.press(.click(column: column, row: row))
        }
        Issue.record("no `\(words)`:\n\(dashboard.canvas.text)", sourceLocation: sourceLocation)
        return []
    }

    @Test func `a click on an instance chooses it, and moves the keys to its panel`() throws {
        var dashboard = Scenario.baking.dashboard(size: size)
        let id = try #require(dashboard.listing.instances.last)
        #expect(try click(on: id.rawValue, in: &dashboard).isEmpty)
        #expect(dashboard.view.instance == id && dashboard.view.focus == .instances)
    }

    @Test func `a click on a criterion chooses it`() throws {
        var dashboard = Scenario.baking.dashboard(size: size)
        dashboard.press(.character("3"))
        let metric = try #require(dashboard.scene?.shownCriteria.dropFirst().first?.metric)
        _ = try click(on: metric.rawValue, in: &dashboard)
        #expect(dashboard.view.metric == metric && dashboard.view.charted == metric)
        #expect(dashboard.view.focus == .criteria)
    }

    @Test func `a click into a chart chooses its criterion`() throws {
        var dashboard = Scenario.baking.dashboard(size: size)
        dashboard.press(.character("3"))
        dashboard.press(.click(column: 120, row: 10))
        #expect(dashboard.view.charted == dashboard.rollout?.plan.criteria.first?.metric)
        #expect(dashboard.view.focus == .criteria)
    }

    @Test func `a click on an event chooses it`() throws {
        var dashboard = Scenario.baking.dashboard(size: size)
        let line = try #require(dashboard.scene?.events.dropFirst(2).first)
        _ = try click(on: String(line.sentence.prefix(20)), in: &dashboard)
        #expect(dashboard.view.event != nil && dashboard.view.focus == .events)
    }

    @Test func `a click on a title moves the keys there and chooses nothing`() throws {
        var dashboard = Scenario.baking.dashboard(size: size)
        _ = try click(on: "2 instances", in: &dashboard)
        #expect(dashboard.view.focus == .instances && dashboard.view.instance == nil)
    }

    @Test func `over a box a click does nothing`() throws {
        var dashboard = Scenario.rollbackBox.dashboard(size: size)
        let before = dashboard
        #expect(try click(on: "y  ", in: &dashboard).isEmpty)
        guard case .confirmation(let box) = dashboard.overlay else {
            Issue.record("the box is closed")
            return
        }
        #expect(box.verb == .rollback && dashboard.view == before.view)
    }

    @Test(arguments: [(200, 50), (120, 36), (80, 24), (40, 6)])
    func `no click anywhere asks for anything`(width: Int, height: Int) {
        var dashboard = Scenario.baking.dashboard(size: Size(width: width, height: height))
        for row in stride(from: 0, to: height, by: 3) {
            for column in stride(from: 0, to: width, by: 17) {
                #expect(dashboard.press(.click(column: column, row: row)).isEmpty)
            }
        }
        #expect(dashboard.overlay == nil)
    }
}
