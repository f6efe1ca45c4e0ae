/// What a command would change for users: who is moved, what fails more or less, and how fast all
/// of it can be taken back.
///
/// From the state alone. What was not measured is nil and said to be unknown, never zero.
package struct Exposure: Sendable, Hashable {
    /// Requests of a span, and those of them that failed.
    package struct Count: Sendable, Hashable {
        /// Requests that ended.
        package var requests: Int
        /// Those answered 5xx or not at all.
        package var errors: Int

        /// The share that failed, 0 to 1; nil without requests.
        package var share: Double? {
            requests > 0 ? Double(errors) / Double(requests) : nil
        }
    }

    /// The canary's share now.
    package var from: Weight
    /// The canary's share afterwards.
    package var to: Weight
    /// Requests a second of both revisions; nil while none were measured.
    package var requestRate: Double?
    /// What the canary served of the judged time.
    package var canary: Count
    /// What it is compared with, of the same time, or of before stable lost its last request.
    package var stable: Count
    /// How far back both reach at most.
    package var span: Duration
    /// What a full return from there takes; nil where there is none.
    package var wayBack: WayBack?

    /// A full return of all traffic to stable, counted from the wish for it.
    package struct WayBack: Sendable, Hashable {
        /// What the router took for its last shift; nil before the first.
        package var shift: Duration?
        /// Whether instances of stable have to be started before.
        package var startsInstances: Bool
        /// What starting one took when the way back was rehearsed; nil when it was not.
        package var start: Duration?

        /// The whole time; nil while a part of it is not known.
        package var total: Duration? {
            guard let shift else { return nil }
            guard startsInstances else { return shift }
            return start.map { $0 + shift }
        }
    }

    /// Requests a second that change sides, negative for those taken off the canary.
    package var movedRate: Double? {
        requestRate.map { $0 * (to.share - from.share) }
    }

    /// Failed requests a minute more than without the command, negative for fewer, if the canary
    /// goes on failing as much more often as it did; nil while either side is not measured.
    package var failuresPerMinute: Double? {
        guard let moved = movedRate, let mine = canary.share, let theirs = stable.share else {
            return nil
        }
        return moved * 60 * (mine - theirs)
    }
}

extension Rollout {
    /// How far back the difference reaches that ``exposure(of:at:)`` goes by.
    private static let exposureSpan = Duration.seconds(60)

    /// What a command would change for users; nil for one that moves no traffic from here.
    package func exposure(of verb: Command.Verb, at now: Timestamp) -> Exposure? {
        guard !isOver, let target = target(of: verb) else { return nil }
        let judged = window.judged(within: Self.exposureSpan, before: now).filter(\.hasTraffic)
        let compared = window.baseline.isEmpty ? judged : window.baseline.filter(\.hasTraffic)
        return Exposure(
            from: split.asked,
            to: target,
            requestRate: requestRate,
            canary: Self.count(judged.map(\.canary)),
            stable: Self.count(compared.map(\.stable)),
            span: Self.exposureSpan,
            wayBack: wayBack(after: verb)
        )
    }

    private static func count(_ traffic: [Traffic]) -> Exposure.Count {
        traffic.reduce(into: Exposure.Count(requests: 0, errors: 0)) { sum, second in
            sum.requests += second.requests
            sum.errors += second.errors
        }
    }

    /// The canary's share a command leads to; nil for one that moves no traffic.
    private func target(of verb: Command.Verb) -> Weight? {
        switch verb {
        case .advance, .releaseWarm:
            guard case .baking(let stage, _) = phase, stage + 1 < plan.stages.count else {
                if case .warm = phase { return split.asked }
                return nil
            }
            return plan.stages[stage + 1].weight
        case .stepBack: return stepBackStage.map { plan.stages[$0].weight }
        case .rollback: return trafficMoved == nil || isFirst ? nil : .zero
        case .pause, .resume, .holdWarm, .contract, .annotate: return nil
        }
    }

    private func wayBack(after verb: Command.Verb) -> Exposure.WayBack? {
        guard !isFirst else { return nil }
        var startsInstances = carrying(.stable) < stableFloor
        if case .warm = phase {
            switch verb {
            case .advance, .releaseWarm: startsInstances = true
            default: break
            }
        }
        return Exposure.WayBack(
            shift: lastShiftTook,
            startsInstances: startsInstances,
            start: receipt?.took
        )
    }
}
