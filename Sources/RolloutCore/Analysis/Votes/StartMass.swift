/// How likely it is thought, before the release, that a regression begins in each second of it.
///
/// `statistics.md` 4.2. Regressions begin with the first request, where a stage begins, or at any
/// time, so half of the mass is spent in the first second, a quarter at the later stages, and a
/// quarter evenly over the plan. The masses sum to at most 1, which makes the guarantee one for the
/// whole release, however long it is watched.
package struct StartMass: Sendable, Hashable, Codable {
    /// The longest plan, 30 days, in seconds; longer ones are judged as if they were that long.
    package static let longestPlan = 2_592_000

    /// The planned length of the release in seconds, at least 1.
    package let plannedSeconds: Int
    /// The mass of the first second, beyond its even part.
    package let first: Double
    /// The mass of each later stage's first second, beyond its even part.
    package let perStage: Double
    /// The even part: the mass of every planned second.
    package let perSecond: Double
    /// What is kept for the time beyond the plan; 0 when the release ends with the plan.
    package let reserve: Double
    /// How many weight increases after the first the plan has.
    package let laterStages: Int
    /// The seconds at which later stages begin by the plan, rising; empty when they are not known.
    package let stageStarts: [Int]

    /// The masses of a plan of `plannedSeconds` with `laterStages` weight increases after the first.
    ///
    /// With `isOpenEnded` 5% is kept back: each further period as long as the plan spends half of
    /// what remains, evenly, so that a bake without an end still hears of late regressions.
    /// The stages' masses are for whoever sees a stage begin to spend, see ``perStage``.
    package init(plannedSeconds: Int, laterStages: Int = 0, isOpenEnded: Bool = false) {
        self.init(plannedSeconds, laterStages: laterStages, starts: [], isOpenEnded: isOpenEnded)
    }

    /// The masses of a plan whose later stages begin at known seconds.
    ///
    /// Starts outside the plan are ignored; ``mass(from:to:)`` spends the others by itself.
    package init(plannedSeconds: Int, stageStarts: [Int], isOpenEnded: Bool = false) {
        let inside = stageStarts.filter { $0 > 0 && $0 < plannedSeconds }.sorted()
        self.init(
            plannedSeconds,
            laterStages: inside.count,
            starts: inside,
            isOpenEnded: isOpenEnded
        )
    }

    private init(_ seconds: Int, laterStages: Int, starts: [Int], isOpenEnded: Bool) {
        plannedSeconds = min(max(seconds, 1), Self.longestPlan)
        reserve = isOpenEnded ? 0.05 : 0
        let spent = 1 - reserve
        let stages = laterStages > 0 ? 0.25 : 0
        let atFirst = laterStages > 0 ? 0.5 : 0.625
        first = atFirst * spent
        perStage = laterStages > 0 ? stages / Double(laterStages) * spent : 0
        perSecond = (1 - atFirst - stages) / Double(plannedSeconds) * spent
        stageStarts = starts
        self.laterStages = max(0, laterStages)
    }

    /// The mass of the seconds from `start` up to, not including, `end`.
    package func mass(from start: Int, to end: Int) -> Double {
        guard start < end, start >= 0 else { return 0 }
        var mass = start == 0 ? first : 0
        for stage in stageStarts where stage >= start && stage < end { mass += perStage }
        mass += Double(max(0, min(end, plannedSeconds) - start)) * perSecond
        return reserve > 0 && end > plannedSeconds ? mass + late(from: start, to: end) : mass
    }

    /// Whether nothing is left to spend from that second on.
    package func isSpent(at second: Int) -> Bool {
        second >= plannedSeconds && (reserve == 0 || second / plannedSeconds > 60)
    }

    /// The mass of seconds beyond the plan: period `k` of the plan's length has 5% · 2⁻ᵏ.
    private func late(from start: Int, to end: Int) -> Double {
        var mass = 0.0
        var second = max(start, plannedSeconds)
        while second < end {
            let period = second / plannedSeconds
            // Beyond 60 halvings nothing is left that a double would notice.
            guard period <= 60 else { break }
            let stop = min(end, (period + 1) * plannedSeconds)
            let part = Double(sign: .plus, exponent: -period, significand: reserve)
            mass += part * Double(stop - second) / Double(plannedSeconds)
            second = stop
        }
        return mass
    }
}
