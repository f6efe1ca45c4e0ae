import Testing

@testable import RolloutCore

/// The properties the guarantee rests on, tried on numbers from a seed.
@Suite struct VotePropertyTests {
    @Test(arguments: [VoteProcess.Grid.share, .excess])
    func `a higher vote never lowers the evidence`(_ grid: VoteProcess.Grid) {
        var random = SplitMix(seed: 1)
        for _ in 0..<200 {
            var process = VoteProcess(grid)
            for _ in 0..<5 {
                let bound = random.unit()
                process.update(Vote(value: random.unit(), bound: bound), mass: random.unit() / 10)
            }
            let bound = random.unit()
            let events = (random.unit() * 500).rounded()
            let values = [random.unit(), random.unit()].sorted()
            let evidence = values.map { value in
                var process = process
                process.update(Vote(value: value, bound: bound, events: events), mass: 0.1)
                return process.evidence
            }
            #expect(evidence[0] <= evidence[1] * (1 + 1e-12))
        }
    }

    @Test func `a vote at its bound is worth exactly its stake`() {
        var random = SplitMix(seed: 2)
        for _ in 0..<200 {
            var process = VoteProcess(.share)
            let bound = 0.001 + 0.998 * random.unit()
            let events = (random.unit() * 1_000).rounded()
            let vote = Vote(value: bound, bound: bound, events: events)
            process.update(vote, mass: random.unit())
            #expect(process.evidence.isClose(to: 1, within: 1e-12))
        }
    }

    @Test func `no payoff is negative, whatever the vote and its events`() {
        var random = SplitMix(seed: 5)
        for _ in 0..<1_000 {
            var process = VoteProcess(.share)
            let bound = 0.001 + 0.998 * random.unit()
            let events = (random.unit() * 100_000).rounded()
            process.update(Vote(value: 0, bound: bound, events: events), mass: 1)
            #expect(process.evidence >= 0)
            #expect(process.evidence <= 1)
        }
    }

    @Test func `one event is staked on as its likelihood ratio says`() {
        for bound in [0.001, 0.05, 0.5, 0.95] {
            for value in [0.0, bound, 1] {
                let vote = Vote(value: value, bound: bound, events: 1)
                var single = VoteProcess(.share, stakes: .single)
                var counted = VoteProcess(.share, stakes: .counted)
                single.update(vote, mass: 0.5)
                counted.update(vote, mass: 0.5)
                #expect(single.evidence == counted.evidence)
            }
        }
    }

    @Test func `a small regression among few events is found sooner than by single stakes`() {
        let medians = [VoteProcess.Stakes.single, .counted].map { stakes in
            (0..<40).map { secondsUntilFound(seed: 900 + $0, stakes: stakes) }.sorted()[20]
        }
        #expect(Double(medians[1]) < 0.9 * Double(medians[0]))
    }

    /// Seconds until 125:1 against a canary with twice the errors, an event every other second.
    private func secondsUntilFound(seed: UInt64, stakes: VoteProcess.Stakes) -> Int {
        var random = SplitMix(seed: seed)
        var votes = ShareVotes(tolerance: 1.1)
        var process = VoteProcess(.share, stakes: stakes)
        let mass = StartMass(plannedSeconds: 1_000)
        for second in 0..<1_000 {
            let block = BlockCounts(
                canaryEvents: Double(random.poisson(0.5)),
                baselineEvents: Double(random.poisson(2)),
                canaryRequests: 100,
                baselineRequests: 900
            )
            let staked = mass.mass(from: second, to: second + 1)
            process.update(votes.vote(block, weight: 0.1), mass: staked)
            if process.evidence >= 125 { return second }
        }
        return 1_000
    }

    @Test func `votes that are fair on average reach 20 to 1 in fewer than one of twenty`() {
        var random = SplitMix(seed: 3)
        let mass = StartMass(plannedSeconds: 300)
        let reached = (0..<2_000).count { _ in
            var process = VoteProcess(.share)
            return (0..<300).contains { second in
                let bound = 0.05
                let value = random.unit() < bound ? 1.0 : 0
                process.update(
                    Vote(value: value, bound: bound),
                    mass: mass.mass(from: second, to: second + 1)
                )
                return process.evidence >= 20
            }
        }
        // By Ville at most 100 of 2,000 on average; more than 140 has a chance below 1 in 10,000.
        #expect(reached < 140)
    }

    @Test func `clumps that fall by share of traffic stay within the promise`() {
        var random = SplitMix(seed: 4)
        let reached = (0..<500).count { _ in
            var votes = ShareVotes(tolerance: 1)
            var process = VoteProcess(.share)
            let mass = StartMass(plannedSeconds: 120)
            return (0..<120).contains { second in
                let clump = 1 + 200 * random.unit() * random.unit()
                let isOnCanary = random.unit() < 0.1
                let block = BlockCounts(
                    canaryEvents: isOnCanary ? clump : 0,
                    baselineEvents: isOnCanary ? 0 : clump,
                    canaryRequests: 100,
                    baselineRequests: 900
                )
                process.update(
                    votes.vote(block, weight: 0.1),
                    mass: mass.mass(from: second, to: second + 1)
                )
                return process.evidence >= 20
            }
        }
        #expect(reached < 45)
    }

    @Test func `good releases are not rolled back`() {
        var terms: [StreamName: StreamTerms] = [:]
        for name in StreamName.allCases { terms[name] = StreamTerms(blockSeconds: 1) }
        var settings = JudgeSettings(
            startMass: StartMass(plannedSeconds: 300),
            calibration: JudgeCalibration(
                basis: .rehearsed(on: "test", fakeReleases: 1, seconds: 300),
                terms: terms
            )
        )
        settings.warmUpSeconds = 0
        let findings = (0..<40).map { seed in
            var release = SyntheticRelease(seed: 100 + UInt64(seed))
            release.requestsPerSecond = 60
            var judge = ReleaseJudge(settings)
            for second in 0..<300 { judge.take(release.second(second)) }
            return judge.finding
        }
        #expect(findings.count { $0 == .rollback } == 0)
        #expect(findings.count { $0 == .hold } <= 4)
    }

    @Test func `what remains beyond the plan is spent by halves`() {
        let mass = StartMass(plannedSeconds: 100, laterStages: 2, isOpenEnded: true)
        let planned = mass.mass(from: 0, to: 100) + 2 * mass.perStage
        #expect(planned.isClose(to: 0.95, within: 1e-12))
        #expect(mass.mass(from: 100, to: 200).isClose(to: 0.025, within: 1e-12))
        #expect(mass.mass(from: 200, to: 300).isClose(to: 0.0125, within: 1e-12))
        #expect(mass.mass(from: 100, to: 1 << 40).isClose(to: 0.05, within: 1e-12))
        #expect(StartMass(plannedSeconds: 100).mass(from: 100, to: 1_000) == 0)
    }

    @Test func `masses of neighbouring blocks add up`() {
        let mass = StartMass(plannedSeconds: 100, stageStarts: [30, 60], isOpenEnded: true)
        let parts = stride(from: 0, to: 700, by: 7).reduce(0.0) { sum, start in
            sum + mass.mass(from: start, to: start + 7)
        }
        #expect(parts.isClose(to: mass.mass(from: 0, to: 700), within: 1e-12))
        #expect(parts < 1)
    }
}
