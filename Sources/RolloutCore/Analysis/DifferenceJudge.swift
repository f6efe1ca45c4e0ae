/// Gathers evidence on the differences of some criteria, from the canary's first second on.
///
/// Criteria that roll back are judged together, so that they share one budget of false rollbacks;
/// every other criterion alone, because its evidence must not roll anything back.
package struct DifferenceJudge: Sendable, Hashable, Codable {
    /// What is judged, by what each looks at.
    package let criteria: [JudgedMetric: Criterion]
    /// The evidence so far.
    package private(set) var judge: ReleaseJudge
    /// The second that counts as 0: the first one with a share for the canary.
    package private(set) var origin: Timestamp?

    private init(
        _ criteria: [JudgedMetric: Criterion],
        _ plan: Plan,
        _ preparation: JudgePreparation?
    ) {
        self.criteria = criteria
        judge = ReleaseJudge(plan.judgeSettings(for: criteria, preparation))
    }

    /// The judges a plan needs; none on a first release, which has nothing to compare with.
    ///
    /// Cautious ones, unless they were prepared on the service's history.
    package static func all(
        for plan: Plan,
        _ preparation: JudgePreparation? = nil
    ) -> [DifferenceJudge] {
        guard plan.stable != nil else { return [] }
        let judged = plan.criteria.compactMap { criterion in
            criterion.judged.map { ($0, criterion) }
        }
        let rollsBack = { (criterion: Criterion) in
            criterion.onWorse == .rollback && !criterion.isObserveOnly
        }
        let together = judged.filter { rollsBack($0.1) }
        let alone = judged.filter { !rollsBack($0.1) }
        let groups = (together.isEmpty ? [] : [together]) + alone.map { [$0] }
        return groups.map { group in
            DifferenceJudge(
                Dictionary(group, uniquingKeysWith: { first, _ in first }),
                plan,
                preparation
            )
        }
    }

    /// Takes in a second in which the router gave the canary that share; nil when nobody knows.
    ///
    /// A second that was not measured, or whose split is not known, is none, and silence holds.
    mutating func take(_ sample: Sample, weight: Weight?, settings: [Arm: ArmSetting]) {
        guard origin != nil || (weight ?? .zero) > .zero else { return }
        let origin = origin ?? sample.second
        self.origin = origin
        let second = Int((sample.second - origin).components.seconds)
        let counts = weight.flatMap {
            SecondCounts(sample, second: second, weight: $0, settings: settings)
        }
        if let counts { judge.take(counts) } else { judge.pass(to: second + 1) }
    }
}
