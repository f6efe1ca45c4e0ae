package import RolloutCore
package import TerminalUI

/// What happened, told to the history screen.
package enum HistoryMessage: Sendable {
    /// The releases there are now, the newest first.
    case rowsArrived([HistoryRow])
    /// A person pressed a key at that moment.
    case keyPressed(KeyPress, at: Timestamp)
    /// Time passed; sent once a second.
    case clockTicked(Timestamp)
    /// The terminal has another size.
    case resized(Size)
    /// A frame reached the terminal; nothing here waits for that.
    case framePresented(at: Timestamp)
    /// The theme of that place among the names suits the terminal better.
    case themeSuited(Int)
    /// Something beside the releases is to be told, such as a theme that was read again.
    case told(String, Role)
    /// The screen is back after a suspension of that length.
    case suspensionEnded(after: Duration)
    /// Two releases beside each other, as was asked for.
    case compared(HistoryComparison)
    /// What was asked for could not be done; the words say why.
    case notDone(String)
}

/// What the history screen wants done outside of itself.
package enum HistoryRequest: Sendable, Hashable {
    /// Show that release from its entries, then come back.
    case replay(HistoryRow.ID)
    /// Compare two releases of one service, the earlier first.
    case compare(HistoryRow.ID, HistoryRow.ID)
    /// Leave.
    case leave
    /// Give the terminal back until the process is continued.
    case suspend
    /// Draw every cell again.
    case redraw
}

/// Two releases beside each other, row by row.
package struct HistoryComparison: Sendable, Hashable {
    /// One thing that differs or is the same.
    package struct Row: Sendable, Hashable {
        /// What it is about; rows of one part stand together.
        package var part: String
        /// Its name within the part.
        package var name: String
        /// As it was in the first.
        package var first: String
        /// As it was in the second.
        package var second: String
        /// From the first to the second; empty where that means nothing.
        package var change: String

        /// A row of words.
        package init(part: String, name: String, first: String, second: String, change: String) {
            self.part = part
            self.name = name
            self.first = first
            self.second = second
            self.change = change
        }
    }

    /// The releases' numbers, such as `r6`.
    package var names: (first: String, second: String)
    /// The rows.
    package var rows: [Row]

    /// A comparison made outside.
    package init(first: String, second: String, rows: [Row]) {
        names = (first, second)
        self.rows = rows
    }

    package static func == (left: HistoryComparison, right: HistoryComparison) -> Bool {
        left.names == right.names && left.rows == right.rows
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(rows) }
}
