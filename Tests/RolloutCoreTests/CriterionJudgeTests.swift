import RolloutCore
import TestSupport
import Testing

@Suite struct CriterionJudgeTests {
    private let now = Timestamp(seconds: 1_000)
    private let errors = Criterion(.errorRate, .errorRate, worseBy: 1, above: 5)
    private let p99 = Criterion(
        .p99,
        .latency(quantile: 0.99),
        worseBy: 25,
        atLeast: 50,
        above: 900
    )

    private func verdict(_ criterion: Criterion, _ window: MetricWindow) -> Verdict {
        CriterionJudge().verdict(on: criterion, in: window, at: now)
    }

    private func verdict(_ criterion: Criterion, _ canary: Traffic, _ stable: Traffic) -> Verdict {
        verdict(criterion, .filled(60, canary: canary, stable: stable))
    }

    @Test func `equal error shares pass`() {
        let verdict = verdict(errors, .steady(50), .steady(500, errors: 2))
        #expect(verdict.kind == .pass)
        #expect(verdict.evidence.canaryCount == 3_000)
        #expect(verdict.evidence.stableCount == 30_000)
    }

    @Test func `an error share clearly above stable's is worse, with its figures`() {
        let verdict = verdict(errors, .steady(50, errors: 2), .steady(500, errors: 2))
        #expect(verdict.kind == .worse)
        let sentence =
            "canary 4%, stable 0.4%: difference 2.6 to 5.0 points, allowed 1 "
            + "(3,000 and 30,000 requests, 60 s)"
        #expect(verdict.evidence.sentence == sentence)
        #expect(verdict.evidence.limit == 1.4)
    }

    @Test func `a difference that chance explains is undecided`() {
        var window = MetricWindow.filled(
            59,
            canary: .steady(3),
            stable: .steady(100),
            endingAt: now - .seconds(1)
        )
        var last = Sample(second: now - .seconds(1))
        last.hasTraffic = true
        last.canary = .steady(3, errors: 3)
        last.stable = .steady(100)
        window.add(last)
        #expect(verdict(errors, window).kind == .undecided)
    }

    @Test func `a share above its ceiling is worse although stable's is too`() {
        let verdict = verdict(errors, .steady(50, errors: 5), .steady(50, errors: 5))
        #expect(verdict.kind == .worse)
        #expect(verdict.evidence.sentence.contains("ceiling 5%"))
    }

    @Test func `equal latencies pass`() {
        let side = Traffic.steady(50, milliseconds: 300)
        #expect(verdict(p99, side, side).kind == .pass)
    }

    @Test func `a latency clearly above stable's is worse`() {
        let verdict = verdict(
            p99,
            .steady(50, milliseconds: 600),
            .steady(50, milliseconds: 300)
        )
        #expect(verdict.kind == .worse)
        #expect(verdict.evidence.canary.map { $0.rounded() } == 600)
        #expect(verdict.evidence.stable.map { $0.rounded() } == 300)
    }

    @Test func `a large relative difference below the least absolute one passes`() {
        let verdict = verdict(p99, .steady(50, milliseconds: 40), .steady(50, milliseconds: 10))
        #expect(verdict.kind == .pass)
    }

    @Test func `a latency above its ceiling is worse although stable's is too`() {
        let side = Traffic.steady(50, milliseconds: 1_000)
        #expect(verdict(p99, side, side).kind == .worse)
    }

    @Test func `too few requests of stable leave a latency undecided`() {
        let verdict = verdict(p99, .steady(50, milliseconds: 10), .steady(1, milliseconds: 10))
        #expect(verdict.kind == .undecided)
        #expect(verdict.evidence.sentence.contains("requests from stable are too few to compare"))
    }

    @Test(arguments: [0, 1, 100, 10_000])
    func `no request of the canary is never a pass`(_ minimum: Int) {
        for var criterion in [errors, p99] {
            criterion.minimumSamples = minimum
            #expect(verdict(criterion, Traffic(), .steady(500, milliseconds: 10)).kind != .pass)
            #expect(verdict(criterion, Traffic(), Traffic()).kind != .pass)
        }
    }

    @Test func `fewer requests than the minimum are undecided`() {
        let verdict = verdict(errors, .steady(1), .steady(500))
        #expect(verdict.kind == .undecided)
        let sentence = "60 of 100 canary requests needed to say anything"
        #expect(verdict.evidence.sentence == sentence)
    }

    @Test func `nothing measured is unmeasured`() {
        let verdict = verdict(errors, MetricWindow())
        #expect(verdict.kind == .unmeasured)
        #expect(verdict.evidence.sentence == "nothing measured in the last 1 m")
    }

    @Test func `old measurements are unmeasured`() {
        let old = MetricWindow.filled(
            30,
            canary: .steady(50),
            stable: .steady(50),
            endingAt: now - .seconds(6)
        )
        let verdict = verdict(errors, old)
        #expect(verdict.kind == .unmeasured)
        #expect(verdict.evidence.sentence == "nothing measured for 6 s, allowed are 5 s")
    }

