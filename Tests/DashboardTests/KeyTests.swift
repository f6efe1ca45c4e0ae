import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

/// A dashboard on a release that bakes at 25% and has nothing in its way but time.
private func baking() -> DashboardModel {
    Scenario.paused.dashboard(size: Size(width: 120, height: 36)).resumed()
}

extension DashboardModel {
    /// The same release after alice resumed it.
    fileprivate func resumed() -> DashboardModel {
        var dashboard = self
        dashboard.receive(.resumed(by: Shop.alice))
        return dashboard
    }

    /// Reads one more event, decided now.
    @discardableResult
    fileprivate mutating func receive(_ event: Event) -> [Request] {
        guard let rollout else { return [] }
        let entry = Entry(
            release: rollout.start.release,
            sequence: rollout.sequence + 1,
            at: now,
            event: event
        )
        return update(.entriesArrived([entry]))
    }

    fileprivate mutating func press(_ key: Key, after time: Duration) -> [Request] {
        update(.keyPressed(KeyPress(key), at: now + time))
    }

    fileprivate var revision: Int { rollout?.revision ?? -1 }
}

@Suite struct ReleaseKeys {
    @Test func `rolling back takes R and then y, with the revision that was seen`() {
        var dashboard = baking()
        #expect(dashboard.press(.character("R")).isEmpty)
        let sent = dashboard.press(.character("y"))
        #expect(sent == [.send(.rollback, reason: nil, seen: dashboard.revision)])
        #expect(dashboard.canvas.text.contains("asked to roll back"))
    }

    @Test func `y counts only 300 ms after the box reached the terminal`() {
        var dashboard = baking()
        dashboard.press(.character("R"))
        _ = dashboard.update(.framePresented(at: dashboard.now))
        #expect(dashboard.press(.character("y"), after: .milliseconds(299)).isEmpty)
        #expect(!dashboard.press(.character("y"), after: .milliseconds(1)).isEmpty)
    }

    @Test func `y does not count while the box was not drawn`() {
        var dashboard = baking()
        dashboard.press(.character("R"))
        #expect(dashboard.press(.character("y"), after: .seconds(5)).isEmpty)
    }

    @Test func `Enter, Y and R do not confirm`() {
        for key in [Key.enter, .character("Y"), .character("R"), .character(" "), .tab] {
            var dashboard = baking()
            dashboard.press(.character("R"))
            #expect(dashboard.press(key).isEmpty, "\(key)")
        }
    }

    @Test(arguments: ["P", "A", "B", "R", "O"])
    func `a release key in a burst is ignored`(letter: Character) {
        var dashboard = baking()
        let press = KeyPress(.character(letter), isInBurst: true)
        #expect(dashboard.update(.keyPressed(press, at: dashboard.now)).isEmpty)
        #expect(dashboard.overlay == nil)
    }

    @Test func `y in a burst does not confirm`() {
        var dashboard = baking()
        dashboard.press(.character("R"))
        _ = dashboard.update(.framePresented(at: dashboard.now))
        let press = KeyPress(.character("y"), isInBurst: true)
        #expect(dashboard.update(.keyPressed(press, at: dashboard.now + .seconds(1))).isEmpty)
    }

