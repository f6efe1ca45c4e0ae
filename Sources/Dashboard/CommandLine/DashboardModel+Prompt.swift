import RolloutCore
import TerminalUI

extension DashboardModel {
    /// A key while a line is typed.
    mutating func type(_ press: KeyPress, into prompt: Prompt) -> [Request] {
        var prompt = prompt
        switch press.key {
        case .backspace where prompt.text.isEmpty, .escape, .control("c"):
            return leave(prompt)
        case .tab where prompt.purpose == .command:
            prompt.complete(
                names: Keymap.names,
                takesMore: { Keymap.binding(named: $0)?.argument != WordArgument.none },
                choices: { choices(forName: $0) }
            )
        case .up, .control("p"): prompt.recall(1, in: history(of: prompt))
        case .down, .control("n"): prompt.recall(-1, in: history(of: prompt))
        case .enter: return submit(prompt, press)
        case .control("l"), .control("z"): return act(on: press)
        case let key: prompt.edit(key)
        }
        show(prompt)
        return []
    }

    /// Text pasted into a line is text; only Enter carries it out.
    mutating func paste(_ text: String, into prompt: Prompt) {
        var prompt = prompt
        prompt.add(text)
        show(prompt)
    }

    /// Opens the line in which rows of the focused panel are searched.
    mutating func openFilter() {
        guard view.focus != .changes else {
            say("nothing to search here; criteria, instances and events can be searched")
            return
        }
        let text = view.filters[view.focus]?.text ?? ""
        show(Prompt(.filter(view.focus), text: text))
    }

    private mutating func show(_ prompt: Prompt) {
        overlay = .prompt(prompt)
        flash = nil
        guard case .filter(let panel) = prompt.purpose else { return }
        view.filters[panel] = RowFilter(prompt.text)
    }

    private func history(of prompt: Prompt) -> [String] {
        prompt.purpose == .command ? view.typed : []
    }

    private mutating func leave(_ prompt: Prompt) -> [Request] {
        overlay = nil
        if case .filter(let panel) = prompt.purpose { view.filters[panel] = nil }
        return []
    }

    private mutating func submit(_ prompt: Prompt, _ press: KeyPress) -> [Request] {
        guard !press.isInBurst else {
            say("Enter was ignored: it came together with other keys", .watch)
            return []
        }
        overlay = nil
        guard prompt.purpose == .command else { return [] }
        let line = prompt.text
        guard line.contains(where: { $0 != " " }) else { return [] }
        view.remember(line)
        return run(line)
    }

    /// Carries out a line of the command line.
    mutating func run(_ line: String) -> [Request] {
        let words = line.split(separator: " ", maxSplits: 1)
        guard let name = words.first.map(String.init) else { return [] }
        let rest = words.count > 1 ? String(words[1]) : ""
        guard let binding = Keymap.binding(named: name) else {
            let near = Self.near(name).map { "; `\($0)` is near" } ?? ""
            say("no command `\(name)`\(near). Tab completes, ? lists all", .watch)
            return []
        }
        guard binding.action.touchesRelease else {
            if let why = missing(for: binding.action) {
                say(why)
                return []
            }
            return perform(binding.action, rest.trimmingSpaces)
        }
        do throws(TypedWish.Misspelling) {
            return steer(try TypedWish(binding.action, rest), of: binding)
        } catch {
            say(error.words, .watch)
            return []
        }
    }

    private static func near(_ name: String) -> String? {
        Keymap.allNames.first { $0.hasPrefix(name) } ?? Keymap.allNames.nearest(to: name)
    }
}

extension String {
    /// Without spaces at its ends.
    var trimmingSpaces: String {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}
