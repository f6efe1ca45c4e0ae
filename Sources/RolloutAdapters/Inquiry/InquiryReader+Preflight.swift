package import RolloutCore
package import RolloutEngine

extension InquiryReader {
    /// Whether each criterion has a number now, of stable when it is about revisions.
    ///
    /// For a share of failures, that both counters are there: their difference takes two readings.
    package func preflight(_ criteria: [Criterion], roster: Roster) async -> [Check] {
        let criteria = criteria.filter { $0.measure.inquiry != nil }
        guard !criteria.isEmpty else { return [] }
        let asked = criteria.map { ($0, questionsBefore($0)) }
        var lanes: [InquiryQuestion: InquiryLane] = [:]
        for question in asked.flatMap(\.1).map(\.question) {
            lanes[question] = InquiryLane(question, secrets: secrets)
        }
        let start = ContinuousClock.now
        let patience = (criteria.compactMap { $0.measure.inquiry?.timeout }.max() ?? .zero)
        let outcomes = await Self.round(lanes, for: patience + .milliseconds(200))
        let took = start.duration(to: .now)
        return asked.map { criterion, questions in
            let finding = finding(criterion, questions, outcomes, roster)
            return Check(
                name: "metric \(criterion.metric)",
                passed: finding.passed,
                finding: finding.words,
                took: took
            )
        }
    }

    /// The canary has nothing to show yet, so only stable is asked about, when there is one.
    private func questionsBefore(
        _ criterion: Criterion
    ) -> [(arm: Arm?, question: InquiryQuestion)] {
        let all = questions(of: criterion)
        return labels[.stable] == nil ? all : all.filter { $0.arm != .canary }
    }

    private func finding(
        _ criterion: Criterion,
        _ questions: [(arm: Arm?, question: InquiryQuestion)],
        _ outcomes: [InquiryQuestion: InquiryLane.Outcome],
        _ roster: Roster
    ) -> (passed: Bool, words: String) {
        guard let source = criterion.measure.inquiry?.source else { return (true, "") }
        guard !questions.isEmpty else {
            let name = labels[.canary] ?? ""
            return (
                false,
                "both revisions are called \(name), so \(source.spoken) cannot tell them apart. "
                    + "Give the new one another `label`."
            )
        }
        var answers: [ArmAnswer] = []
        for (arm, question) in questions {
            switch outcomes[question] {
            case .success(let numbers): answers.append(ArmAnswer(arm: arm, numbers: numbers))
            case .failure(let trouble): return (false, Self.unread(criterion, trouble.words))
            case nil:
                let words = InquiryTrouble.silent(question.timeout).words
                return (false, Self.unread(criterion, words))
            }
        }
        let sorted = ArmNumbers(answers, of: criterion) { self.arm(of: $0, roster) }
        guard source.isPerRevision else {
            return sorted.isComplete(nil)
                ? (true, "\(source.spoken) answered.")
                : (false, Self.unread(criterion, "has no number for this question"))
        }
        // Before the first release nothing can have a number yet; that it answered is all.
        guard let stable = labels[.stable] else { return (true, "\(source.spoken) answered.") }
        return sorted.isComplete(.stable)
            ? (true, "\(source.spoken) answered for \(stable).")
            : (false, Self.unread(criterion, "has no number for \(stable), which serves now"))
    }

    private static func unread(_ criterion: Criterion, _ words: String) -> String {
        let name = criterion.measure.inquiry?.source.spoken ?? ""
        return "\(name) \(words), so \(criterion.metric) cannot be judged. "
            + "Correct `from` of that metric, or what it names."
    }
}
