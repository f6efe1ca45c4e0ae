import RolloutCore
import TerminalUI

extension GroupModel {
    /// A key while a line is typed.
    mutating func type(_ press: KeyPress, into prompt: Prompt) -> [GroupRequest] {
        var prompt = prompt
        switch press.key {
        case .backspace where prompt.text.isEmpty, .escape, .control("c"):
            self.prompt = nil
            if case .filter = prompt.purpose { filter = nil }
            return []
        case .tab where prompt.purpose == .command:
            prompt.complete(names: GroupKeymap.names) { choices(for: $0) }
        case .up, .control("p"): prompt.recall(1, in: history(of: prompt))
        case .down, .control("n"): prompt.recall(-1, in: history(of: prompt))
        case .enter: return submit(prompt, press)
        case .control("l"): return [.redraw]
        case .control("z"): return [.suspend]
        case let key: prompt.edit(key)
        }
        self.prompt = prompt
        flash = nil
        if case .filter = prompt.purpose { filter = RowFilter(prompt.text) }
        return []
    }

    private func history(of prompt: Prompt) -> [String] {
        prompt.purpose == .command ? typed : []
    }

    private mutating func submit(_ prompt: Prompt, _ press: KeyPress) -> [GroupRequest] {
        guard !press.isInBurst else {
            say("Enter was ignored: it came together with other keys", .watch)
            return []
        }
        self.prompt = nil
        guard prompt.purpose == .command else { return [] }
        let words = prompt.text.split(separator: " ", maxSplits: 1)
        guard let name = words.first.map(String.init) else { return [] }
        typed.removeAll { $0 == prompt.text }
        typed.append(prompt.text)
        guard let row = GroupKeymap.row(named: name) else {
            let near = GroupKeymap.names.nearest(to: name).map { "; `\($0)` is near" } ?? ""
            say("no command `\(name)`\(near). Tab completes, ? lists all", .watch)
            return []
        }
        return run(row.action, words.count > 1 ? String(words[1]).trimmingSpaces : "")
    }

    /// Carries out a word with what was typed behind it.
    private mutating func run(_ action: GroupAction, _ rest: String) -> [GroupRequest] {
        switch action {
        case .pause: return steer(.pause, as: .pause, rest)
        case .resume: return steer(.resume, as: .resume, rest)
        case .rollBack: return steer(.rollback, as: .rollBack, rest)
        case .open where !rest.isEmpty:
            guard let place = rows.firstIndex(where: { $0.name.rawValue == rest }) else {
                sayUnknown(rest, of: "component", rows.map(\.name.rawValue))
                return []
            }
            selection = place
            return perform(.open)
        case .filter:
            filter = RowFilter(rest)
            return []
        case .nextTheme where !rest.isEmpty:
            guard let place = themeNames.firstIndex(of: rest) else {
                sayUnknown(rest, of: "theme", themeNames)
                return []
            }
            theme = place
            return []
        case .nextGlyphs where !rest.isEmpty:
            guard let glyphs = GlyphSet(rawValue: rest) else {
                sayUnknown(rest, of: "character set", GlyphSet.allCases.map(\.rawValue))
                return []
            }
            self.glyphs = glyphs
            return []
        default: return perform(action)
        }
    }

    /// A command with the reason that was typed, read as that of one release is.
    private mutating func steer(
        _ verb: Command.Verb,
        as action: Action,
        _ rest: String
    ) -> [GroupRequest] {
        do throws(TypedWish.Misspelling) {
            return steer(verb, reason: try TypedWish(action, rest).reason)
        } catch {
            say(error.words, .watch)
            return []
        }
    }

    private mutating func sayUnknown(_ word: String, of kind: String, _ known: [String]) {
        let near = known.nearest(to: word)
        let hint = near.map { "`\($0)` is near" } ?? "there are \(known.spokenList)"
        say("no \(kind) `\(word)`; \(hint)", .watch)
    }

    private func choices(for name: String) -> [String] {
        switch GroupKeymap.row(named: name)?.action {
        case .open: rows.map(\.name.rawValue)
        case .nextTheme: themeNames
        case .nextGlyphs: GlyphSet.allCases.map(\.rawValue)
        case .pause, .rollBack: ["--reason"]
        default: []
        }
    }

    /// The last row while a line is typed.
    func promptLine(_ prompt: Prompt) -> PromptLine {
        guard prompt.purpose == .command else {
            let count = shownLines.count
            return PromptLine(
                prompt,
                hint: StyledLine(
                    "\(count.grouped) of \(lines.count.grouped) events  ! before them: without  "
                        + "Enter keeps  Esc clears",
                    count == 0 ? .watch : .muted
                )
            )
        }
        let completion = Completion(of: prompt.text, names: GroupKeymap.names) { choices(for: $0) }
        let name = prompt.text.split(separator: " ").first.map(String.init) ?? ""
        return PromptLine(
            prompt,
            completion: completion,
            usage: GroupKeymap.row(named: name)?.usage ?? ""
        )
    }

    /// The events that are shown, the oldest first.
    var shownLines: [GroupEventLine] {
        guard let filter else { return lines }
        return lines.filter { filter.shows("\($0.at.clock) \($0.subject) \($0.sentence)") }
    }
}
