import RolloutCore
import TerminalUI

extension DashboardModel {
    /// A key while the help is open: letters search it, capitals that touch the release act.
    mutating func takeInHelp(_ press: KeyPress) -> [Request] {
        switch press.key {
        case .escape where !view.helpSearch.isEmpty:
            view.helpSearch = ""
            view.scroll = 0
            return []
        case .backspace:
            view.helpSearch = String(view.helpSearch.dropLast())
            return []
        case .character("q") where view.helpSearch.isEmpty, .character("?"), .function(1),
            .escape, .control("c"):
            close()
            return []
        case .character(let character):
            if Keymap.binding(for: press.key)?.action.touchesRelease == true {
                close()
                return act(on: press)
            }
            view.helpSearch = String((view.helpSearch + String(character)).prefix(40))
            view.scroll = 0
            return []
        default: return scroll(by: press)
        }
    }

    /// A key while all there is of one row is open.
    mutating func takeInDetail(_ press: KeyPress) -> [Request] {
        guard let binding = Keymap.binding(for: press.key) else { return [] }
        switch binding.action {
        case .close, .leave, .open: close()
        case .nextMatch, .previousMatch: openNeighbour(binding.action == .nextMatch ? .down : .up)
        case .help, .commandLine, .copyRow, .writeScreen:
            let requests = perform(binding.action)
            return requests
        case let action where action.touchesRelease:
            close()
            return act(on: press)
        default: return scroll(by: press)
        }
        return []
    }

    private mutating func openNeighbour(_ direction: Action) {
        moveSelection(direction)
        view.scroll = 0
        openRow()
    }

    private mutating func close() {
        overlay = nil
        view.scroll = 0
        view.helpSearch = ""
    }

    private mutating func scroll(by press: KeyPress) -> [Request] {
        guard let action = Keymap.binding(for: press.key)?.action else { return [] }
        switch action {
        case .down: view.scroll += 1
        case .up: view.scroll = max(0, view.scroll - 1)
        case .halfPageDown: view.scroll += halfPage
        case .halfPageUp: view.scroll = max(0, view.scroll - halfPage)
        case .first: view.scroll = 0
        case .redraw, .suspend: return perform(action)
        default: break
        }
        return []
    }
}
