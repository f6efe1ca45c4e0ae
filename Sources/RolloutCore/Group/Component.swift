/// One component as the group's entries leave it.
package struct Component: Sendable, Hashable {
    /// What the group knows of its release.
    package enum Standing: Sendable, Hashable {
        /// It was not asked for.
        case waiting
        /// It was decided to start it; whether there is one already, nobody has said.
        case starting
        /// It is this one.
        case started(ReleaseID)
        /// It did not come to be, in words.
        case notStarted(String)
    }

    /// What the group knows of its release.
    package internal(set) var standing = Standing.waiting
    /// What was found before anything was changed; nil while nobody has looked.
    package internal(set) var checks: [Check]?
    /// The digest its artifact had then; its release starts with no other bytes.
    package internal(set) var digest: Digest?
    /// What its release showed last; nil before it showed anything.
    package internal(set) var report: ComponentReport?
    /// Why it does not go back, in the words of its own steward; nil when nothing says so.
    package internal(set) var refusal: String?
    /// The last refusal in the record, with what was refused; the same is not recorded again.
    var told: String?
    /// The pause or resume that its steward has not answered yet.
    var wish: Command.Verb?

    /// Whether all its traffic is on its new revision.
    package var hasArrived: Bool { report?.hasArrived ?? false }

    /// Whether a release of it may be going on.
    package var mayRun: Bool {
        switch standing {
        case .waiting, .notStarted: false
        case .starting: true
        case .started: report.map { !$0.isOver } ?? true
        }
    }

    /// Whether none of its traffic is or will be on the new revision.
    var isBack: Bool {
        switch standing {
        case .waiting, .notStarted: true
        case .starting: false
        case .started: report?.isBack ?? false
        }
    }

    /// Why the group cannot go on with it; nil while it does as it should.
    var trouble: GroupCause.Trouble? {
        if case .notStarted(let words) = standing { return .notStarted(words) }
        switch report?.state {
        case .rollingBack(let cause, _): return .rollingBack(cause)
        case .ended(.succeeded): return nil
        case .ended(let outcome): return .ended(outcome)
        case .underWay, .warm, .retiring, nil: return nil
        }
    }
}
