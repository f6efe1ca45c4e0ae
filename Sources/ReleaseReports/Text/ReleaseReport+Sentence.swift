import RolloutCore

extension ReleaseReport {
    /// How it ended in one clause, which is what a reader wants to know first.
    package var headline: String {
        let name = "\(plan.service) \(plan.canary.label)"
        guard let end else { return "\(name) is under way in \(plan.environment): \(phase.name)" }
        let took = "after \(duration.spoken)"
        switch end.outcome {
        case .succeeded:
            return "\(name) took over in \(plan.environment) \(took)"
        case .rehearsed:
            return "The way back to \(plan.service) \(stableLabel) was rehearsed in "
                + plan.environment
        case .adopted:
            return "\(plan.service) \(stableLabel) was adopted in \(plan.environment)"
        case .refused:
            return "\(name) was refused in \(plan.environment): nothing was changed"
        case .rolledBack:
            let from = wayBack.map { " from \($0.from)" } ?? ""
            return "\(name) was rolled back\(from) in \(plan.environment) \(took)"
        case .aborted(let person):
            return "\(name) was aborted by \(person.name) before any traffic moved"
        case .rollbackFailed:
            return "The rollback of \(name) in \(plan.environment) could not be finished"
        }
    }

    /// Why, what it cost and how things stand now; a sentence each.
    package var summary: [String] {
        var sentences: [String] = []
        if let cause = wayBack?.cause { sentences.append(Self.closed(cause.sentence)) }
        if case .refused = end?.outcome {
            sentences += checks.filter { !$0.passed }.map { "\($0.name): \($0.finding)" }
            if let rehearsal, !rehearsal.passed { sentences.append(rehearsal.finding) }
        }
        if let returned = wayBack?.returned {
            sentences.append(
                "All traffic was back on \(stableLabel) \(returned.spoken) after the decision."
            )
        }
        if let left = wayBack?.left { sentences.append(Self.closed("Left to do: \(left)")) }
        if let cost = costSentence { sentences.append(cost) }
        let waited = times.reduce(Duration.zero) { $0 + $1.person }
        if waited >= .seconds(1) {
            sentences.append("People were waited for during \(waited.spoken) of it.")
        }
        return sentences
    }

    /// What the canary served and how much of it failed beyond the rate of stable.
    private var costSentence: String? {
        guard cost.canaryRequests > 0 else { return nil }
        let served =
            "\(plan.canary.label) served \(cost.canaryRequests.grouped) requests, "
            + (cost.canaryErrors == 0 ? "none failed" : "\(cost.canaryErrors.grouped) failed")
        if cost.canaryErrors == 0 { return served + "." }
        guard let extra = cost.extraErrors else { return served + "." }
        let count = Int(extra.magnitude.rounded())
        guard count > 0 else { return served + ", as many as at the rate of \(stableLabel)." }
        let more = extra > 0 ? "more" : "fewer"
        return served + ": about \(count.grouped) \(more) than at the rate of \(stableLabel)."
    }

    private static func closed(_ text: String) -> String {
        text.last.map { ".!?".contains($0) } == true ? text : text + "."
    }

    /// The label of the revision that served before; `no revision` on a first release.
    package var stableLabel: String { plan.stable?.label ?? "no revision" }

    /// The word and sign of the outcome.
    package var verdictWord: String { end?.outcome.name ?? "under way" }

    /// Whether it came to what was wanted; nil while it is under way.
    package var isFine: Bool? {
        switch end?.outcome {
        case .succeeded, .rehearsed, .adopted: true
        case .refused, .rolledBack, .aborted, .rollbackFailed: false
        case nil: nil
        }
    }
}
