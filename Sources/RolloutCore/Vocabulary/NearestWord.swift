extension Collection<String> {
    /// The word most like `typed`, for "write … instead"; nil when none is like it.
    ///
    /// Like means that at most a third of its letters differ, or two of a short word and one of
    /// a word below four; letters that changed places count once, case not at all.
    package func nearest(to typed: String) -> String? {
        guard typed.count <= 64 else { return nil }
        let letters = Array(typed.lowercased())
        let ranked = map { (word: $0, distance: Array($0.lowercased()).edits(to: letters)) }
        guard let best = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
        let limit = best.word.count < 4 ? 1 : Swift.max(2, best.word.count / 3)
        return best.distance <= limit ? best.word : nil
    }
}

extension [Character] {
    /// Insertions, deletions, replacements and swaps of neighbours that turn one into the other.
    ///
    /// Optimal string alignment distance, after Damerau and Levenshtein.
    fileprivate func edits(to other: [Character]) -> Int {
        var beforeLast: [Int] = []
        var last = Array<Int>(0...other.count)
        for (row, letter) in enumerated() {
            var current = [row + 1]
            for (column, otherLetter) in other.enumerated() {
                let replaced = last[column] + (letter == otherLetter ? 0 : 1)
                var least = Swift.min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == other[column - 1],
                    self[row - 1] == otherLetter
                {
                    least = Swift.min(least, beforeLast[column - 1] + 1)
                }
                current.append(least)
            }
            beforeLast = last
            last = current
        }
        return last[other.count]
    }
}
