import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

private let wide = Size(width: 120, height: 36)

@Suite struct ArrivingEntries {
    @Test func `entries seen twice count once`() {
        var script = ReleaseScript()
        script.finishPreflight()
        var dashboard = DashboardModel(size: wide, now: script.now)
        dashboard.play(script)
        let lines = dashboard.picture.log.count
        #expect(dashboard.update(.entriesArrived(script.entries)).isEmpty)
        #expect(dashboard.picture.log.count == lines)
        #expect(dashboard.sequence == script.rollout.sequence)
    }

    @Test func `missing entries are asked for and not guessed`() {
        var script = ReleaseScript()
        script.finishPreflight()
        var dashboard = DashboardModel(size: wide, now: script.now)
        _ = dashboard.update(.entriesArrived(Array(script.entries.prefix(3))))
        let requests = dashboard.update(.entriesArrived(Array(script.entries.suffix(1))))
        #expect(requests == [.readEntries(after: 3)])
        #expect(dashboard.sequence == 3)
    }

    @Test func `whoever comes late sees what the others see`() {
        var script = ReleaseScript()
        script.finishPreflight()
        script.startInstances()
        var early = DashboardModel(size: wide, now: script.now)
        for entry in script.entries { _ = early.update(.entriesArrived([entry])) }
        var late = DashboardModel(size: wide, now: script.now)
        _ = late.update(.entriesArrived(script.entries))
        _ = early.update(.clockTicked(script.now + .seconds(1)))
        _ = late.update(.clockTicked(script.now + .seconds(1)))
        #expect(early.canvas == late.canvas)
    }

    @Test func `the bell rings once for a criterion that is worse, not for the past`() {
        var script = ReleaseScript()
        script.finishPreflight()
        var dashboard = DashboardModel(size: wide, now: script.now)
        let worse = Event.judged(.p99, Verdict(.worse, Evidence("canary 398 ms")))
        script.record([worse])
        #expect(dashboard.update(.entriesArrived(script.entries)).isEmpty)
        script.record([worse])
        #expect(dashboard.update(.entriesArrived(script.entries.suffix(1))) == [.ringBell])
        #expect(dashboard.update(.clockTicked(script.now + .seconds(1))).isEmpty)
    }

    @Test func `a refusal is shown where the person looks and ends the waiting`() {
        var dashboard = Scenario.paused.dashboard(size: wide)
        dashboard.press(.character("P"))
        #expect(dashboard.asked?.verb == .resume)
        let command = Command(.resume, by: Shop.alice)
        guard let rollout = dashboard.rollout else { return }
        let entry = Entry(
            release: rollout.start.release,
            sequence: rollout.sequence + 1,
            at: dashboard.now,
            event: .rejected(command, Rejection("not resumed: it moved on."))
        )
        _ = dashboard.update(.entriesArrived([entry]))
        #expect(dashboard.asked == nil)
        #expect(dashboard.canvas.text.contains("not resumed: it moved on."))
    }
}

@Suite struct FreshnessOfThePicture {
    @Test func `an old picture allows rollback and nothing else`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        _ = dashboard.update(.clockTicked(dashboard.now + .seconds(11)))
        #expect(dashboard.availability(of: .rollBack) == .available)
        for action in [Action.stepBack, .pauseOrResume] {
            let why = dashboard.availability(of: action).reason
            #expect(why?.contains("old; only rollback") == true, "\(action)")
        }
        #expect(dashboard.canvas.text.contains("NO NEWS FOR 1"))
    }

    @Test func `without a steward no key touches the release and the screen says what does`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        _ = dashboard.update(.stewardSeen(.gone(since: dashboard.now)))
        let always: [Action] = [.pauseOrResume, .pause, .advance, .stepBack, .rollBack, .annotate]
        for action in always {
            let why = dashboard.availability(of: action).reason
            #expect(why?.contains("handoff resume storefront") == true, "\(action)")
        }
    }

    @Test func `after three seconds the picture is doubted`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        _ = dashboard.update(.clockTicked(dashboard.now + .seconds(3)))
        #expect(dashboard.canvas.text.contains("  data "))
    }

    @Test func `missing measurements are said while the steward is heard`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        let later = dashboard.now + .seconds(20)
        _ = dashboard.update(.clockTicked(later))
        _ = dashboard.update(.stewardSeen(.alive(heardAt: later)))
        #expect(dashboard.canvas.text.contains("NOT MEASURED FOR 2"))
        #expect(dashboard.availability(of: .stepBack) == .available)
    }
}

