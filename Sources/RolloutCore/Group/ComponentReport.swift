/// What is seen of a component's release from outside: as much as the group decides on.
package struct ComponentReport: Sendable, Hashable, Codable {
    /// How far it is.
    package enum State: Sendable, Hashable, Codable {
        /// Before its warm time.
        case underWay
        /// All traffic is on its new revision and the previous one is warm.
        case warm
        /// The previous revision goes or is gone, and what is left is to finish.
        case retiring
        /// On its way back; `isBack` once the router reported all traffic on stable.
        case rollingBack(Cause, isBack: Bool)
        /// It is over.
        case ended(Outcome)
    }

    /// Its release.
    package var release: ReleaseID
    /// How far it is.
    package var state: State
    /// When its warm time began; nil while it is not warm.
    package var warmSince: Timestamp?
    /// Whether somebody paused it.
    package var isPaused = false
    /// Whether somebody keeps its previous revision warm without end.
    package var isWarmHeld = false

    /// A report of one release.
    package init(_ release: ReleaseID, _ state: State) {
        self.release = release
        self.state = state
    }

    /// What a release shows of itself to its group.
    package init(_ rollout: Rollout) {
        let state: State
        switch rollout.phase {
        case .preflight, .rehearsing, .expanding, .starting, .changingWorkers, .shifting, .baking:
            state = .underWay
        case .warm: state = .warm
        case .retiring, .contracting: state = .retiring
        case .rollingBack(let rollback):
            state = .rollingBack(rollback.cause, isBack: rollback.returned != nil)
        case .ended(let outcome, _): state = .ended(outcome)
        }
        self.init(rollout.start.release, state)
        if case .warm(let since) = rollout.phase { warmSince = since }
        isPaused = rollout.pause != nil
        isWarmHeld = rollout.warmHolder != nil
    }

    /// Whether all traffic is on its new revision and stays there for all that is known.
    package var hasArrived: Bool {
        switch state {
        case .warm, .retiring, .ended(.succeeded): true
        case .underWay, .rollingBack, .ended: false
        }
    }

    /// Whether all its traffic is on stable, with no way forward any more.
    package var isBack: Bool {
        switch state {
        case .rollingBack(_, let isBack): isBack
        case .ended(.rolledBack), .ended(.refused), .ended(.aborted): true
        case .underWay, .warm, .retiring, .ended: false
        }
    }

    /// Whether it is over.
    package var isOver: Bool { if case .ended = state { true } else { false } }
}
