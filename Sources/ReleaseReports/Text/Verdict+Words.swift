package import RolloutCore

extension Verdict.Kind {
    /// How serious it is: the higher, the worse.
    package var rank: Int {
        switch self {
        case .pass: 0
        case .undecided: 1
        case .unmeasured: 2
        case .suspect: 3
        case .worse: 4
        }
    }

    /// The word that stands for it everywhere: `pass`, `worse`.
    package var word: String { rawValue }

    /// One character that tells it without colour.
    package var glyph: Character {
        switch self {
        case .pass: "✓"
        case .worse: "!"
        case .suspect: "◆"
        case .undecided: "·"
        case .unmeasured: "?"
        }
    }
}
