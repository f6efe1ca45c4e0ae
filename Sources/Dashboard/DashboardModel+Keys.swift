import RolloutCore
import TerminalUI

extension DashboardModel {
    /// A key press goes to what lies on top.
    mutating func take(_ press: KeyPress) -> [Request] {
        if case .paste(let text) = press.key { return takePasted(text) }
        switch overlay {
        case nil: return act(on: press)
        case .help: return takeInHelp(press)
        case .confirmation(let box): return answer(box, with: press)
        case .reason(let text): return type(press, into: text)
        }
    }

    private mutating func act(on press: KeyPress) -> [Request] {
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
        if let why = availability(of: binding.action).reason {
            say(why, .watch)
            return []
        }
        return steer(binding)
    }

    /// No key is met with silence; a small letter for a capital is the usual slip.
    private mutating func sayUnknown(_ key: Key) {
        guard case .character(let character) = key else {
            say("this key does nothing here; ? lists those that do")
            return
        }
        let capital = Keymap.binding(for: .character(Character(character.uppercased())))
        if let capital, capital.action.touchesRelease, let short = capital.short {
            say("\(character) does nothing; \(capital.label) is \(short)")
        } else {
            say("\(character) does nothing; ? lists the keys that do")
        }
    }

    /// What a key would move or change that has no place at this size; nil when it is there.
    private func missing(for action: Action) -> String? {
        switch Layout(size) {
        case .full, .medium, .small: return nil
        case .compact, .line: break
        }
        let size = "at least 72 columns and 20 rows"
        switch action {
        case .nextMetric, .previousMetric, .widerWindow, .narrowerWindow, .usualWindow:
            return "no charts at this size; they need \(size)"
        case .nextPanel, .previousPanel, .firstPanel, .secondPanel, .thirdPanel, .fourthPanel,
            .down, .up, .first, .last, .halfPageDown, .halfPageUp, .zoom:
            return "no panels at this size; they need \(size)"
        default: return nil
        }
    }

    /// What a release key does once it may: ask first, or send.
    private mutating func steer(_ binding: Binding) -> [Request] {
        guard let rollout else { return [] }
        let verb = verb(of: binding.action, rollout)
        flash = nil
        view.scroll = 0
        if binding.action == .override {
            overlay = .reason("")
            return []
        }
        guard binding.isDangerous else { return send(verb, reason: nil, seen: rollout.revision) }
        overlay = .confirmation(Confirmation(verb: verb, seen: rollout.revision))
        return []
    }

    private mutating func send(_ verb: Command.Verb, reason: String?, seen: Int) -> [Request] {
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

    private mutating func takeInHelp(_ press: KeyPress) -> [Request] {
        guard let binding = Keymap.binding(for: press.key) else { return [] }
        switch binding.action {
        case .help, .close, .leave:
            overlay = nil
            view.scroll = 0
        case .down: view.scroll += 1
        case .up: view.scroll = max(0, view.scroll - 1)
        case .halfPageDown: view.scroll += halfPage
        case .halfPageUp: view.scroll = max(0, view.scroll - halfPage)
        case .first: view.scroll = 0
        case .redraw, .suspend: return perform(binding.action)
        case let action where action.touchesRelease:
            overlay = nil
            return act(on: press)
        default: break
        }
        return []
    }
}

extension DashboardModel {
    /// Longest reason kept, in characters; the journal keeps it for ever.
    private static let reasonLimit = 200

    private mutating func type(_ press: KeyPress, into text: String) -> [Request] {
        switch press.key {
        case .character(let character): overlay = .reason(limited(text + String(character)))
        case .backspace: overlay = .reason(String(text.dropLast()))
        case .control("u"): overlay = .reason("")
        case .enter: confirmOverride(reason: text)
        case .escape:
            overlay = nil
            say("nothing was sent; the release goes on as it was")
        case .control("l"), .control("z"), .control("c"): return act(on: press)
        default: break
        }
        return []
    }

    private mutating func confirmOverride(reason text: String) {
        guard let rollout else { return }
        guard text.contains(where: { !$0.isWhitespace }) else {
            say("an override goes into the record with its reason: type one, or Esc", .watch)
            return
        }
        overlay = .confirmation(
            Confirmation(
                verb: .advance(full: false, override: true),
                reason: text,
                seen: rollout.revision
            )
        )
    }

    /// Pasted text is text, never keys: into a reason it goes, elsewhere nothing happens.
    private mutating func takePasted(_ text: String) -> [Request] {
        guard case .reason(let before) = overlay else {
            say("pasted text was ignored; keys must be typed", .watch)
            return []
        }
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        overlay = .reason(limited(before + line))
        return []
    }

    private func limited(_ text: String) -> String { String(text.prefix(Self.reasonLimit)) }
}
