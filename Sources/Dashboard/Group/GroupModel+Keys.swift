import RolloutCore
import TerminalUI

extension GroupModel {
    /// The keys of this screen: label, what it does, and the word in the key bar.
    static let keys: [(label: String, title: String, short: String, priority: Int)] = [
        ("P", "pause all, or resume all after a pause", "pause all", 1),
        ("R", "roll all back, those that depend on others first; asks first", "roll all back", 0),
        ("Enter", "the dashboard of the chosen component; q comes back", "open", 2),
        ("j k", "next and previous component", "row", 4),
        ("t", "next theme", "theme", 6),
        ("u", "braille, blocks or ASCII", "glyphs", 7),
        ("?", "this help", "help", 5),
        ("q", "leave; the group goes on", "leave", 3),
    ]

    mutating func take(_ press: KeyPress) -> [GroupRequest] {
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
        switch press.key {
        case .character("P"): return steer(group?.pause == nil ? .pause : .resume, press)
        case .character("R"): return steer(.rollback, press)
        case .enter: return open()
        case .character("j"), .down: selection = min(selection + 1, max(0, rows.count - 1))
        case .character("k"), .up: selection = max(0, selection - 1)
        case .character("t"): theme = (theme + 1) % max(1, themeNames.count)
        case .character("u"): glyphs = nextGlyphs
        case .character("?"), .function(1): isHelpOpen = true
        case .character("q"), .control("c"): return [.leave]
        case .escape: break
        default: say("this key does nothing here; ? lists those that do")
        }
        return []
    }

    private mutating func steer(_ verb: Command.Verb, _ press: KeyPress) -> [GroupRequest] {
        guard !press.isInBurst else {
            say("the key was ignored: it came together with other keys", .watch)
            return []
        }
        if let why = unavailability(of: verb) {
            say(why, .watch)
            return []
        }
        guard verb == .rollback else { return [.send(verb)] }
        box = Confirmation(verb: verb, seen: group?.sequence ?? 0)
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
            return [.send(box.verb)]
        case .character("n"), .escape:
            self.box = nil
            say("nothing was sent; the group goes on as it was")
            return []
        default: return []
        }
    }

    private var nextGlyphs: GlyphSet {
        let all = GlyphSet.allCases
        return all[((all.firstIndex(of: glyphs) ?? 0) + 1) % all.count]
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
