/// Where a group stands; exactly one at a time.
package enum GroupPhase: Sendable, Hashable {
    /// The checks of all components are made; nothing was changed. → releasing, ended
    case checking(since: Timestamp)
    /// Components start as soon as what they come after has arrived. → finishing, returning
    case releasing(since: Timestamp)
    /// All arrived and their warm times are over; the previous revisions go. → returning, ended
    case finishing(since: Timestamp)
    /// Components go back, those that depend on others before those. → ended
    case returning(GroupCause, since: Timestamp)
    /// Nothing more happens. Terminal.
    case ended(GroupOutcome, at: Timestamp)

    /// When it began.
    package var since: Timestamp {
        switch self {
        case .checking(let since), .releasing(let since), .finishing(let since),
            .returning(_, let since):
            since
        case .ended(_, let at): at
        }
    }

    /// Its name, one word or two, as shown.
    package var name: String {
        switch self {
        case .checking: "preflight"
        case .releasing: "releasing"
        case .finishing: "finishing"
        case .returning: "rolling back"
        case .ended(let outcome, _): outcome.name
        }
    }
}

/// Why a group goes back.
package enum GroupCause: Sendable, Hashable, Codable {
    /// What became of one component.
    package enum Trouble: Sendable, Hashable, Codable {
        /// Its release did not come to be, in words.
        case notStarted(String)
        /// It rolls back.
        case rollingBack(Cause)
        /// It is over and did not succeed.
        case ended(Outcome)
    }

    /// One component does not arrive.
    case component(ComponentName, Trouble)
    /// A person asked.
    case person(Operator, reason: String?)

    /// One sentence without a full stop.
    package var sentence: String {
        switch self {
        case .component(let name, .notStarted(let words)): "\(name) did not start: \(words)"
        case .component(let name, .rollingBack(let cause)):
            "\(name) rolls back: \(cause.sentence)"
        case .component(let name, .ended(let outcome)):
            "\(name) \(outcome.name)" + (outcome.cause.map { ": \($0.sentence)" } ?? "")
        case .person(let person, let reason):
            "\(person.name) asked" + (reason.map { ": \($0)" } ?? "")
        }
    }

    /// Whether a person wanted it, of the whole or of the component it began with.
    package var isPersons: Bool {
        switch self {
        case .person: return true
        case .component(_, .notStarted): return false
        case .component(_, .rollingBack(let cause)): return cause.isPersons
        case .component(_, .ended(.aborted)): return true
        case .component(_, .ended(let outcome)): return outcome.cause?.isPersons ?? false
        }
    }
}

/// How a group ended.
package enum GroupOutcome: Sendable, Hashable, Codable {
    /// Every component's release succeeded.
    case succeeded
    /// A check failed before any traffic had moved anywhere.
    case refused
    /// What had to go back is back.
    case rolledBack(GroupCause)
    /// A person ended it before anything was started.
    case aborted(Operator)
    /// Not all that should have gone back did; the words say what a person has to do.
    case rollbackFailed(GroupCause, left: String)

    /// The one word that status, history and exit code share.
    package var name: String {
        switch self {
        case .succeeded: "succeeded"
        case .refused: "refused"
        case .rolledBack: "rolled back"
        case .aborted: "aborted"
        case .rollbackFailed: "rollback failed"
        }
    }
}

extension Outcome {
    /// Why it was rolled back; nil when it was not.
    var cause: Cause? {
        switch self {
        case .rolledBack(let cause), .rollbackFailed(let cause, _): cause
        case .succeeded, .rehearsed, .adopted, .refused, .aborted: nil
        }
    }
}

extension Cause {
    fileprivate var isPersons: Bool { if case .person = self { true } else { false } }
}
