/// The line that says which keys do what, the important ones first.
package struct KeyBar: Widget, Hashable {
    /// One key, or a pair of keys, and what it does.
    package struct Entry: Hashable, Sendable {
        /// As written on the keys, such as `P` or `j/k`.
        package var keys: String
        /// What happens.
        package var title: String
        /// Why the key does nothing now; nil when it works.
        package var unavailable: String?
        /// 0 stays longest; of the others the highest number is left out first.
        package var priority: Int
        /// Entries of different groups stand apart; groups must be neighbours in the list.
        package var group: Int

        /// Makes an entry.
        package init(
            _ keys: String,
            _ title: String,
            unavailable: String? = nil,
            priority: Int = 1,
            group: Int = 0
        ) {
            self.keys = keys
            self.title = title
            self.unavailable = unavailable
            self.priority = priority
            self.group = group
        }
    }

    /// All entries in the order of the screen.
    package var entries: [Entry]
    /// Shown instead of the entries: the answer to the last key, such as why it did nothing.
    package var notice: StyledLine?

    /// Makes a bar.
    package init(_ entries: [Entry], notice: StyledLine? = nil) {
        self.entries = entries
        self.notice = notice
    }

    /// Draws one row, whatever the height of the area.
    package func draw(into canvas: inout Canvas, in area: Rect) {
        let line = area.row(0).inset(left: 1)
        canvas.write(notice ?? fitted(to: line.width), in: line)
    }

    /// The line with as many entries, and then as many reasons, as fit.
    private func fitted(to width: Int) -> StyledLine {
        var shown = Array(entries.indices)
        while shown.count > 1, self.line(shown, reasons: []).columns > width {
            guard
                let victim = shown.indices.reversed()
                    .max(by: { entries[shown[$0]].priority < entries[shown[$1]].priority })
            else { break }
            shown.remove(at: victim)
        }
        var reasons: Set<Int> = []
        let greyed = shown.filter { entries[$0].unavailable != nil }
        for index in greyed.sorted(by: { entries[$0].priority < entries[$1].priority })
        where line(shown, reasons: reasons.union([index])).columns <= width {
            reasons.insert(index)
        }
        return line(shown, reasons: reasons)
    }

    private func line(_ shown: [Int], reasons: Set<Int>) -> StyledLine {
        var line = StyledLine.empty
        for (position, index) in shown.enumerated() {
            if position > 0 {
                let isNewGroup = entries[shown[position - 1]].group != entries[index].group
                line.append(isNewGroup ? "  │  " : "  ", .muted)
            }
            line += entry(entries[index], showsReason: reasons.contains(index))
        }
        return line
    }

    private func entry(_ entry: Entry, showsReason: Bool) -> StyledLine {
        guard let reason = entry.unavailable else {
            return StyledLine([
                .init(entry.keys, Style(.title, .bold)), .init(" " + entry.title),
            ])
        }
        let suffix = showsReason ? " (\(reason))" : ""
        return StyledLine("\(entry.keys) \(entry.title)\(suffix)", .muted)
    }
}
