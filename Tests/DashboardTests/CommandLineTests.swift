import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

private let wide = Size(width: 120, height: 36)

extension DashboardModel {
    /// Types a line after `:` and presses Enter.
    @discardableResult
    mutating func say(line: String) -> [Request] {
        press(.character(":"))
        for character in line { type(character) }
        return press(.enter)
    }

    fileprivate var prompt: Prompt? {
        if case .prompt(let prompt) = overlay { prompt } else { nil }
    }
}

@Suite struct CommandLines {
    @Test func `a dangerous word asks like its key and sends the same`() {
        var shown = Scenario.baking.dashboard(size: wide)
        #expect(shown.say(line: "rollback checkout looks wrong").isEmpty)
        #expect(shown.canvas.text.contains("ROLL BACK storefront IN PRODUCTION"))
        #expect(shown.canvas.text.contains("checkout looks wrong"))
        let seen = shown.rollout?.revision ?? -1
        let wanted = Request.send(.rollback, reason: "checkout looks wrong", seen: seen)
        #expect(shown.press(.character("y")) == [wanted])
    }

    @Test func `a word the release refuses says why like its key`() {
        var byKey = Scenario.starting.dashboard(size: wide)
        byKey.press(.character("A"))
        var byWord = Scenario.starting.dashboard(size: wide)
        #expect(byWord.say(line: "advance").isEmpty)
        #expect(byWord.flash?.text == byKey.flash?.text)
    }

    @Test func `options are those of the command line`() {
        var shown = Scenario.waiting.dashboard(size: wide)
        shown.say(line: "advance --full --reason lunch is over")
        let seen = shown.rollout?.revision ?? -1
        let verb = Command.Verb.advance(full: true, override: false)
        #expect(shown.press(.character("y")) == [.send(verb, reason: "lunch is over", seen: seen)])
        shown.say(line: "rollback --now")
        #expect(shown.flash?.text == "nothing was sent: `rollback` knows no `--now`; it takes none")
    }

    @Test func `an override with its reason goes straight to the box`() {
        var shown = Scenario.holding.dashboard(size: wide)
        shown.say(line: "override 'known slow page'")
        guard case .confirmation(let box) = shown.overlay else {
            Issue.record("no box")
            return
        }
        #expect(box.reason == "known slow page")
        #expect(box.verb == .advance(full: false, override: true))
    }

    @Test func `a note is sent as it is typed and needs its words`() {
        var shown = Scenario.baking.dashboard(size: wide)
        let seen = shown.rollout?.revision ?? -1
        #expect(
            shown.say(line: "annotate p99 jumped with the new pool") == [
                .send(.annotate, reason: "p99 jumped with the new pool", seen: seen)
            ]
        )
        #expect(shown.say(line: "annotate").isEmpty)
        #expect(shown.flash?.text.contains("a note needs its words") == true)
    }

    @Test(arguments: [("rolback", "rollback"), ("roll", "rollback"), ("instnaces", "instances")])
    func `an unknown word says what is near`(_ typed: String, _ near: String) {
        var shown = Scenario.baking.dashboard(size: wide)
        #expect(shown.say(line: typed).isEmpty)
        #expect(shown.flash?.text.hasPrefix("no command `\(typed)`; `\(near)` is near") == true)
    }

    @Test func `words of the screen do what their keys do`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.say(line: "instances")
        #expect(shown.view.focus == .instances)
        shown.say(line: "sort p95")
        #expect(shown.view.sort == .p95)
        shown.say(line: "window 15m")
        #expect(shown.scene?.span == .seconds(900))
        shown.say(line: "glyphs ascii")
        #expect(shown.view.glyphs == .ascii)
        shown.say(line: "metric queue")
        #expect(shown.chartedMetric == .backlog)
        #expect(shown.say(line: "quit") == [.leave])
    }

    @Test func `every release word of the table is a verb of the handoff command`() {
        let verbs: [Command.Verb] = [
            .pause, .resume, .advance(full: false, override: false), .stepBack, .rollback,
            .holdWarm, .releaseWarm, .contract(later: false), .annotate,
        ]
        let words = Keymap.bindings.filter(\.action.touchesRelease).compactMap(\.names.first)
        #expect(Set(words) == Set(verbs.map(\.words) + ["override"]))
    }

    @Test func `Enter in a burst carries nothing out`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character(":"))
        shown.press(.paste("rollback\n"))
        #expect(shown.prompt?.text == "rollback")
        let enter = KeyPress(.enter, isInBurst: true)
        #expect(shown.update(.keyPressed(enter, at: shown.now)).isEmpty)
        #expect(shown.prompt != nil)
    }
}

@Suite struct PromptEditing {
    @Test func `Tab completes what is sure and then goes through the rest`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character(":"))
        shown.type("r")
        shown.press(.tab)
        #expect(shown.prompt?.candidates == ["resume", "rollback", "release-warm", "redraw"])
        shown.press(.tab)
        #expect(shown.prompt?.text == "resume")
        shown.press(.tab)
        #expect(shown.prompt?.text == "rollback")
    }

    @Test func `a single completion leaves room for what follows`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character(":"))
        for character in "gl" { shown.type(character) }
        shown.press(.tab)
        #expect(shown.prompt?.text == "glyphs ")
        for character in "bl" { shown.type(character) }
        shown.press(.tab)
        #expect(shown.prompt?.text == "glyphs block")
    }

    @Test func `what was typed comes back, the newest first`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.say(line: "window 1m")
        shown.say(line: "window 2m")
        shown.press(.control("p"))
        shown.type("x")
        shown.press(.up)
        #expect(shown.prompt?.text == "window 2m")
        shown.press(.up)
        #expect(shown.prompt?.text == "window 1m")
        shown.press(.down)
        shown.press(.down)
        #expect(shown.prompt?.text == "x")
    }

    @Test func `Esc, Ctrl-C and deleting past the beginning leave the line`() {
        for key in [Key.escape, .control("c"), .backspace] {
            var shown = Scenario.baking.dashboard(size: wide)
            shown.press(.character(":"))
            #expect(shown.press(key).isEmpty)
            #expect(shown.overlay == nil, "\(key)")
        }
    }

    @Test func `a letter in the line touches nothing else`() {
        var shown = Scenario.baking.dashboard(size: wide)
        shown.press(.character(":"))
        for letter in "PABROqfzt" {
            #expect(shown.press(.character(letter)).isEmpty)
        }
        #expect(shown.prompt?.text == "PABROqfzt")
    }
}
