import RolloutCore
import TerminalUI

extension DashboardModel {
    /// Rows moved by half a page.
    var halfPage: Int { max(1, size.height / 4) }

    /// What a key or a word does that touches only this screen; the argument is what was typed
    /// behind the word, empty for keys.
    mutating func perform(_ action: Action, _ argument: String = "") -> [Request] {
        switch action {
        case .nextPanel, .previousPanel, .firstPanel, .secondPanel, .thirdPanel, .fourthPanel:
            moveFocus(action)
        case .down, .up, .first, .last, .halfPageDown, .halfPageUp: moveSelection(action)
        case .nextMatch, .previousMatch: moveToMatch(action)
        case .filter where argument.isEmpty: openFilter()
        case .filter: setFilter(argument)
        case .goTo: goTo(argument)
        case .open: openRow()
        case .nextMetric where !argument.isEmpty: chooseMetric(argument)
        case .nextMetric, .previousMetric, .widerWindow, .narrowerWindow: changeChart(action)
        case .usualWindow: chooseWindow(argument)
        case .cursorLeft, .cursorRight: moveCursor(action)
        case .sort, .reverseSort: changeSort(action, argument)
        case .zoom, .close, .freeze, .help, .commandLine, .acknowledge: changeView(action)
        case .nextTheme: chooseTheme(argument)
        case .nextGlyphs: chooseGlyphs(argument)
        case .copyRow: return copyRow()
        case .writeScreen: return [.write(bareCanvas)]
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .leave: return [.leave]
        case .pauseOrResume, .advance, .stepBack, .rollBack, .override, .pause, .resume, .holdWarm,
            .releaseWarm, .contract, .annotate:
            break
        }
        return []
    }

    private mutating func moveFocus(_ action: Action) {
        let all = PanelName.allCases
        let place = all.firstIndex(of: view.focus) ?? 0
        view.focus =
            switch action {
            case .nextPanel: all[(place + 1) % all.count]
            case .previousPanel: all[(place + all.count - 1) % all.count]
            case .secondPanel: .instances
            case .thirdPanel: .events
            case .fourthPanel: .changes
            default: .criteria
            }
        view.scroll = 0
    }

    private mutating func changeView(_ action: Action) {
        switch action {
        case .zoom: view.isZoomed.toggle()
        case .close: closeTopmost()
        case .freeze: toggleFreeze()
        case .commandLine:
            overlay = .prompt(Prompt(.command))
            flash = nil
        case .acknowledge:
            say(alert == nil ? "no alert to acknowledge" : "acknowledged on this screen")
            alert = nil
        default:
            overlay = .help
            view.scroll = 0
            view.helpSearch = ""
        }
    }

    /// Esc closes one thing at a time and never does anything else.
    private mutating func closeTopmost() {
        if flash != nil {
            flash = nil
        } else if view.filters[view.focus] != nil {
            view.filters[view.focus] = nil
        } else if view.cursor != nil {
            view.cursor = nil
        } else if view.isZoomed {
            view.isZoomed = false
        } else if frozen != nil {
            frozen = nil
        } else if view.focus == .changes, Layout(size) != .full {
            // It was shown alone, in the place of everything else.
            view.focus = .criteria
        } else {
            view.metric = nil
            view.instance = nil
            view.event = nil
            view.charted = nil
        }
    }

    private mutating func toggleFreeze() {
        if frozen == nil {
            frozen = Frozen(picture: picture, assessment: assessment, at: now)
        } else {
            frozen = nil
        }
    }

    private mutating func changeSort(_ action: Action, _ argument: String) {
        if action == .reverseSort {
            view.isSortReversed.toggle()
        } else if argument.isEmpty {
            let all = InstanceSort.allCases
            let place = all.firstIndex(of: view.sort) ?? 0
            view.sort = all[(place + 1) % all.count]
            view.isSortReversed = false
        } else if let sort = InstanceSort(rawValue: argument) {
            view.sort = sort
            view.isSortReversed = false
        } else {
            sayUnknown(argument, of: "column", InstanceSort.allCases.map(\.rawValue))
            return
        }
        let way = view.isSortReversed ? ", reversed" : ""
        say("instances sorted by \(view.sort.rawValue)\(way)")
    }

    private mutating func chooseTheme(_ argument: String) {
        guard !themeNames.isEmpty else { return }
        if argument.isEmpty {
            view.theme = (view.theme + 1) % themeNames.count
        } else if let place = themeNames.firstIndex(of: argument) {
            view.theme = place
        } else {
            sayUnknown(argument, of: "theme", themeNames)
            return
        }
        say("theme: \(themeNames[view.theme])")
    }

    private mutating func chooseGlyphs(_ argument: String) {
        let all = GlyphSet.allCases
        if argument.isEmpty {
            view.glyphs = view.glyphs.next
        } else if let glyphs = GlyphSet(rawValue: argument) {
            view.glyphs = glyphs
        } else {
            sayUnknown(argument, of: "character set", all.map(\.rawValue))
            return
        }
        say("characters: \(view.glyphs.rawValue)")
    }

    /// Says that a word behind a command means nothing, what is near, or what there is.
    mutating func sayUnknown(_ word: String, of kind: String, _ known: [String]) {
        let near = known.first { $0.hasPrefix(word) } ?? known.nearest(to: word)
        let hint = near.map { "`\($0)` is near" } ?? "there are \(known.spokenList)"
        say("no \(kind) `\(word)`; \(hint)", .watch)
    }
}
