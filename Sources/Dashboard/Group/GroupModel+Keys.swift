import RolloutCore
import TerminalUI

extension GroupModel {
    mutating func take(_ press: KeyPress) -> [GroupRequest] {
        if let prompt { return type(press, into: prompt) }
        switch press.key {
        case .control("l"): return [.redraw]
        case .control("z"): return [.suspend]
        default: break
        }
        if let box { return answer(box, with: press) }
        if isHelpOpen {
            isHelpOpen = false
            return []
        }
        guard let action = GroupKeymap.action(for: press.key) else {
            say("this key does nothing here; ? lists those that do")
            return []
        }
        if [.pauseOrResume, .rollBack].contains(action), press.isInBurst {
            say("the key was ignored: it came together with other keys", .watch)
            return []
        }
        return perform(action)
    }

    /// What a key does, and a word with nothing behind it.
    mutating func perform(_ action: GroupAction) -> [GroupRequest] {
        switch action {
        case .pauseOrResume:
            return steer(group?.pause == nil ? .pause : .resume, reason: nil)
        case .rollBack: return steer(.rollback, reason: nil)
        case .open: return open()
        case .down: selection = min(selection + 1, max(0, rows.count - 1))
        case .up: selection = max(0, selection - 1)
        case .first: selection = 0
        case .last: selection = max(0, rows.count - 1)
        case .filter: prompt = Prompt(.filter(.events), text: filter?.text ?? "")
        case .commandLine: prompt = Prompt(.command)
        case .close: close()
        case .nextTheme: theme = (theme + 1) % max(1, themeNames.count)
        case .nextGlyphs: glyphs = glyphs.next
        case .help: isHelpOpen = true
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .leave: return [.leave]
        case .pause, .resume: break
        }
        return []
    }

    /// Esc closes one thing at a time.
    private mutating func close() {
        if flash != nil { flash = nil } else { filter = nil }
    }

    /// What a command does once it may be sent: ask first, or send.
    mutating func steer(_ verb: Command.Verb, reason: String?) -> [GroupRequest] {
        if let why = unavailability(of: verb) {
            say(why, .watch)
            return []
        }
        guard verb == .rollback else { return [.send(verb, reason: reason)] }
        box = Confirmation(verb: verb, reason: reason, seen: group?.sequence ?? 0)
        return []
    }

    /// Why a command for the whole would do nothing; nil when it would.
    func unavailability(of verb: Command.Verb) -> String? {
        if let readOnly { return "this screen only shows: \(readOnly)" }
        guard let group else { return "nothing to steer: no entry of a group was read yet" }
        if let rejection = group.availability(of: verb) { return rejection.keyed }
        guard case .gone = stewardship else { return nil }
        return "nobody steers: start the steward again with `handoff resume \(group.plan.name)`"
    }

    /// Nothing but `y` says yes, and only alone and after the box was there to be read.
    private mutating func answer(_ box: Confirmation, with press: KeyPress) -> [GroupRequest] {
        switch press.key {
        case .character("y"):
            guard !press.isInBurst, box.accepts(at: now) else {
                say("y was ignored: it came before the box could be read", .watch)
                return []
            }
            self.box = nil
            return [.send(box.verb, reason: box.reason)]
        case .character("n"), .escape:
            self.box = nil
            say("nothing was sent; the group goes on as it was")
            return []
        default: return []
        }
    }

    private mutating func open() -> [GroupRequest] {
        guard rows.indices.contains(selection) else { return [] }
        let name = rows[selection].name
        guard rollouts[name] != nil else {
            say("\(name) has no release yet")
            return []
        }
        return [.open(name)]
    }
}
