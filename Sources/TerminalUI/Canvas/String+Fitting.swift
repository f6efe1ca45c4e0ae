extension String {
    /// The text cut to so many columns, with `…` in the last one if something was cut.
    package func truncated(to limit: Int) -> String {
        guard TextWidth.columns(of: self) > limit else { return self }
        return truncated(to: limit, isCut: true)
    }

    /// The text cut to so many columns; `…` ends it even if all of it would fit.
    func truncated(to limit: Int, isCut: Bool) -> String {
        guard limit > 0 else { return "" }
        return prefix(columns: isCut ? limit - 1 : limit) + (isCut ? "…" : "")
    }

    /// As many characters from the start as fit into the columns.
    package func prefix(columns limit: Int) -> String {
        var used = 0
        let end = firstIndex { character in
            used += TextWidth.columns(of: character)
            return used > limit
        }
        return String(self[..<(end ?? endIndex)])
    }

    /// The text cut or filled with spaces to exactly so many columns.
    package func padded(to columns: Int, alignment: Alignment = .left) -> String {
        let cut = truncated(to: columns)
        let free = max(0, columns - TextWidth.columns(of: cut))
        let before = alignment.offset(free: free)
        return String(repeating: " ", count: before) + cut
            + String(repeating: " ", count: free - before)
    }

    /// The text in lines of at most so many columns, broken at spaces where possible.
    ///
    /// A word longer than a line is broken inside. Line breaks in the text stay; a `limit`
    /// of 0 gives no lines.
    package func wrapped(to limit: Int) -> [String] {
        guard limit > 0 else { return [] }
        return split(separator: "\n", omittingEmptySubsequences: false).flatMap { paragraph in
            String.wrap(paragraph, limit: limit)
        }
    }

    private static func wrap(_ paragraph: Substring, limit: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in paragraph.split(separator: " ") {
            var rest = String(word)
            let joined = line.isEmpty ? rest : line + " " + rest
            if TextWidth.columns(of: joined) <= limit {
                line = joined
                continue
            }
            if !line.isEmpty { lines.append(line) }
            while TextWidth.columns(of: rest) > limit {
                let head = rest.prefix(columns: limit)
                // A wide character in a line of one column: take it, the canvas clips it.
                let taken = head.isEmpty ? String(rest.prefix(1)) : head
                lines.append(taken)
                rest = String(rest.dropFirst(taken.count))
            }
            line = rest
        }
        return lines + [line]
    }
}
