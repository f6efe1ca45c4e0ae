import RolloutCore
import TestSupport
import Testing

/// Criteria judged by gathered evidence, from samples to verdicts.
@Suite struct DifferenceJudgeTests {
    private let start = Timestamp(seconds: 1_000)
    private let errors = Criterion(.errorRate, .errorRate, tolerate: 10, minimumSamples: 20)
    private let p95 = Criterion(.p95, .latency(quantile: 0.95), tolerate: 10, minimumSamples: 20)

    private func plan(_ criteria: [Criterion], _ change: (inout Plan) -> Void = { _ in }) -> Plan {
        .short { plan in
            plan.criteria = criteria
            plan.judge.warmUp = .zero
            plan.judge.voteSeconds = 1
            change(&plan)
        }
    }

    private func window(_ plan: Plan) -> MetricWindow {
        MetricWindow(DifferenceJudge.all(for: plan))
    }

    private func sample(_ second: Int, _ canary: Traffic, _ stable: Traffic) -> Sample {
        var sample = Sample(second: start + .seconds(second))
        sample.hasTraffic = true
        sample.canary = canary
        sample.stable = stable
        return sample
    }

    private func verdict(_ criterion: Criterion, _ window: MetricWindow) -> Verdict {
        let last = window.samples.last?.second ?? start
        return CriterionJudge().verdict(on: criterion, in: window, at: last + .seconds(1))
    }

    /// The verdicts of each second while both serve the same again and again.
    private func verdicts(
        _ criterion: Criterion,
        _ canary: Traffic,
        _ stable: Traffic,
        seconds: Int = 120,
        weight: Int = 20
    ) -> [Verdict] {
        var window = window(plan([criterion]))
        return (0..<seconds).map { second in
            window.add(sample(second, canary, stable), weight: Weight(percent: weight))
            return verdict(criterion, window)
        }
    }

    @Test func `errors of the canary are suspect before they are worse`() throws {
        let found = verdicts(errors, .steady(20, errors: 2), .steady(80, errors: 1))
        let suspect = try #require(found.firstIndex { $0.kind == .suspect })
        let worse = try #require(found.firstIndex { $0.kind == .worse })
        #expect(suspect < worse && worse < 60)
        #expect(found[suspect].evidence.sentence.hasPrefix("HOLD at 20%: errors "))
        let sentence = found[worse].evidence.sentence
        #expect(sentence.contains("a good release shows this less than once in"))
        #expect(sentence.contains("99% interval"))
        #expect(found[worse].evidence.odds.map { $0 >= 125 } == true)
        #expect(found[worse...].allSatisfy { $0.kind == .worse })
    }

    @Test func `equal revisions are never suspect, and it is said what is excluded`() {
        let found = verdicts(errors, .steady(20, errors: 1), .steady(80, errors: 4))
        #expect(found.allSatisfy { !$0.kind.speaksAgainst })
        #expect(found.last?.kind == .pass)
        #expect(found.last?.evidence.sentence.contains("still possible up to") == true)
    }

    @Test func `a difference that is tolerated is none`() {
        var mild = errors
        mild.tolerate = 400
        let found = verdicts(mild, .steady(20, errors: 2), .steady(80, errors: 2))
        #expect(found.allSatisfy { !$0.kind.speaksAgainst })
    }

    @Test func `a canary that fails outright is worse before the least number of requests`() throws
    {
        var patient = errors
        patient.minimumSamples = 10_000
        let found = verdicts(patient, .steady(20, errors: 20), .steady(80))
        let worse = try #require(found.firstIndex { $0.kind == .worse })
        #expect(worse < 10)
        #expect(found.prefix(worse).allSatisfy { $0.kind != .pass })
    }

    @Test func `slower requests are worse, unless the difference is too small in milliseconds`() {
        let (fast, slow) = (
            Traffic.steady(80, milliseconds: 10), Traffic.steady(20, milliseconds: 30)
        )
        #expect(verdicts(p95, slow, fast).contains { $0.kind == .worse })
        var coarse = p95
        coarse.atLeast = 50
        #expect(verdicts(coarse, slow, fast).allSatisfy { !$0.kind.speaksAgainst })
    }

