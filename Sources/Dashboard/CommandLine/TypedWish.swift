import RolloutCore

/// A command for the steward as it was typed: the verb, and the reason given with it.
struct TypedWish: Hashable {
    let verb: Command.Verb
    let reason: String?

    /// Why a line is no wish, in words for the person who typed it.
    struct Misspelling: Error, Hashable {
        let words: String
    }

    /// Reads what follows a word that touches the release.
    ///
    /// Options are those of the `handoff` command; what is none is the reason, with or without
    /// `--reason` before it.
    init(_ action: Action, _ line: String) throws(Misspelling) {
        var options: Set<String> = []
        var rest = line[...]
        while let word = rest.split(separator: " ").first, word.hasPrefix("--") {
            rest = rest.drop { $0 == " " }.dropFirst(word.count)
            guard word != "--reason" else { break }
            options.insert(String(word))
        }
        let known = Self.options(of: action)
        if let other = options.subtracting(known).min() {
            let name = Keymap.binding(of: action)?.names.first ?? ""
            let which = known.isEmpty ? "it takes none" : "it takes \(known.sorted().spokenList)"
            throw Misspelling(words: "nothing was sent: `\(name)` knows no `\(other)`; \(which)")
        }
        verb = Self.verb(action, options)
        let text = rest.trimmed
        reason = text.isEmpty ? nil : text
        if verb == .annotate, reason == nil {
            throw Misspelling(words: "nothing was sent: a note needs its words after `annotate`")
        }
    }

    private static func options(of action: Action) -> Set<String> {
        switch action {
        case .advance: ["--full", "--override"]
        case .contract: ["--later"]
        default: []
        }
    }

    private static func verb(_ action: Action, _ options: Set<String>) -> Command.Verb {
        switch action {
        case .pause: .pause
        case .resume: .resume
        case .stepBack: .stepBack
        case .rollBack: .rollback
        case .override: .advance(full: false, override: true)
        case .holdWarm: .holdWarm
        case .releaseWarm: .releaseWarm
        case .contract: .contract(later: options.contains("--later"))
        case .annotate: .annotate
        default:
            .advance(
                full: options.contains("--full"),
                override: options.contains("--override")
            )
        }
    }
}

extension Substring {
    /// Without spaces at its ends, and without one pair of quotes round it.
    fileprivate var trimmed: String {
        var text = drop { $0 == " " }
        while text.last == " " { text.removeLast() }
        guard text.count > 1, let quote = text.first, quote == text.last, "\"'".contains(quote)
        else { return String(text) }
        return String(text.dropFirst().dropLast())
    }
}
