import RolloutCore
import TerminalUI

extension HistoryModel {
    mutating func take(_ press: KeyPress) -> [HistoryRequest] {
        flash = nil
        if isFiltering { return type(press.key) }
        guard let action = HistoryKeymap.action(for: press.key) else {
            say("this key does nothing here; ? lists those that do")
            return []
        }
        switch action {
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .nextTheme: theme = (theme + 1) % max(1, themeNames.count)
        case .nextGlyphs: glyphs = glyphs.next
        case .close: close()
        case .leave: return leave(press.key)
        default:
            guard isHelpOpen else {
                return comparison == nil ? take(action) : scroll(action)
            }
            isHelpOpen = false
        }
        return []
    }

    private mutating func take(_ action: HistoryAction) -> [HistoryRequest] {
        switch action {
        case .replay: return chosen.map { [.replay($0.id)] } ?? []
        case .mark: mark()
        case .compare: return compare()
        case .filter: isFiltering = true
        case .nextOutcome: showNextOutcome()
        case .help: isHelpOpen = true
        case .nextMatch, .previousMatch:
            if filter.isEmpty { say("no words to look for; / takes some") }
            move(by: action == .nextMatch ? 1 : -1)
        default: move(action)
        }
        return []
    }

    private mutating func move(_ action: HistoryAction) {
        switch action {
        case .down: move(by: 1)
        case .up: move(by: -1)
        case .halfPageDown: move(by: halfPage)
        case .halfPageUp: move(by: -halfPage)
        case .first: move(by: -shown.count)
        case .last: move(by: shown.count)
        default: break
        }
    }

    private var halfPage: Int { max(1, size.height / 2) }

    private mutating func move(by step: Int) {
        let shown = shown
        guard let place, !shown.isEmpty else { return }
        selection = shown[min(max(0, place + step), shown.count - 1)].id
    }

    /// In a comparison the same keys scroll.
    private mutating func scroll(_ action: HistoryAction) -> [HistoryRequest] {
        switch action {
        case .down: scroll += 1
        case .up: scroll -= 1
        case .halfPageDown: scroll += halfPage
        case .halfPageUp: scroll -= halfPage
        case .first: scroll = 0
        case .last: scroll = .max / 2
        case .help: isHelpOpen = true
        default: say("Esc closes the comparison")
        }
        scroll = min(max(0, scroll), lastScroll)
        return []
    }

    /// Closes what lies on top, one thing at a time.
    private mutating func close() {
        if isHelpOpen {
            isHelpOpen = false
        } else if comparison != nil {
            comparison = nil
        } else if !filter.isEmpty || outcomes != .all {
            filter = ""
            outcomes = .all
            settle()
        } else {
            marked = []
        }
    }

    /// `q` closes a comparison first; Ctrl-C always leaves.
    private mutating func leave(_ key: Key) -> [HistoryRequest] {
        guard key == .character("q"), comparison != nil || isHelpOpen else { return [.leave] }
        close()
        return []
    }

    private mutating func showNextOutcome() {
        let all = OutcomeFilter.allCases
        outcomes = all[((all.firstIndex(of: outcomes) ?? 0) + 1) % all.count]
        settle()
    }
}

extension HistoryModel {
    /// Letters of the filter; every one counts at once.
    private mutating func type(_ key: Key) -> [HistoryRequest] {
        switch key {
        case .enter: isFiltering = false
        case .escape:
            isFiltering = false
            filter = ""
        case .backspace: filter = String(filter.dropLast())
        case .control("u"): filter = ""
        case .control("c"): return [.leave]
        case .control("l"): return [.redraw]
        case .character(let character): filter += character.lowercased()
        default: break
        }
        settle()
        return []
    }

    private mutating func mark() {
        guard let chosen else { return }
        if let place = marked.firstIndex(of: chosen.id) {
            marked.remove(at: place)
            return
        }
        if marked.count == 2 { marked.removeFirst() }
        marked.append(chosen.id)
        if marked.count == 2 { say("two are marked: c compares them") }
    }

    /// The two marked ones; with one marked, that one and the chosen one.
    private mutating func compare() -> [HistoryRequest] {
        var pair = marked
        if pair.count == 1, let selection, selection != pair[0] { pair.append(selection) }
        guard pair.count == 2 else {
            say("mark a release with Space first, and another or choose it", .watch)
            return []
        }
        guard pair[0].service == pair[1].service else {
            say("not compared: \(pair[0].service) and \(pair[1].service) are two services", .watch)
            return []
        }
        let started = Dictionary(
            rows.map { ($0.id, $0.started) },
            uniquingKeysWith: { first, _ in first }
        )
        let isTurned = (started[pair[0]] ?? now) > (started[pair[1]] ?? now)
        return [isTurned ? .compare(pair[1], pair[0]) : .compare(pair[0], pair[1])]
    }
}