@Suite struct ScreenKeys {
    @Test func `a frozen screen stands still while the release goes on`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        dashboard.press(.character("f"))
        let revision = dashboard.rollout?.revision ?? 0
        guard let rollout = dashboard.rollout else { return }
        let entry = Entry(
            release: rollout.start.release,
            sequence: rollout.sequence + 1,
            at: dashboard.now,
            event: .paused(by: Shop.alice, reason: nil)
        )
        _ = dashboard.update(.entriesArrived([entry]))
        #expect(dashboard.canvas.text.contains("FROZEN"))
        #expect(dashboard.canvas.text.contains("WAITING AT 50%"))
        dashboard.press(.character("R"))
        #expect(
            dashboard.press(.character("y")) == [
                .send(.rollback, reason: nil, seen: revision + 1)
            ]
        )
    }

    @Test func `a selection stays with its instance when rows move`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        dashboard.press(.character("2"))
        for _ in 0..<3 { dashboard.press(.character("j")) }
        let chosen = dashboard.view.instance
        guard let chosen, let rollout = dashboard.rollout else { return }
        let entry = Entry(
            release: rollout.start.release,
            sequence: rollout.sequence + 1,
            at: dashboard.now,
            event: .instanceChanged(chosen, InstanceReport(state: .notReady))
        )
        _ = dashboard.update(.entriesArrived([entry]))
        let row = dashboard.canvas.text.split(separator: "\n").first { $0.contains("│>") }
        #expect(row?.contains(chosen.rawValue) == true)
    }

    @Test func `Esc closes one thing at a time and never leaves`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        dashboard.press(.character("z"))
        dashboard.press(.character("?"))
        #expect(dashboard.press(.escape).isEmpty)
        #expect(dashboard.overlay == nil)
        #expect(dashboard.view.isZoomed)
        #expect(dashboard.press(.escape).isEmpty)
        #expect(!dashboard.view.isZoomed)
        #expect(dashboard.press(.escape).isEmpty)
    }

    @Test func `q leaves, ^L redraws, ^Z suspends`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        #expect(dashboard.press(.control("l")) == [.redraw])
        #expect(dashboard.press(.control("z")) == [.suspend])
        #expect(dashboard.press(.character("q")) == [.leave])
    }

    @Test func `the chart goes through the criteria and back`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        let first = dashboard.chartedMetric
        for _ in Shop.criteria { dashboard.press(.character(">")) }
        #expect(dashboard.chartedMetric == first)
        dashboard.press(.character(">"))
        #expect(dashboard.chartedMetric != first)
        dashboard.press(.character("<"))
        #expect(dashboard.chartedMetric == first)
    }

    @Test func `events follow the newest until one is chosen`() {
        var dashboard = Scenario.waiting.dashboard(size: wide)
        dashboard.press(.character("3"))
        #expect(dashboard.canvas.text.contains("following ┐"))
        dashboard.press(.character("j"))
        #expect(dashboard.view.event != nil)
        dashboard.press(.character("g"))
        #expect(dashboard.view.event == nil)
    }

    @Test(arguments: PanelName.allCases)
    func `each panel can have the whole screen`(panel: PanelName) {
        let size = Size(width: 80, height: 24)
        var dashboard = Scenario.baking.dashboard(size: size)
        dashboard.press(.character(Character("\(panel.rawValue)")))
        dashboard.press(.character("z"))
        #expect(dashboard.canvas.text.contains(" \(panel.rawValue) "))
        #expect(dashboard.canvas.text.contains("BAKING 25%"))
    }
}
