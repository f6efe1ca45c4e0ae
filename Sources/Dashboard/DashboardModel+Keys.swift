import RolloutCore
import TerminalUI

extension DashboardModel {
    /// A key press goes to what lies on top.
    mutating func take(_ press: KeyPress) -> [Request] {
        if case .paste(let text) = press.key { return takePasted(text) }
        switch overlay {
        case nil: return act(on: press)
        case .help: return takeInHelp(press)
        case .instance, .event: return takeInDetail(press)
        case .prompt(let prompt): return type(press, into: prompt)
        case .confirmation(let box): return answer(box, with: press)
        case .reason(let text): return type(press, into: text)
        }
    }

    mutating func act(on press: KeyPress) -> [Request] {
        if case .click(let column, let row) = press.key {
            click(column: column, row: row)
            return []
        }
        guard let binding = Keymap.binding(for: press.key) else {
            sayUnknown(press.key)
            return []
        }
        guard binding.action.touchesRelease else {
            if let why = missing(for: binding.action) {
                say(why)
                return []
            }
            return perform(binding.action)
        }
        guard !press.isInBurst else {
            say("\(binding.label) was ignored: it came together with other keys", .watch)
            return []
        }
        guard let rollout else {
            say(availability(of: binding.action).reason ?? "", .watch)
            return []
        }
        return steer(verb(of: binding.action, rollout), reason: nil, of: binding)
    }

    /// No key is met with silence; a small letter for a capital is the usual slip.
    private mutating func sayUnknown(_ key: Key) {
        guard case .character(let character) = key else {
            say("this key does nothing here; ? lists those that do")
            return
        }
        let capital = character.uppercased().first.flatMap { Keymap.binding(for: .character($0)) }
        if let capital, capital.action.touchesRelease, let short = capital.short {
            say("\(character) does nothing; \(capital.label) is \(short)")
        } else {
            say("\(character) does nothing; ? lists the keys that do")
        }
    }

    /// What a key would move or change that has no place at this size; nil when it is there.
    func missing(for action: Action) -> String? {
        switch Layout(size) {
        case .full, .medium, .small: return nil
        case .compact, .line: break
        }
        let size = "at least 72 columns and 20 rows"
        switch action {
        case .nextMetric, .previousMetric, .widerWindow, .narrowerWindow, .usualWindow,
            .cursorLeft, .cursorRight:
            return "no charts at this size; they need \(size)"
        case .nextPanel, .previousPanel, .firstPanel, .secondPanel, .thirdPanel, .fourthPanel,
            .down, .up, .first, .last, .halfPageDown, .halfPageUp, .zoom, .filter, .nextMatch,
            .previousMatch, .sort, .reverseSort, .goTo, .open, .copyRow:
            return "no panels at this size; they need \(size)"
        default: return nil
        }
    }

    /// What was typed, through the same gate as a key.
    mutating func steer(_ wish: TypedWish, of binding: Binding) -> [Request] {
        steer(wish.verb, reason: wish.reason, of: binding)
    }

    /// What a command does once it may be sent: ask first, or send.
    private mutating func steer(
        _ verb: Command.Verb,
        reason: String?,
        of binding: Binding
    ) -> [Request] {
        if let why = gate(verb).reason {
            say(why, .watch)
            return []
        }
        guard let rollout else { return [] }
        flash = nil
        view.scroll = 0
        if case .advance(_, override: true) = verb, reason == nil {
            overlay = .reason("")
            return []
        }
        guard binding.isDangerous else { return send(verb, reason: reason, seen: rollout.revision) }
        overlay = .confirmation(Confirmation(verb: verb, reason: reason, seen: rollout.revision))
        return []
    }

    mutating func send(_ verb: Command.Verb, reason: String?, seen: Int) -> [Request] {
        overlay = nil
        asked = Asked(verb: verb, at: now)
        return [.send(verb, reason: reason, seen: seen)]
    }

    /// Nothing but `y` says yes, and only alone and after the box was there to be read.
    private mutating func answer(_ box: Confirmation, with press: KeyPress) -> [Request] {
        switch press.key {
        case .character("y"):
            guard !press.isInBurst, box.accepts(at: now) else {
                say("y was ignored: it came before the box could be read", .watch)
                return []
            }
            return send(box.verb, reason: box.reason, seen: box.seen)
        case .character("n"), .escape:
            overlay = nil
            say("nothing was sent; the release goes on as it was")
            return []
        case .control("l"), .control("z"), .control("c"):
            return act(on: press)
        case .character("j"), .down:
            view.scroll += 1
            return []
        case .character("k"), .up:
            view.scroll = max(0, view.scroll - 1)
            return []
        default:
            return []
        }
    }
}
