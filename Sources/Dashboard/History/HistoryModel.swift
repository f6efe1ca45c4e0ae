package import RolloutCore
package import TerminalUI

/// The whole state of the history screen: the releases, what is shown of them, what is marked.
///
/// Pure, like ``DashboardModel``: ``update(_:)`` takes what happened and answers with what is
/// wanted from outside, ``canvas`` draws.
package struct HistoryModel: Sendable {
    /// What one `o` after the other shows: everything, then only what ended in one way.
    enum OutcomeFilter: CaseIterable, Sendable, Hashable {
        case all
        case fine
        case back
        case refused
        case underWay

        /// The words in the band.
        var words: String {
            switch self {
            case .all: ""
            case .fine: "only succeeded"
            case .back: "only rolled back or aborted"
            case .refused: "only refused"
            case .underWay: "only under way"
            }
        }

        func lets(_ outcome: Outcome?) -> Bool {
            switch (self, outcome) {
            case (.all, _): true
            case (.fine, .succeeded?), (.fine, .rehearsed?), (.fine, .adopted?): true
            case (.back, .rolledBack?), (.back, .aborted?), (.back, .rollbackFailed?): true
            case (.refused, .refused?): true
            case (.underWay, nil): true
            default: false
            }
        }
    }

    /// Names of the themes `t` goes through.
    package let themeNames: [String]
    /// The place in ``themeNames`` of the theme to present frames with.
    package internal(set) var theme = 0
    var now: Timestamp
    var size: Size
    var glyphs: GlyphSet
    /// All releases, the newest first.
    var rows: [HistoryRow] = []
    /// Whether anybody has told which there are.
    var hasRows = false
    /// The words a release has to have, in small letters; empty lets all through.
    var filter = ""
    /// Whether letters go into the filter.
    var isFiltering = false
    var outcomes = OutcomeFilter.all
    /// The chosen release, remembered by what it is, so that news above it does not move it.
    var selection: HistoryRow.ID?
    /// The marked ones, in the order in which they were marked; two at most.
    var marked: [HistoryRow.ID] = []
    /// What lies over the list; nil shows the list.
    var comparison: HistoryComparison?
    /// The first row of the comparison in view.
    var scroll = 0
    var isHelpOpen = false
    var flash: Flash?

    /// A screen that knows no release yet.
    package init(
        size: Size,
        now: Timestamp,
        glyphs: GlyphSet = .braille,
        themeNames: [String] = ["default"]
    ) {
        self.size = size
        self.now = now
        self.glyphs = glyphs
        self.themeNames = themeNames
    }

    /// Takes in what happened; returns what is to be done outside.
    package mutating func update(_ message: HistoryMessage) -> [HistoryRequest] {
        switch message {
        case .rowsArrived(let rows): take(rows)
        case .keyPressed(let press, let moment):
            now = max(now, moment)
            return take(press)
        case .clockTicked(let moment):
            now = max(now, moment)
            if let flash, flash.until <= now { self.flash = nil }
        case .resized(let size): self.size = size
        case .framePresented: break
        case .themeSuited(let place):
            if themeNames.indices.contains(place) { theme = place }
        case .told(let words, let role): say(words, role)
        case .suspensionEnded: return [.redraw]
        case .compared(let comparison):
            self.comparison = comparison
            scroll = 0
        case .notDone(let why): say(why, .fail)
        }
        return []
    }

    private mutating func take(_ rows: [HistoryRow]) {
        self.rows = rows
        hasRows = true
        let known = Set(rows.map(\.id))
        marked = marked.filter(known.contains)
        settle()
    }

    /// The releases that were told last, so that the same need not be told again.
    package var knownRows: [HistoryRow] { rows }

    /// The releases that the filters let through.
    var shown: [HistoryRow] {
        let words = filter.split(separator: " ")
        return rows.filter { row in
            let text = row.searchText
            return outcomes.lets(row.outcome) && words.allSatisfy { text.contains($0) }
        }
    }

    /// The place of the chosen release among those shown; nil when none is.
    var place: Int? { shown.firstIndex { $0.id == selection } }

    /// The chosen release.
    var chosen: HistoryRow? { place.map { shown[$0] } }

    /// Chooses something that is shown.
    mutating func settle() {
        if place == nil { selection = shown.first?.id }
    }

    /// Shows a sentence in the last row.
    mutating func say(_ text: String, _ role: Role = .text) {
        flash = Flash(text: text, role: role, until: now + Flash.time)
    }
}
