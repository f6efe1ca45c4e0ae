import RolloutCore

extension PlanDifference {
    /// What changes, a line for each, for people.
    var text: String {
        guard let from else { return "nothing serves now: everything of \(to) is new" }
        let head = "changes from \(from) to \(to)"
        guard !changes.isEmpty else {
            return head + ": none" + (isComplete ? "" : ", as far as is known")
        }
        let rest = [
            "  the plan that brought \(from) in is not known: only revisions were compared"
        ]
        let lines = changes.map(\.line)
        return ([head] + lines + (isComplete ? [] : rest)).joined(separator: "\n")
    }
}

extension PlanDifference.Change {
    fileprivate var line: String {
        "  " + part.rawValue.filled(to: 15) + name + ": " + words
    }

    private var words: String {
        switch (old, new) {
        case (nil, let new?): "added, \(shown(new))"
        case (let old?, nil): "removed, was \(shown(old))"
        case (let old?, let new?): "\(shown(old)) → \(shown(new))"
        case (nil, nil): ""
        }
    }

    /// Digests as they are told apart on a screen; everything else as it is.
    private func shown(_ text: String) -> String {
        Digest(rawValue: text).map { $0.short + "…" } ?? text
    }
}

extension String {
    /// The text with spaces behind it up to a width in characters.
    func filled(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
