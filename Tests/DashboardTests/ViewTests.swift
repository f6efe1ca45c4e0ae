import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

private func dashboard(_ scenario: Scenario, _ width: Int, _ height: Int) -> DashboardModel {
    scenario.dashboard(size: Size(width: width, height: height))
}

extension DashboardModel {
    /// What the flash line says after a key.
    fileprivate mutating func answer(to key: Key) -> String? {
        press(key)
        return flash?.text
    }

    fileprivate var lastRow: String {
        canvas.text.split(separator: "\n").last.map(String.init) ?? ""
    }
}

@Suite struct AnswersToKeys {
    @Test func `a small letter for a release key names the capital`() {
        var shown = dashboard(.baking, 120, 36)
        #expect(shown.answer(to: .character("r")) == "r does nothing; R is roll back")
        #expect(shown.answer(to: .character("a")) == "a does nothing; A is advance")
        #expect(shown.overlay == nil)
    }

    @Test func `a key without meaning is answered too`() {
        var shown = dashboard(.baking, 120, 36)
        #expect(shown.answer(to: .character("m")) == "m does nothing; ? lists the keys that do")
        #expect(shown.answer(to: .insert) == "this key does nothing here; ? lists those that do")
    }

    @Test(arguments: [Key.tab, .character("z"), .character("4"), .down])
    func `where there are no panels, their keys say so`(_ key: Key) {
        var shown = dashboard(.baking, 60, 18)
        #expect(shown.answer(to: key)?.hasPrefix("no panels at this size") == true)
        #expect(!shown.view.isZoomed)
    }

    @Test func `Esc leaves the panel that is shown alone`() {
        var shown = dashboard(.baking, 120, 36)
        shown.press(.character("4"))
        #expect(!shown.canvas.text.contains("2 instances"))
        shown.press(.escape)
        #expect(shown.canvas.text.contains("2 instances"))
    }
}

@Suite struct ChartWindows {
    @Test func `a young release has charts as long as it is old`() {
        let young = dashboard(.starting, 120, 36)
        #expect(young.scene?.span == .seconds(60))
        #expect(dashboard(.baking, 120, 36).scene?.span == .seconds(300))
    }

    @Test func `a chosen length stays until the usual one is asked for`() {
        var shown = dashboard(.starting, 120, 36)
        #expect(shown.answer(to: .character("+")) == "charts show 2 m")
        #expect(shown.answer(to: .character("=")) == "charts show 1 m")
    }

    @Test func `at the ends the keys say that there is no more`() {
        var shown = dashboard(.starting, 120, 36)
        #expect(shown.answer(to: .character("-")) == "charts show 1 m, the least there is")
        for _ in ViewState.windows { shown.press(.character("+")) }
        #expect(shown.flash?.text == "charts show 1 h, the most there is")
    }

    @Test func `the charts of a release that is over end with it`() throws {
        var shown = dashboard(.rolledBack, 200, 50)
        _ = shown.update(.clockTicked(shown.now + .seconds(600)))
        let end = try #require(shown.scene?.chartEnd)
        #expect(shown.canvas.text.contains("─ \(end.clock)│"))
        _ = shown.update(.clockTicked(shown.now + .seconds(600)))
        #expect(shown.scene?.chartEnd == end)
    }

    @Test func `the criterion a person goes to has a chart, also beyond the sixth`() {
        var plan = Shop.plan
        plan.criteria.append(
            Criterion(.init(rawValue: "memory"), .level(.init(family: "m"), unit: "bytes"))
        )
        var script = ReleaseScript(plan: plan)
        script.reachQuarter()
        var shown = DashboardModel(size: Size(width: 200, height: 50), now: script.now)
        shown.play(script)
        #expect(!shown.canvas.text.contains("memory ─"))
        shown.view.charted = .init(rawValue: "memory")
        #expect(shown.canvas.text.contains("memory ─"))
    }
}

@Suite struct ChartLines {
    @Test func `a share that both revisions have in common has one line`() {
        let pool = Inquiry(.postgres(PostgresQuery(server: "h:1", database: "d")))
        let shared = Measure.saturation(.inquiry(pool))
        #expect(shared.arms == [nil])
        let criterion = Criterion(.connections, shared, above: 85)
        var sample = Sample(second: Timestamp(seconds: 100))
        sample.readings = [Reading(metric: .connections, arm: nil, value: 30, whole: 40)]
        #expect(MetricHistory.value(of: criterion, arm: nil, in: sample) == 75)
    }
}

@Suite struct CalmScreens {
    @Test func `criteria far from their limits keep the plan's order`() throws {
        let scene = try #require(dashboard(.waiting, 120, 36).scene)
        let calm = CriterionRow.rows(scene).filter { ($0.used ?? 0) < 0.5 }.map(\.metric)
        #expect(calm == scene.plan.criteria.map(\.metric).filter(calm.contains))
        #expect(calm.count > 3)
    }

    @Test func `the nearest to its limit is first`() throws {
        let scene = try #require(dashboard(.waiting, 120, 36).scene)
        let rows = CriterionRow.rows(scene)
        #expect((rows[0].used ?? 0) >= 0.5)
        #expect(rows[0].metric != scene.plan.criteria[0].metric)
    }

    @Test func `criteria without a place are counted`() {
        var plan = Shop.plan
        for number in 1...6 {
            let name = MetricName(rawValue: "extra \(number)")
            plan.criteria.append(Criterion(name, .level(.init(family: "m"), unit: "")))
        }
        var script = ReleaseScript(plan: plan)
        script.reachQuarter()
        var shown = DashboardModel(size: Size(width: 80, height: 24), now: script.now)
        shown.play(script)
        #expect(shown.canvas.text.contains("1 criteria +4 below"))
        #expect(!dashboard(.baking, 80, 24).canvas.text.contains("below"))
    }

    @Test func `after the end nothing is said of requests, and no release key is offered`() {
        let shown = dashboard(.rolledBack, 120, 36)
        #expect(!shown.canvas.text.contains("req/s"))
        #expect(!shown.lastRow.contains("R roll back"))
        #expect(shown.lastRow.contains("q leave"))
    }

    @Test func `old samples say nothing of the present`() throws {
        var shown = dashboard(.stewardGone, 120, 36)
        _ = shown.update(.clockTicked(shown.now + .seconds(30)))
        let traffic = try #require(shown.canvas.text.split(separator: "\n").dropFirst(2).first)
        #expect(traffic.contains("- req/s"))
        #expect(!traffic.contains("measured"))
    }
}
