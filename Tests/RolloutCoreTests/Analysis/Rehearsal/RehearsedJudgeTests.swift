import Testing

@testable import RolloutCore

/// The rehearsal is worth something only if it plays the judge that will judge.
@Suite struct RehearsedJudgeTests {
    private static let seconds = 900

    /// A canary slice with a short burst, and the rest, of equal requests every second.
    private func arms() -> [(canary: ArmCounts, rest: ArmCounts)] {
        var source = CountSource(seed: 17)
        return (0..<Self.seconds).map { second in
            let burst = (400..<404).contains(second) ? 2 : 0
            let errors = source.count(of: 40, chance: 0.02) + burst
            let canary = ArmCounts(
                requests: 40,
                errors: errors,
                latency: tally(of: 40, from: &source)
            )
            let rest = ArmCounts(
                requests: 160,
                errors: source.count(of: 160, chance: 0.02),
                latency: tally(of: 160, from: &source)
            )
            return (canary, rest)
        }
    }

    private func tally(of requests: Int, from source: inout CountSource) -> LatencyTally {
        var tally = LatencyTally()
        for _ in 0..<requests { tally.add(milliseconds: 10 + 90 * source.next() * source.next()) }
        return tally
    }

    @Test(arguments: [1, 2, 5])
    func `a fake release gathers the evidence that the judge would`(_ length: Int) {
        let arms = arms()
        let limits: [JudgedMetric: Double] = [.p50: 25, .p95: 70, .p99: 90]
        let terms = StreamTerms(blockSeconds: length, dispersion: 1.5, usualRate: 0.02)
        var settings = JudgeSettings(
            startMass: StartMass(plannedSeconds: Self.seconds),
            calibration: JudgeCalibration(
                basis: .unrehearsed,
                terms: Dictionary(uniqueKeysWithValues: StreamName.allCases.map { ($0, terms) }),
                slowLimits: limits
            )
        )
        settings.warmUpSeconds = 0
        settings.rule.rollbackAt = .infinity
        var judge = ReleaseJudge(settings)
        var history = RehearsalHistory(sliceCount: 2, slowLimits: limits)
        var highest: [StreamName: Double] = [:]
        for (second, arm) in arms.enumerated() {
            history.append([arm.canary, arm.rest])
            judge.take(
                SecondCounts(second: second, weight: 0.2, canary: arm.canary, baseline: arm.rest)
            )
            for stream in judge.streams {
                highest[stream.name] = max(highest[stream.name] ?? 1, stream.evidence)
            }
        }
        for name in StreamName.allCases {
            let slices = history.slices(of: name.metric) ?? []
            let release = FakeRelease(canary: slices[0], all: RehearsalSlice(sumOf: slices))
            let evidence = release.highestEvidence(
                [(name, terms)],
                blockSeconds: length,
                errorTolerance: 0.1
            )
            #expect(evidence.first == highest[name], "\(name)")
        }
    }
}
