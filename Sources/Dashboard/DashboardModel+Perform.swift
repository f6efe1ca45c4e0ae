import RolloutCore
import TerminalUI

extension DashboardModel {
    /// Rows moved by half a page.
    var halfPage: Int { max(1, size.height / 4) }

    /// What a key does that touches only this screen.
    mutating func perform(_ action: Action) -> [Request] {
        switch action {
        case .nextPanel, .previousPanel, .firstPanel, .secondPanel, .thirdPanel, .fourthPanel:
            moveFocus(action)
        case .down, .up, .first, .last, .halfPageDown, .halfPageUp:
            moveSelection(action)
        case .nextMetric, .previousMetric, .widerWindow, .narrowerWindow, .usualWindow:
            changeChart(action)
        case .zoom, .close, .freeze, .nextTheme, .nextGlyphs, .help:
            changeView(action)
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        case .leave: return [.leave]
        case .pauseOrResume, .advance, .stepBack, .rollBack, .override: break
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

    private mutating func changeChart(_ action: Action) {
        switch action {
        case .widerWindow: changeWindow(by: 1)
        case .narrowerWindow: changeWindow(by: -1)
        case .usualWindow:
            view.window = nil
            sayWindow()
        default:
            guard let metrics = rollout?.plan.criteria.map(\.metric), !metrics.isEmpty else {
                return
            }
            let shown = chartedMetric ?? metrics[0]
            let place = metrics.firstIndex(of: shown) ?? 0
            let step = action == .nextMetric ? 1 : metrics.count - 1
            view.charted = metrics[(place + step) % metrics.count]
        }
    }

    private mutating func changeWindow(by step: Int) {
        let last = ViewState.windows.count - 1
        let before = scene?.window ?? ViewState.usualWindow
        let next = min(max(0, before + step), last)
        view.window = next
        sayWindow(next == before ? (step > 0 ? ", the most there is" : ", the least there is") : "")
    }

    private mutating func sayWindow(_ more: String = "") {
        guard let scene else { return }
        say("charts show \(scene.span.spoken)" + more)
    }

    private mutating func changeView(_ action: Action) {
        switch action {
        case .zoom: view.isZoomed.toggle()
        case .close: closeTopmost()
        case .freeze: toggleFreeze()
        case .nextTheme:
            view.theme = (view.theme + 1) % max(1, themeNames.count)
            if !themeNames.isEmpty { say("theme: \(themeNames[view.theme])") }
        case .nextGlyphs:
            let all = GlyphSet.allCases
            let place = all.firstIndex(of: view.glyphs) ?? 0
            view.glyphs = all[(place + 1) % all.count]
            say("characters: \(view.glyphs.rawValue)")
        default:
            overlay = .help
            view.scroll = 0
        }
    }

    /// Esc closes one thing at a time and never does anything else.
    private mutating func closeTopmost() {
        if flash != nil {
            flash = nil
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
}

extension DashboardModel {
    private mutating func moveSelection(_ action: Action) {
        guard let scene else { return }
        switch view.focus {
        case .criteria:
            let ids = CriterionRow.rows(scene).map(\.metric)
            view.metric = moved(view.metric, in: ids, by: action)
            view.charted = view.metric
        case .instances:
            let ids = InstanceRow.rows(scene).map(\.id)
            view.instance = moved(view.instance, in: ids, by: action)
        case .events:
            let ids = scene.picture.log.lines.reversed().map(\.sequence)
            // At the newest line the list follows again.
            let event = moved(view.event ?? ids.first, in: ids, by: action)
            view.event = event == ids.first ? nil : event
        case .changes:
            view.scroll = max(0, view.scroll + distance(of: action, rows: 40))
        }
    }

    private func distance(of action: Action, rows: Int) -> Int {
        switch action {
        case .down: 1
        case .up: -1
        case .halfPageDown: halfPage
        case .halfPageUp: -halfPage
        case .first: -rows
        default: rows
        }
    }

    /// The id so many rows away; a selection whose row is gone begins at the first.
    private func moved<ID: Equatable>(_ id: ID?, in ids: [ID], by action: Action) -> ID? {
        guard !ids.isEmpty else { return nil }
        guard let place = id.flatMap({ ids.firstIndex(of: $0) }) else {
            return action == .last ? ids.last : ids.first
        }
        let next = place + distance(of: action, rows: ids.count)
        return ids[min(max(0, next), ids.count - 1)]
    }
}
