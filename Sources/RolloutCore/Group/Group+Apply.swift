extension Group {
    /// Folds one recorded entry into the state.
    ///
    /// Total: an entry that was ever journaled must fold.
    /// - Precondition: `entry.sequence` is one more than the last applied, and the group is not
    ///   over; after its end only refusals and notes come.
    package mutating func apply(_ entry: GroupEntry) {
        precondition(
            entry.sequence == sequence + 1,
            "entry \(entry.sequence) does not follow \(sequence)"
        )
        sequence = entry.sequence
        at = entry.at
        switch entry.event {
        case .groupStarted: preconditionFailure("a group begins once")
        case .stewardStarted(let steward, _): self.steward = steward
        case .releaseBegan: phase = .releasing(since: entry.at)
        case .warmEnded: phase = .finishing(since: entry.at)
        case .rollbackStarted(let cause): phase = .returning(cause, since: entry.at)
        case .paused(let person, let reason):
            pause = Pause(since: entry.at, by: person, reason: reason)
            wish(for: .pause)
        case .resumed:
            pause = nil
            wish(for: .resume)
        case .annotated, .rejected: break
        case .ended(let outcome):
            precondition(!isOver, "a group ends once")
            phase = .ended(outcome, at: entry.at)
        case .componentChecked, .startBegan, .componentStarted, .componentNotStarted,
            .componentChanged, .componentRefused:
            applyToComponent(entry.event)
        }
    }

    private mutating func applyToComponent(_ event: GroupEvent) {
        switch event {
        case .componentChecked(let name, let checks, let digest):
            components[name]?.checks = checks
            components[name]?.digest = digest
        case .startBegan(let name):
            components[name]?.standing = .starting
        case .componentStarted(let name, let release):
            components[name]?.standing = .started(release)
        case .componentNotStarted(let name, let words):
            components[name]?.standing = .notStarted(words)
        case .componentChanged(let name, let report):
            components[name]?.report = report
            components[name]?.told = nil
            if components[name]?.isGranted == true { components[name]?.wish = nil }
        case .componentRefused(let name, let verb, let words):
            components[name]?.told = Component.refusal(of: verb, words)
            if verb == .rollback { components[name]?.refusal = words }
            if components[name]?.wish == verb { components[name]?.wish = nil }
        default: break
        }
    }

    /// Passes a person's wish on to every release that is under way and not so already.
    private mutating func wish(for verb: Command.Verb) {
        for name in components.keys {
            guard let report = components[name]?.report, !report.isOver, !report.isBack,
                report.isPaused != (verb == .pause)
            else {
                components[name]?.wish = nil
                continue
            }
            components[name]?.wish = verb
        }
    }
}

extension Component {
    /// A refusal as it is compared with the last one.
    static func refusal(of verb: Command.Verb, _ words: String) -> String {
        "\(verb.words): \(words)"
    }

    /// Whether what was passed on to it is so.
    fileprivate var isGranted: Bool {
        guard let report else { return false }
        return report.isOver || report.isPaused == (wish == .pause)
    }
}
