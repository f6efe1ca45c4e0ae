import TerminalUI

extension GlyphSet {
    /// The one that `u` shows after it; after the last the first again.
    var next: GlyphSet {
        let all = Self.allCases
        return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
    }
}
