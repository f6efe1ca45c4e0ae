import RolloutCore

extension DashboardModel {
    /// Whether a key does something now, and if not, why.
    ///
    /// What the release allows is asked from the core; what this screen adds is only whether its
    /// own picture is fresh enough to decide on.
    package func availability(of action: Action) -> Availability {
        guard action.touchesRelease else { return .available }
        guard let rollout else {
            return .unavailable("nothing to steer: no entry of a release was read yet")
        }
        let verb = verb(of: action, rollout)
        if let rejection = rollout.availability(of: verb, at: now, judge: assessment.judge) {
            return .unavailable(rejection.keyed)
        }
        if action == .override, !assessment.hasOverridable {
            return .unavailable("nothing to override: no criterion is worse or unmeasured")
        }
        if case .gone(let since) = stewardship {
            return .unavailable(
                "nobody steers since \(since.clock)Z: start the steward again with "
                    + "`handoff resume \(rollout.plan.service)`"
            )
        }
        let age = pictureAge
        if action != .rollBack, age > Self.staleAge {
            return .unavailable(
                "this picture is \(age.age) old; only rollback may be based on it"
            )
        }
        if let asked, asked.verb == verb {
            return .unavailable("asked \((now - asked.at).age) ago already, no answer yet")
        }
        return .available
    }

    /// The command of a release key in the present state.
    func verb(of action: Action, _ rollout: Rollout) -> Command.Verb {
        switch action {
        case .pauseOrResume: rollout.pause == nil ? .pause : .resume
        case .stepBack: .stepBack
        case .rollBack: .rollback
        case .override: .advance(full: false, override: true)
        // The last gate has a word of its own, because behind it there is no way back.
        case .advance where rollout.isContracting: .contract(later: false)
        default: .advance(full: false, override: false)
        }
    }

    /// How long ago anything was heard, from the journal or from the steward's lease.
    var pictureAge: Duration {
        guard let rollout else { return .zero }
        var newest = rollout.at
        if case .alive(let heard) = stewardship { newest = max(newest, heard) }
        return max(.zero, now - newest)
    }
}

extension Rollout {
    fileprivate var isContracting: Bool { if case .contracting = phase { true } else { false } }
}

extension Assessment {
    /// Whether a criterion is in the way that only an override passes.
    var hasOverridable: Bool { blockers.contains(where: \.isOverridable) }

    /// Whether nothing but a person's word is missing that time could bring.
    var waitsForPerson: Bool { isBlocked(by: .person) && !isBlocked(by: .time) }
}
