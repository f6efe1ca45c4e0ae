import RolloutCore

extension DashboardModel {
    /// Another row of the focused panel.
    mutating func moveSelection(_ action: Action) {
        guard let scene else { return }
        switch view.focus {
        case .criteria:
            let ids = scene.shownCriteria.map(\.metric)
            view.metric = moved(view.metric, in: ids, by: action)
            view.charted = view.metric
        case .instances:
            view.instance = moved(view.instance, in: scene.listing.instances, by: action)
        case .events:
            let ids = scene.listedEvents.map(\.sequence)
            // At the newest line that is known the list follows again.
            let newest = scene.events.first?.sequence
            let chosen = view.event.flatMap { ids.contains($0) ? $0 : nil }
            let event = moved(chosen ?? newest, in: ids, by: action)
            view.event = event == newest ? nil : event
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
    private func moved<ID: Equatable>(
        _ id: ID?,
        in ids: some RandomAccessCollection<ID>,
        by action: Action
    ) -> ID? {
        guard let first = ids.first else { return nil }
        guard let place = id.flatMap({ ids.firstIndex(of: $0) }) else {
            return action == .last ? ids.last : first
        }
        let here = ids.distance(from: ids.startIndex, to: place)
        let next = min(max(0, here + distance(of: action, rows: ids.count)), ids.count - 1)
        return ids[ids.index(ids.startIndex, offsetBy: next)]
    }

    /// The next row with the words that are searched, beginning anew at the end.
    mutating func moveToMatch(_ action: Action) {
        guard view.filters[view.focus] != nil else {
            say("nothing is searched in this panel; / does")
            return
        }
        let before = view
        moveSelection(action == .nextMatch ? .down : .up)
        guard view == before else { return }
        moveSelection(action == .nextMatch ? .first : .last)
    }

    /// Searches the focused panel for typed words.
    mutating func setFilter(_ text: String) {
        guard view.focus != .changes else {
            say("nothing to search here; criteria, instances and events can be searched")
            return
        }
        view.filters[view.focus] = RowFilter(text)
    }

    /// Opens what the chosen row stands for.
    mutating func openRow() {
        guard let scene else { return }
        switch view.focus {
        case .criteria:
            view.metric = view.metric ?? scene.shownCriteria.first?.metric
            view.charted = view.metric
            view.isZoomed = true
        case .instances:
            view.instance = view.instance ?? scene.listing.instances.first
            guard let id = view.instance else {
                say("no instance to open")
                return
            }
            overlay = .instance(id)
            view.scroll = 0
        case .events:
            guard let line = scene.chosenEvent ?? scene.events.first else {
                say("no event to open")
                return
            }
            overlay = .event(line.sequence)
            view.scroll = 0
        case .changes:
            view.isZoomed = true
        }
    }

    /// The chosen row as text.
    mutating func copyRow() -> [Request] {
        guard let text = scene?.rowText, !text.isEmpty else {
            say("no row to copy in this panel; choose one with j and k")
            return []
        }
        return [.copy(text)]
    }
}
