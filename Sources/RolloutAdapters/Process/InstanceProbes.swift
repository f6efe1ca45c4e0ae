import RolloutCore

/// The three checks of one instance, each repeated at its period; a worker has none.
struct InstanceProbes {
    private var startup: ProbeLane
    private var readiness: ProbeLane
    private var liveness: ProbeLane

    /// Checks of the instance there, the first due at once.
    init(_ plan: ProcessPlan, endpoint: String, at now: ContinuousClock.Instant) {
        startup = ProbeLane(plan.startup, endpoint: endpoint, at: now)
        readiness = ProbeLane(plan.readiness, endpoint: endpoint, at: now)
        liveness = ProbeLane(plan.liveness, endpoint: endpoint, at: now)
    }

    /// Goes on with whatever is due or under way, and hands the answers to `health`.
    mutating func advance(_ health: inout InstanceHealth, at now: ContinuousClock.Instant) {
        if health.isStartingUp {
            if let outcome = startup.advance(at: now) { health.startup(outcome) }
            guard !health.isStartingUp else { return }
            readiness.hasten(to: now)
            liveness.hasten(to: now)
        }
        if let end = health.soakEnd, end <= now { readiness.hasten(to: now) }
        if let outcome = readiness.advance(at: now) { health.readiness(outcome, at: now) }
        if let outcome = liveness.advance(at: now) { health.liveness(outcome) }
    }

    /// The checks that matter at this point of the instance's life.
    func lanes(whileStartingUp isStartingUp: Bool) -> [ProbeLane] {
        isStartingUp ? [startup] : [readiness, liveness]
    }
}
