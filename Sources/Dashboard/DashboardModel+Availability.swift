import RolloutCore

extension DashboardModel {
    /// Whether a key does something now, and if not, why.
    package func availability(of action: Action) -> Availability {
        guard action.touchesRelease else { return .available }
        guard let rollout else { return gate(.pause) }
        return gate(verb(of: action, rollout))
    }

    /// The one gate that every command passes, from a key or a typed word: whether it may be sent
    /// now, and if not, why.
    ///
    /// What the release allows is asked from the core; what this screen adds is whether it may
    /// steer at all, and whether its own picture is fresh enough to decide on.
    func gate(_ verb: Command.Verb) -> Availability {
        if let readOnly {
            return .unavailable("this screen only shows: \(readOnly)")
        }
        guard let rollout else {
            return .unavailable("nothing to steer: no entry of a release was read yet")
        }
        if let rejection = assessment.refusal(of: verb, rollout, at: now) {
            return .unavailable(rejection.keyed)
        }
        if case .advance(_, override: true) = verb, !assessment.hasOverridable {
            return .unavailable("nothing to override: no criterion is worse or unmeasured")
        }
        if case .gone(let since) = stewardship {
            return .unavailable(
                "nobody steers since \(since.clock)Z: start the steward again with "
                    + "`handoff resume \(rollout.plan.service)`"
            )
        }
        let age = pictureAge
        if ![.rollback, .annotate].contains(verb), age > Self.staleAge {
            return .unavailable(
                "this picture is \(age.age) old; only rollback may be based on it"
            )
        }
        if let asked, asked.verb == verb, verb != .annotate {
            return .unavailable("asked \((now - asked.at).age) ago already, no answer yet")
        }
        return .available
    }

    /// The command of a release key in the present state.
    func verb(of action: Action, _ rollout: Rollout) -> Command.Verb {
        switch action {
        case .pauseOrResume: rollout.pause == nil ? .pause : .resume
        case .pause: .pause
        case .resume: .resume
        case .stepBack: .stepBack
        case .rollBack: .rollback
        case .override: .advance(full: false, override: true)
        case .holdWarm: .holdWarm
        case .releaseWarm: .releaseWarm
        case .contract: .contract(later: false)
        case .annotate: .annotate
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
