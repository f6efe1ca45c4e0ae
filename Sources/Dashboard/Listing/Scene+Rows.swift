import RolloutCore
import TerminalUI

extension Scene {
    /// The criteria that are shown, the most dangerous first.
    var shownCriteria: [CriterionRow] {
        let rows = CriterionRow.rows(self)
        guard let filter = view.filters[.criteria] else { return rows }
        return rows.filter { filter.shows("\($0.metric) \($0.word) \($0.evidence)") }
    }

    /// The events that are shown, the newest first.
    var events: ReversedCollection<[EventLine]> {
        (listing.events ?? picture.log.lines).reversed()
    }

    /// Events that a replay has not come to, the oldest first; none while some are searched for.
    var laterEvents: [EventLine] {
        listing.events == nil ? dashboard.playback?.later ?? [] : []
    }

    /// The event a person chose, which a replay may not have come to.
    var chosenEvent: EventLine? {
        view.event.flatMap { sequence in
            laterEvents.first { $0.sequence == sequence }
                ?? picture.log.lines.last { $0.sequence == sequence }
        }
    }

    /// Every event that is listed, the newest first: those that a replay has not come to as well.
    var listedEvents: ReversedCollection<[EventLine]> {
        let later = laterEvents
        return later.isEmpty ? events : (Array(events.reversed()) + later).reversed()
    }

    /// How many rows of a panel are shown, and how many there are.
    func counts(in panel: PanelName) -> (shown: Int, all: Int) {
        switch panel {
        case .criteria: (shownCriteria.count, plan.criteria.count)
        case .instances: (listing.instances.count, listing.instanceCount)
        case .events: (events.count, picture.log.lines.count)
        case .changes: (0, 0)
        }
    }

    /// What a panel is searched for, for its title; empty when it is not.
    func filterWords(of panel: PanelName) -> StyledLine {
        guard let filter = view.filters[panel] else { return .empty }
        let (shown, all) = counts(in: panel)
        return StyledLine("  /\(filter.text)", Style(.watch, .bold))
            + StyledLine(" \(shown.grouped) of \(all.grouped)", .watch)
    }

    /// The chosen row of the focused panel, or its first, as text to be pasted elsewhere.
    var rowText: String? {
        switch view.focus {
        case .criteria:
            let rows = shownCriteria
            return (rows.first { $0.metric == view.metric } ?? rows.first)?.evidence
        case .instances:
            let id = view.instance ?? listing.instances.first
            return id.flatMap { InstanceRow($0, self) }?.text
        case .events:
            return (chosenEvent ?? events.first).map {
                "\($0.at.day) \($0.at.clock)Z \($0.sentence)"
            }
        case .changes:
            let lines = ChangesPanel(self).lines(width: 100).map(\.text)
            return lines.joined(separator: "\n")
        }
    }
}

extension PanelName: CustomStringConvertible {
    /// As a person says it.
    var description: String {
        switch self {
        case .criteria: "criteria"
        case .instances: "instances"
        case .events: "events"
        case .changes: "changes"
        }
    }
}
