import Testing

@testable import RolloutCore

/// The votes and their evidence against the scalar reference, to 1e-9 relative.
@Suite struct VoteVectorTests {
    private let vectors: VoteVectors

    init() throws {
        vectors = try VoteVectors.read()
    }

    private func block(_ tick: VoteVectors.Tick) -> BlockCounts {
        BlockCounts(
            canaryEvents: tick.kc ?? 0,
            baselineEvents: tick.kb ?? 0,
            canaryRequests: tick.nc ?? 0,
            baselineRequests: tick.nb ?? 0
        )
    }

    @Test func `odds are shifted as in the reference`() {
        for vector in vectors.oddsShift {
            #expect(vector.q.oddsShifted(by: vector.theta).isClose(to: vector.out))
        }
    }

    @Test func `start masses are the reference's`() {
        for vector in vectors.startMass {
            let mass = StartMass(plannedSeconds: vector.planned, stageStarts: vector.stages)
            if let second = vector.t, let out = vector.out {
                #expect(mass.mass(from: second, to: second + 1).isClose(to: out))
            }
            if let start = vector.t0, let end = vector.t1, let sum = vector.outSum {
                #expect(mass.mass(from: start, to: end).isClose(to: sum))
            }
        }
    }

    @Test func `share votes and their evidence are the reference's`() throws {
        for sequence in vectors.share {
            let planned = try #require(sequence.planned)
            let mass = StartMass(plannedSeconds: planned)
            var votes = ShareVotes(tolerance: try #require(sequence.theta0))
            var process = VoteProcess(.share, stakes: .single)
            for (second, tick) in sequence.ticks.enumerated() {
                let vote = votes.vote(block(tick), weight: try #require(sequence.weight))
                process.update(vote, mass: mass.mass(from: second, to: second + 1))
                #expect(vote.value.isClose(to: tick.x))
                #expect(vote.bound.isClose(to: tick.m))
                #expect(vote.isCast == tick.vote)
                #expect(process.evidence.isClose(to: tick.e))
            }
        }
    }

    @Test func `excess votes and their evidence are the reference's`() throws {
        for sequence in vectors.excess {
            let planned = try #require(sequence.planned)
            let mass = StartMass(plannedSeconds: planned)
            var votes = ExcessVotes(
                tolerance: try #require(sequence.theta0),
                dispersion: try #require(sequence.phi),
                usualRate: sequence.pHist
            )
            var process = VoteProcess(.excess)
            for (second, tick) in sequence.ticks.enumerated() {
                let vote = votes.vote(block(tick))
                process.update(vote, mass: mass.mass(from: second, to: second + 1))
                #expect(vote.value.isClose(to: tick.x))
                #expect(vote.bound.isClose(to: tick.m))
                #expect(vote.isCast == tick.vote)
                #expect(process.evidence.isClose(to: tick.e))
            }
        }
    }

    @Test func `crash votes are the reference's`() {
        let crash = vectors.crash
        let counts = BlockCounts(
            canaryEvents: crash.kc,
            baselineEvents: crash.kb,
            canaryRequests: crash.nc,
            baselineRequests: crash.nb
        )
        let mass = StartMass(plannedSeconds: 3_600)
        var process = VoteProcess(.excess)
        for (second, tick) in crash.ticks.enumerated() {
            let vote = Vote.crash(counts)
            process.update(vote, mass: mass.mass(from: second, to: second + 1))
            #expect(vote.value.isClose(to: tick.x))
            #expect(vote.bound == tick.m)
            #expect(process.evidence.isClose(to: tick.e))
        }
    }

    @Test func `clear votes are the reference's`() throws {
        let mass = StartMass(plannedSeconds: 3_600)
        let weight = try #require(vectors.clearNot2X.weight)
        var running = RunningShare()
        var process = VoteProcess(.share, stakes: .single)
        for (second, tick) in vectors.clearNot2X.ticks.enumerated() {
            let share = running.next(block(tick), weight: weight)
            let vote = Vote.clear(block(tick), share: share, against: 2)
            process.update(vote, mass: mass.mass(from: second, to: second + 1))
            #expect(share.isClose(to: try #require(tick.q)))
            #expect(vote.value.isClose(to: tick.x))
            #expect(vote.bound.isClose(to: tick.m))
            #expect(process.evidence.isClose(to: tick.e))
        }
    }

    @Test func `votes over strata are the reference's`() {
        var votes = StratifiedShareVotes(tolerance: 1.1)
        for vector in vectors.stratified {
            let rows = vector.rows.map {
                BlockCounts(
                    canaryEvents: $0[0],
                    baselineEvents: $0[1],
                    canaryRequests: $0[2],
                    baselineRequests: $0[3]
                )
            }
            let vote = votes.vote(rows, weight: vector.weight)
            guard case .number(let value) = vector.out[0],
                case .number(let bound) = vector.out[1]
            else { return #expect(Bool(false), "a vector without numbers") }
            #expect(vote.value.isClose(to: value))
            #expect(vote.bound.isClose(to: bound))
            #expect(vote.isCast)
        }
    }

    @Test func `findings follow the evidence as in the reference`() {
        var rule = FindingRule()
        rule.calmSeconds = vectors.judge.releaseTicks
        for step in vectors.judge.steps {
            rule.step(evidence: step.e, adverseVotes: step.adverseVotes)
            #expect(rule.finding.rawValue == step.state)
        }
    }
}
