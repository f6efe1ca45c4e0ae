extension Rollout {
    /// Preflight ends when every check has answered: on to the rehearsal or to starting, or
    /// refused with all of them.
    func afterPreflight(at now: Timestamp) -> [Event] {
        guard areChecksDone else { return [] }
        let isPassed = checks.allSatisfy { check in
            check.passed || (check.mayBeOverridden && start.override != nil)
        }
        guard isPassed else { return [.ended(.refused)] }
        return needsRehearsal(at: now) ? [.rehearsalBegan] : afterRehearsing()
    }

    /// Starting ends when every instance carries traffic as far as the router is concerned, the new
    /// ones at weight 0 and the previous ones to return to, or when it cannot any more.
    func whileStarting(since: Timestamp, at now: Timestamp) -> [Event] {
        if isAdoption { return whileAdopting(since: since, at: now) }
        if isFree, let (kind, cause) = startFailure(since: since, at: now) {
            return respond(to: kind, cause.sentence, cause: cause)
        }
        guard instances.values.allSatisfy(\.carriesTraffic), isFree else {
            return []
        }
        guard isFirst || split.observed == .zero, externalTroubles.isEmpty else { return [] }
        return afterStarting()
    }

    /// Adoption ends when every instance that was found carries traffic, or when one cannot.
    private func whileAdopting(since: Timestamp, at now: Timestamp) -> [Event] {
        if instances.values.allSatisfy(\.carriesTraffic), split.observed == .zero {
            return [.ended(.adopted)]
        }
        return now >= limit(plan.progressDeadline, from: since) ? [.ended(.refused)] : []
    }

    private func startFailure(since: Timestamp, at now: Timestamp) -> (FailureKind, Cause)? {
        for instance in instances(of: .canary) {
            let run = Operation.run(instance.id, attempt: instance.crashes)
            guard let failed = failures[run]?.failure else { continue }
            if failed.kind == .timedOut || !failed.isRetryable {
                return (.notReady, .notReady(detail: failed.summary))
            }
        }
        guard now >= limit(plan.progressDeadline, from: since) else { return nil }
        let missing = instances.values.filter { !$0.carriesTraffic }.sorted { $0.id < $1.id }
        let words = missing.map { "\($0.id) is \($0.stateWords)" }.spokenList
        let detail =
            words.isEmpty
            ? "the router does not report its weights"
            : "after \(plan.progressDeadline.spoken), \(words)"
        return classified(detail)
    }

    /// A late start has the most outer reason that is known.
    private func classified(_ detail: String) -> (FailureKind, Cause) {
        let isFull = failures.contains { operation, failed in
            if case .run = operation { failed.failure.kind == .noCapacity } else { false }
        }
        if isFull { return (.noCapacity, .failure(.noCapacity, detail: detail)) }
        if let outside = externalTroubles.first {
            return (.dependency, .failure(.dependency, detail: "\(outside); \(detail)"))
        }
        // With every instance ready it is the router that is late, and not the canary's fault.
        let isReady = instances.values.allSatisfy { $0.carriesTraffic || $0.report.state == .ready }
        return isReady
            ? (.dependency, .failure(.dependency, detail: detail))
            : (.notReady, .notReady(detail: detail))
    }
}

extension Instance {
    /// Where it stands as the screens say it, the router's side included.
    package var stateWords: String {
        switch (report.state, admission) {
        case (.ready, .draining): "draining"
        case (.ready, .drained): "drained"
        case (.ready, .out): "ready, not yet in the router"
        case (.notReady, _): "not ready"
        case (.ready, .admitted) where !isConfirmed: "not looked at yet"
        default: report.state.rawValue
        }
    }
}
