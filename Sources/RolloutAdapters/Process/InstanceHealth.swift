import RolloutCore

/// What the checks of one instance add up to.
///
/// Start-up, then readiness several times in a row, then the soak, in which one failed check
/// starts again; from then on ready and not ready, with liveness beside it. No clock and no
/// process in here: outcomes and moments are handed in.
struct InstanceHealth {
    /// A state with the words for it.
    struct Finding: Equatable {
        var state: InstanceState
        var detail: String
    }

    private enum Stage: Equatable {
        /// The start-up check has passed so many times in a row.
        case startingUp(passes: Int)
        /// The readiness check has, before the soak.
        case settling(passes: Int)
        /// It has been passing without a failure since then.
        case soaking(since: ContinuousClock.Instant)
        /// It was soaked when an earlier steward saw it; this one has not asked yet.
        case rejoining
        case serving
        /// The readiness check has passed so many times in a row again.
        case failing(passes: Int)
    }

    private let plan: ProcessPlan
    private let hasChecks: Bool
    private var stage: Stage
    private var trouble = ""
    private var readinessFailures = 0
    private var livenessFailures = 0

    /// The health of a process that just started, or of one found running that had been soaked.
    init(_ plan: ProcessPlan, wasSoaked: Bool) {
        self.plan = plan
        hasChecks = true
        stage = wasSoaked ? .rejoining : .startingUp(passes: 0)
    }

    /// The health of a worker, which answers no checks: it soaks by running.
    init(ofWorker plan: ProcessPlan, wasSoaked: Bool, at now: ContinuousClock.Instant) {
        self.plan = plan
        hasChecks = false
        stage = wasSoaked ? .serving : .soaking(since: now)
    }

    /// Whether the start-up check is still to pass.
    var isStartingUp: Bool { if case .startingUp = stage { true } else { false } }

    /// Whether it has been ready through its soak.
    var isSoaked: Bool { stage == .serving }

    /// When the soak is over, if it is under way; a readiness check then decides, or, for a worker,
    /// that it still runs.
    var soakEnd: ContinuousClock.Instant? {
        if case .soaking(let since) = stage { since + plan.soak } else { nil }
    }

    private var isStuck: Bool { livenessFailures >= plan.liveness.failures }

    /// Takes in that the process runs at that moment, which is all there is to know of a worker.
    mutating func pass(at now: ContinuousClock.Instant) {
        guard !hasChecks, let end = soakEnd, now >= end else { return }
        stage = .serving
    }

    /// Takes in an answer to the start-up check.
    mutating func startup(_ outcome: HTTPOutcome) {
        guard case .startingUp(let passes) = stage else { return }
        if outcome.isSuccess {
            trouble = ""
            let passed = passes + 1 >= plan.startup.successes
            stage = passed ? .settling(passes: 0) : .startingUp(passes: passes + 1)
        } else {
            trouble = outcome.words
            stage = .startingUp(passes: 0)
        }
    }

    /// Takes in an answer to the readiness check.
    mutating func readiness(_ outcome: HTTPOutcome, at now: ContinuousClock.Instant) {
        if outcome.isSuccess { passReadiness(at: now) } else { failReadiness(outcome.words) }
    }

    /// Takes in an answer to the liveness check.
    mutating func liveness(_ outcome: HTTPOutcome) {
        livenessFailures = outcome.isSuccess ? 0 : livenessFailures + 1
        guard isStuck else { return }
        switch stage {
        case .serving, .rejoining: stage = .failing(passes: 0)
        case .soaking: stage = .settling(passes: 0)
        case .startingUp, .settling, .failing: break
        }
    }

    private mutating func passReadiness(at now: ContinuousClock.Instant) {
        trouble = ""
        readinessFailures = 0
        switch stage {
        case .settling(let passes):
            let isEnough = passes + 1 >= plan.readiness.successes && !isStuck
            stage = isEnough ? .soaking(since: now) : .settling(passes: passes + 1)
            if isEnough, plan.soak <= .zero { stage = .serving }
        case .soaking(let since): if now >= since + plan.soak { stage = .serving }
        case .failing(let passes):
            let isEnough = passes + 1 >= plan.readiness.successes && !isStuck
            stage = isEnough ? .serving : .failing(passes: passes + 1)
        case .rejoining: stage = .serving
        case .startingUp, .serving: break
        }
    }

    private mutating func failReadiness(_ words: String) {
        trouble = words
        readinessFailures += 1
        switch stage {
        case .settling, .soaking: stage = .settling(passes: 0)
        case .failing, .rejoining: stage = .failing(passes: 0)
        case .serving:
            if readinessFailures >= plan.readiness.failures { stage = .failing(passes: 0) }
        case .startingUp: break
        }
    }

    /// Where it stands; nil while nothing is known of it.
    var finding: Finding? {
        switch stage {
        case .startingUp: Finding(state: .starting, detail: detail("startup", plan.startup))
        case .settling(let passes):
            Finding(state: .starting, detail: settlingDetail(passes))
        case .soaking:
            // No count of seconds: every report that differs is journaled.
            Finding(state: .starting, detail: "soaking for \(plan.soak.spoken)")
        case .rejoining: nil
        case .serving: Finding(state: .ready, detail: "")
        case .failing(let passes):
            Finding(state: .notReady, detail: failingDetail(passes))
        }
    }

    private var stuckDetail: String { "liveness failed \(plan.liveness.failures) times" }

    private func detail(_ name: String, _ probe: Probe) -> String {
        trouble.isEmpty ? "waiting for \(probe.path)" : "\(name): \(trouble)"
    }

    private func settlingDetail(_ passes: Int) -> String {
        if isStuck { return stuckDetail }
        guard trouble.isEmpty, passes > 0 else { return detail("readiness", plan.readiness) }
        return "ready \(passes) of \(plan.readiness.successes) times"
    }

    private func failingDetail(_ passes: Int) -> String {
        if isStuck { return stuckDetail }
        if !trouble.isEmpty { return trouble }
        return "ready again \(passes) of \(plan.readiness.successes) times"
    }
}