    @Test func `P pauses at once and resumes at once`() {
        var dashboard = baking()
        #expect(
            dashboard.press(.character("P")) == [
                .send(.pause, reason: nil, seen: dashboard.revision)
            ]
        )
        dashboard.receive(.paused(by: Shop.alice, reason: nil))
        #expect(
            dashboard.press(.character("P")) == [
                .send(.resume, reason: nil, seen: dashboard.revision)
            ]
        )
    }

    @Test func `advance asks first and names what it passes over`() {
        var dashboard = baking()
        dashboard.press(.character("A"))
        #expect(dashboard.canvas.text.contains("canary 25% → 50%"))
        #expect(dashboard.canvas.text.contains("passes over"))
        let verb = Command.Verb.advance(full: false, override: false)
        #expect(
            dashboard.press(.character("y")) == [.send(verb, reason: nil, seen: dashboard.revision)]
        )
    }

    @Test func `n leaves everything as it is`() {
        var dashboard = baking()
        dashboard.press(.character("B"))
        #expect(dashboard.press(.character("n")).isEmpty)
        #expect(dashboard.overlay == nil)
    }

    @Test func `a key that is not allowed says why in the core's words`() {
        var dashboard = Scenario.starting.dashboard(size: Size(width: 120, height: 36))
        #expect(dashboard.press(.character("A")).isEmpty)
        #expect(dashboard.flash?.text.hasPrefix("not advanced: no gate to open") == true)
    }

    @Test func `a refusal names the key that leads on, not what is typed elsewhere`() {
        var dashboard = Scenario.holding.dashboard(size: Size(width: 200, height: 50))
        dashboard.press(.character("A"))
        let hint = "O passes it, with a reason on the record."
        #expect(dashboard.flash?.text.hasSuffix(hint) == true)
        #expect(!dashboard.canvas.text.contains("--override"))
    }

    @Test func `no other key ever sends a command`() {
        let letters = "abcdefghijklmnopqrstuvwxyzCDEFGHIJKLMNQSTUVWXYZ0123456789<>+-=?/:"
        var dashboard = baking()
        for letter in letters {
            for request in dashboard.press(.character(letter)) {
                if case .send = request { Issue.record("\(letter) sent a command") }
            }
            if dashboard.overlay != nil { dashboard.press(.escape) }
        }
    }
}

@Suite struct ConfirmationBoxes {
    @Test func `a box is drawn again and waits again when the state moved`() {
        var dashboard = baking()
        dashboard.press(.character("R"))
        _ = dashboard.update(.framePresented(at: dashboard.now))
        _ = dashboard.update(.clockTicked(dashboard.now + .seconds(1)))
        let seen = dashboard.revision
        dashboard.receive(.paused(by: Shop.alice, reason: nil))
        #expect(dashboard.canvas.text.contains("the release moved on"))
        #expect(dashboard.press(.character("y"), after: .milliseconds(1)).isEmpty)
        let sent = dashboard.press(.character("y"))
        #expect(sent == [.send(.rollback, reason: nil, seen: dashboard.revision)])
        #expect(dashboard.revision > seen)
    }

    @Test func `a box closes with the reason when the engine rolls back by itself`() {
        var dashboard = baking()
        dashboard.press(.character("A"))
        dashboard.receive(.rollbackStarted(.criterion(.p99, evidence: "canary 398 ms")))
        #expect(dashboard.overlay == nil)
        #expect(dashboard.flash?.text.contains("rolling back") == true)
    }

    @Test func `an override needs a reason`() {
        var dashboard = Scenario.holding.dashboard(size: Size(width: 120, height: 36))
        dashboard.press(.character("O"))
        dashboard.press(.enter)
        #expect(dashboard.flash?.text.contains("type one") == true)
        for character in "known" { dashboard.type(character) }
        dashboard.press(.enter)
        let verb = Command.Verb.advance(full: false, override: true)
        let sent = dashboard.press(.character("y"))
        #expect(sent == [.send(verb, reason: "known", seen: dashboard.revision)])
    }

    @Test func `an override is offered only where there is something to override`() {
        var dashboard = baking()
        dashboard.press(.character("O"))
        #expect(dashboard.overlay == nil)
        #expect(dashboard.flash?.text.contains("nothing to override") == true)
    }

    @Test func `pasted text goes into a reason as text and nowhere else`() {
        var dashboard = Scenario.holding.dashboard(size: Size(width: 120, height: 36))
        #expect(dashboard.press(.paste("R\ny")).isEmpty)
        #expect(dashboard.overlay == nil)
        dashboard.press(.character("O"))
        dashboard.press(.paste("two\nlines"))
        #expect(dashboard.overlay == .reason("two lines"))
    }

    @Test func `after a suspension an open box waits to be seen again`() {
        var dashboard = baking()
        dashboard.press(.character("R"))
        _ = dashboard.update(.framePresented(at: dashboard.now))
        #expect(dashboard.update(.suspensionEnded(after: .seconds(60))) == [.redraw])
        #expect(dashboard.press(.character("y"), after: .seconds(1)).isEmpty)
    }
}
