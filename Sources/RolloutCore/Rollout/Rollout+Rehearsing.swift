extension Rollout {
    /// The name of the instance a rehearsal starts; there is one at a time in a service.
    package var rehearsalInstance: InstanceID {
        InstanceID(rawValue: "\(plan.service)-rehearsal")
    }

    /// Everything looked at before the start, with its finding: the checks, and the rehearsal once
    /// it ended.
    package var findings: [Check] {
        let rehearsal = rehearsal.map {
            Check(name: "rehearsal", passed: $0.passed, finding: $0.finding, took: $0.took)
        }
        return checks + [rehearsal].compactMap { $0 }
    }

    /// Whether the way back has to be shown to work before anything is started.
    package func needsRehearsal(at now: Timestamp) -> Bool {
        guard let stable = plan.stable else { return false }
        switch start.purpose {
        case .rehearsal: return true
        case .adoption: return false
        case .release: break
        }
        switch plan.rehearsal {
        case .required: return true
        case .off: return false
        case .whenOlderThan(let limit):
            guard let receipt, let configuration else { return true }
            return !receipt.holds(
                for: stable,
                configuration: configuration,
                at: now,
                limit: limit
            )
        }
    }

    /// Goes on when the previous revision was seen to start; refused when it does not, because
    /// there would be no way back.
    func whileRehearsing(since: Timestamp, at now: Timestamp) -> [Event] {
        if let rehearsal {
            guard rehearsal.passed else { return [.ended(.refused)] }
            if start.purpose == .rehearsal { return [.ended(.rehearsed)] }
            return afterRehearsing()
        }
        guard now >= limit(plan.progressDeadline, from: since) else { return [] }
        let why = failures[.rehearse].map { ": \($0.failure.summary)" } ?? ""
        let cause = Cause.rehearsal(
            detail: "not finished after \(plan.progressDeadline.spoken)\(why)"
        )
        return [.rollbackStarted(cause)]
    }

    mutating func foldPreparation(_ event: Event) {
        switch event {
        case .preflightFinished(let checks, let configuration):
            self.checks = checks
            areChecksDone = true
            self.configuration = configuration
        case .checksAnswered(let checks):
            self.checks += checks
        case .judgePrepared(let preparation):
            judgePreparation = preparation
            window.prepare(preparation, for: plan)
        case .rehearsalBegan:
            enter(.rehearsing(since: at))
            isRehearsalOpen = true
            receipt = nil
            revision += 1
        case .rehearsed(let rehearsal):
            self.rehearsal = rehearsal
            isRehearsalOpen = false
            guard rehearsal.passed, let stable = plan.stable else { return }
            receipt = RehearsalReceipt(
                digest: stable.digest,
                configuration: configuration ?? "",
                at: at,
                took: rehearsal.took
            )
        case .rehearsalCleared:
            isRehearsalOpen = false
        default:
            preconditionFailure("not about what comes before the start: \(event)")
        }
    }
}