    @Test func `the limit shown is what is tolerated, where stable has a value`() {
        let some = verdicts(errors, .steady(20), .steady(100, errors: 2), seconds: 30).last
        #expect(some?.evidence.limit.map { ($0 * 100).rounded() } == 220)
        var capped = errors
        capped.above = 5
        let none = verdicts(capped, .steady(20), .steady(100), seconds: 30).last
        #expect(none?.evidence.limit == 5)
        var coarse = p95
        coarse.atLeast = 50
        let side = Traffic.steady(50, milliseconds: 10)
        let limit = verdicts(coarse, side, side, seconds: 30).last?.evidence.limit
        #expect(limit.map { $0.rounded() } == 60)
    }

    @Test func `criteria that do not roll back are judged alone`() {
        var holding = p95
        holding.onWorse = .hold
        var watched = Criterion(.p99, .latency(quantile: 0.99), tolerate: 10)
        watched.isObserveOnly = true
        let judges = DifferenceJudge.all(for: plan([errors, holding, watched]))
        let groups = judges.map { Set($0.criteria.keys) }
        #expect(groups == [[.errors], [.p95], [.p99]])
        let shares = judges.map { $0.judge.streams.reduce(0) { $0 + $1.weight } }
        #expect(shares.allSatisfy { abs($0 - 1) < 1e-12 })
    }

    @Test func `without a revision before or a tolerance nothing is gathered`() {
        #expect(DifferenceJudge.all(for: plan([errors]) { $0.stable = nil }).isEmpty)
        let plain = Criterion(.errorRate, .errorRate, worseBy: 1)
        #expect(DifferenceJudge.all(for: plan([plain])).isEmpty)
    }

    @Test func `the length of votes a plan asks for counts until there is a rehearsal`() throws {
        var history = RehearsalHistory(sliceCount: 2)
        for second in 0..<1_800 {
            // One in fifty seconds, on one slice and the other in turn.
            let failing = second % 50 == 0 ? second / 50 % 2 : nil
            history.append((0..<2).map { ArmCounts(requests: 50, errors: $0 == failing ? 1 : 0) })
        }
        let plan = plan([errors]) { $0.judge.voteSeconds = 20 }
        func length(_ preparation: JudgePreparation?) -> Int? {
            DifferenceJudge.all(for: plan, preparation).first?.judge[.errorShare]?.terms
                .blockSeconds
        }
        #expect(length(nil) == 20)
        #expect(length(JudgePreparation(rehearsal: .unrehearsed())) == 20)
        #expect(length(JudgePreparation(rehearsal: .rehearse(on: history))) == 1)
    }

    @Test func `seconds nobody knows the split of are silence, which is suspect`() {
        var window = window(plan([errors]))
        for second in 0..<20 {
            window.add(sample(second, .steady(20), .steady(80)), weight: Weight(percent: 20))
        }
        #expect(verdict(errors, window).kind == .pass)
        for second in 20..<23 { window.add(sample(second, .steady(20), .steady(80)), weight: nil) }
        #expect(verdict(errors, window).kind == .suspect)
        #expect(verdict(errors, window).evidence.sentence.contains("Nothing was measured for 3 s."))
    }

    @Test func `a second with lost records has no vote`() {
        var window = window(plan([errors]))
        for second in 0..<60 {
            var sample = sample(second, .steady(20, errors: 10), .steady(80))
            sample.lostRecords = second > 0 ? 50 : 0
            window.add(sample, weight: Weight(percent: 20))
        }
        #expect(window.differences[0].judge.missingSeconds == 59)
        #expect(verdict(errors, window).kind == .unmeasured)
    }

    @Test func `at 100% it is said that there is nothing left to compare with`() {
        let found = verdicts(errors, .steady(100), Traffic(), weight: 100)
        #expect(found.last?.kind == .pass)
        #expect(found.last?.evidence.sentence.contains("no stable revision left") == true)
    }

    @Test func `a second that comes again changes nothing`() {
        var window = window(plan([errors]))
        for second in 0..<30 {
            window.add(
                sample(second, .steady(20, errors: 1), .steady(80)),
                weight: .init(percent: 20)
            )
        }
        let before = window
        window.add(sample(29, .steady(20, errors: 20), .steady(80)), weight: .init(percent: 20))
        #expect(window == before)
    }
}
