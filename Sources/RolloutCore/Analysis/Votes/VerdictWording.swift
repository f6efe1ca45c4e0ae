/// A judge's finding in the words an operator reads.
///
/// Effect, range, time, cost, certainty, in that order, and what is excluded rather than what is
/// believed. Every number comes from the judge; a number that is not known is left out.
package struct VerdictWording: Sendable {
    let judge: ReleaseJudge
    /// The chance with which the ranges miss the truth at any time: 0.01 is a 99% range.
    static let alpha = 0.01

    /// The words for what a judge has found so far.
    package init(_ judge: ReleaseJudge) {
        self.judge = judge
    }

    /// The finding in one to five sentences.
    package var sentence: String {
        switch judge.finding {
        case .rollback: rolledBack
        case .hold: held
        case .go: going
        }
    }

    /// The sentence for going from this weight to the next, with what the proof excludes.
    ///
    /// For a release that is held or rolled back it is ``sentence``.
    package func advance(to weight: Double) -> String {
        guard judge.finding == .go else { return sentence }
        let from = "GO \(Self.percent(judge.weight)) to \(Self.percent(weight)): "
        guard judge.isCleared else { return from + "\(against) \(unproven)" }
        let proven = judge.proofs.compactMap(\.provenAt).max() ?? judge.nextSecond
        let times = Self.times(judge.settings.clearAgainst)
        let sure = Self.percent(1 - 1 / max(judge.settings.clearAt, 1))
        return from + "not worse than \(times) on errors, p95, p99 (\(sure)), after "
            + Self.spoken(proven - judge.stageStart + 1) + "." + stillPossible
    }

    /// What the judge's settings rest on, with what that means for its promise.
    package var basis: String {
        switch judge.settings.calibration.basis {
        case .unrehearsed:
            return "Unrehearsed: no fake release was tried, so decisions take 3 to 5 times as long "
                + "and bursts of errors may be taken for a regression."
        case .rehearsed(let history, let fakes, let seconds):
            let lengths = Set(judge.streams.map(\.terms.blockSeconds)).sorted()
            let shortest = lengths.first ?? 1
            let longest = lengths.last ?? 1
            let length =
                shortest == longest ? "\(shortest) s" : "\(shortest) to \(longest) s"
            return "Rehearsed on \(fakes.grouped) fake releases of \(Self.spoken(seconds)) "
                + "(\(history)): one vote per \(length)."
        }
    }

    private var rolledBack: String {
        let at = judge.rolledBackAt ?? judge.nextSecond - 1
        let verb = judge.settings.observesOnly ? "WOULD HAVE ROLLED BACK" : "ROLLED BACK"
        let head =
            "\(verb) after \(Self.spoken(at - judge.stageStart + 1)) at "
            + "\(Self.percent(judge.weight))"
        let rollouts = Self.rollouts(judge.evidence)
        return
            ([
                head + effects(of: culprit),
                cost,
                "Evidence \(Self.odds(judge.evidence)); "
                    + "a good release shows this less than once in \(rollouts) rollouts.",
            ] + alsoUp + caveat).joined(separator: " ")
    }

    private var held: String {
        let verb = judge.settings.observesOnly ? "WOULD HOLD" : "HOLD"
        let head = "\(verb) at \(Self.percent(judge.weight))"
        guard judge.evidenceFinding == .hold else {
            let slower = judge.slower.map { slowness($0) + ", beyond what is tolerated." }
            let advice =
                slower.isEmpty
                ? [] : ["The votes do not decide: requests were as slow before. A person does."]
            return head + ": " + (slower + advice + judge.troubles.map(told)).joined(separator: " ")
        }
        let troubles = judge.troubles.map(told)
        return
            ([
                head + effects(of: culprit, evidence: true), "Ramp frozen; \(decision)",
            ] + troubles + caveat).joined(separator: " ")
    }

    private var decision: String {
        let rule = judge.settings.rule
        guard let seconds = judge.secondsToDecision, seconds < 86_400 else {
            return "it goes on when the evidence stays at \(Self.odds(rule.calmAt)) or below for "
                + "\(rule.calmSeconds) s."
        }
        return "at this traffic about \(Self.spoken(Int(seconds.rounded(.up)))) more decides."
    }

    private var going: String {
        let weight = Self.percent(judge.weight)
        if judge.isWarmingUp, judge.weight > 0 {
            guard let heardFrom = judge.heardFrom else {
                return "NOT ENOUGH DATA at \(weight): the canary had no request yet."
            }
            let left = Self.spoken(heardFrom - judge.nextSecond)
            return "WARMING UP at \(weight): for another \(left) only a crash counts."
        }
        guard judge.hasControl else {
            return "GO at \(weight): there is no concurrent control any more, so only a crash "
                + "would be seen. A part kept on stable would keep the comparison."
        }
        if let scarce { return scarce }
        return "GO at \(weight): \(against)" + (judge.isCleared ? "" : " " + unproven)
    }

    private var scarce: String? {
        let visible = judge.smallestVisibleRatio
        guard visible == nil || visible ?? 0 > 10 else { return nil }
        return "NOT ENOUGH DATA: \(Self.counted(judge.cost.canaryRequests, "canary request")) in "
            + "\(Self.spoken(judge.nextSecond)); could not yet see even a 10x regression. "
            + "Waiting; a higher weight would show it sooner."
    }

    private var against: String {
        "evidence against the release is \(Self.odds(judge.evidence))." + stillPossible
    }

    private var unproven: String {
        let times = Self.times(judge.settings.clearAgainst)
        let open = judge.proofs.filter { $0.provenAt == nil }.map(\.metric.rawValue)
        return "Not yet excluded: \(times) on \(open.spokenList)."
    }

    private var stillPossible: String {
        guard let upper = judge.ratio(of: .errors, alpha: Self.alpha).upper else { return "" }
        return " Still possible: up to \(Self.times(upper)) errors."
    }
}