    @Test func `seconds in which the records were not read do not count as fresh`() {
        var window = MetricWindow.filled(
            30,
            canary: .steady(50),
            stable: .steady(50),
            endingAt: now - .seconds(10)
        )
        for second in 1...10 { window.add(Sample(second: now - .seconds(11 - second))) }
        #expect(verdict(errors, window).kind == .unmeasured)
    }

    @Test(arguments: [(0, Verdict.Kind.pass), (1, .pass), (2, .unmeasured)])
    func `more than a hundredth of records lost leaves it unmeasured`(
        _ lost: Int,
        _ kind: Verdict.Kind
    ) {
        var window = MetricWindow()
        for second in 0..<60 {
            var sample = Sample(second: now - .seconds(60 - second))
            sample.hasTraffic = true
            sample.canary = .steady(50)
            sample.stable = .steady(80)
            sample.lostRecords = lost
            window.add(sample)
        }
        #expect(verdict(errors, window).kind == kind)
    }

    @Test func `at 100% the canary is judged against what stable served before`() {
        var window = MetricWindow.filled(
            60,
            canary: .steady(50),
            stable: .steady(50),
            endingAt: now - .seconds(10)
        )
        window.keepBaseline()
        for second in 0..<10 {
            var sample = Sample(second: now - .seconds(10 - second))
            sample.hasTraffic = true
            sample.canary = .steady(100, errors: 40)
            window.add(sample)
        }
        let verdict = verdict(errors, window)
        #expect(verdict.kind == .worse)
        #expect(verdict.evidence.sentence.contains("stable before 100% 0%"))
    }

    @Test func `a request that ends late on stable does not end the comparison at 100%`() {
        var window = MetricWindow.filled(60, canary: .steady(50), stable: .steady(50))
        window.keepBaseline()
        var sample = Sample(second: now)
        sample.hasTraffic = true
        sample.canary = .steady(100)
        sample.stable = .steady(1)
        window.add(sample)
        window.begin(at: now)
        let verdict = CriterionJudge().verdict(on: errors, in: window, at: now + .seconds(1))
        #expect(verdict.kind == .pass)
        #expect(verdict.evidence.stableCount == 3_000)
    }

    @Test func `after a step back from 100% stable is compared over the same seconds again`() {
        var window = MetricWindow.filled(60, canary: .steady(50), stable: .steady(50))
        window.keepBaseline()
        window.forgetBaseline()
        #expect(!verdict(errors, window).evidence.sentence.contains("before 100%"))
    }

    @Test func `what earlier weights showed is not judged again`() {
        var window = MetricWindow.filled(60, canary: .steady(50), stable: .steady(50))
        window.begin(at: now - .milliseconds(1_500))
        let verdict = verdict(errors, window)
        #expect(verdict.kind == .undecided)
        #expect(verdict.evidence.canaryCount == 50)
    }

    @Test func `a limit of nothing still gives figures a journal can hold`() {
        let none = Criterion(.errorRate, .errorRate, worseBy: 0, above: 0, minimumSamples: 1)
        for canary in [Traffic.steady(50), .steady(50, errors: 25)] {
            let evidence = verdict(none, canary, .steady(50)).evidence
            #expect(evidence.limitUsed.map(\.isFinite) == true)
        }
    }

    @Test func `a criterion without a limit passes what it measured`() {
        let none = Criterion(.errorRate, .errorRate, minimumSamples: 1)
        let verdict = verdict(none, .steady(50, errors: 25), .steady(50))
        #expect(verdict.kind == .pass)
        #expect(verdict.evidence.sentence.contains("no limit"))
    }

    @Test func `criteria judged together get the verdicts they get alone`() {
        let window = MetricWindow.filled(60, canary: .steady(50, errors: 1), stable: .steady(500))
        var short = Criterion(.init(rawValue: "short"), .errorRate, worseBy: 1, minimumSamples: 1)
        short.window = .seconds(10)
        let query = OpenMetricsQuery(family: "a")
        let unread = Criterion(.init(rawValue: "jobs"), .sharedLevel(query, unit: ""), above: 1)
        let criteria = [errors, short, unread]
        let together = CriterionJudge().verdicts(on: criteria, in: window, at: now)
        #expect(together.count == 3)
        for criterion in criteria {
            #expect(together[criterion.metric] == verdict(criterion, window))
        }
        #expect(together[errors.metric]?.evidence.canaryCount == 3_000)
        #expect(together[short.metric]?.evidence.canaryCount == 500)
    }

    @Test func `a window is bounded and takes each second once`() {
        var window = MetricWindow.filled(200, canary: .steady(1), stable: .steady(1))
        #expect(window.samples.count == MetricWindow.capacity)
        window.add(Sample(second: now - .seconds(1)))
        window.add(Sample(second: now - .seconds(50)))
        #expect(window.samples.count == MetricWindow.capacity)
        #expect(window.samples.last?.traffic(of: .canary).requests == 1)
        #expect(window.samples.last?.traffic(of: .stable).requests == 1)
    }
}
