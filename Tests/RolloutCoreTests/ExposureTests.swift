import TestSupport
import Testing

@testable import RolloutCore

@Suite struct ExposureTests {
    private let advance = Command.Verb.advance(full: false, override: false)

    /// A release at 25% in which seconds of 75 and 25 requests were measured.
    private func measured(canaryErrors: Int = 0, stableErrors: Int = 0) -> RolloutProbe {
        var probe = RolloutProbe(.short { $0.stages[1].bake = .seconds(600) })
        probe.reach("baking", stage: 1)
        for _ in 0..<4 {
            var sample = Sample(second: probe.now.second)
            sample.hasTraffic = true
            sample.stable = Traffic(requests: 75, errors: stableErrors)
            sample.canary = Traffic(requests: 25, errors: canaryErrors)
            probe.see(.sample(sample))
            probe.now = probe.now + .seconds(1)
        }
        return probe
    }

    private func lines(_ probe: RolloutProbe, _ verb: Command.Verb) -> [String] {
        let exposure = probe.rollout.exposure(of: verb, at: probe.now)
        return exposure?.lines.map { "\($0.subject): \($0.words)" } ?? []
    }

    @Test func `a rollback says what it takes off and how many errors that spares`() {
        let words = lines(measured(canaryErrors: 5, stableErrors: 3), .rollback)
        #expect(words[0] == "takes off: 25 requests/s, 25%; then 0 of 100 on canary")
        #expect(words[1] == "errors: about 240 a minute fewer: canary 20%, stable 4%")
        #expect(words[2].hasPrefix("full return: about "))
    }

    @Test func `a canary that fails no more often promises no errors`() {
        let words = lines(measured(canaryErrors: 1, stableErrors: 3), .rollback)
        #expect(words[1] == "errors: none fewer expected: canary 4%, stable 4%")
    }

    @Test func `what was not measured is said to be unknown`() {
        var probe = RolloutProbe()
        probe.reach("baking", stage: 1)
        let words = lines(probe, .rollback)
        #expect(words[0] == "takes off: 25% of the requests; how many a second was not measured")
        #expect(
            words[1] == "errors: unknown: no request of canary was measured in the last 1 m"
        )
    }

    @Test func `an advance says whom it exposes and how many more will fail`() {
        let words = lines(measured(canaryErrors: 5, stableErrors: 3), advance)
        #expect(words[0] == "exposes: 25 requests/s more, 25%; then 50 of 100 on canary")
        #expect(words[1] == "errors: about 240 a minute more: canary 20%, stable 4%")
    }

    @Test func `a return is as long as the last shift, and of unknown length without one`() {
        func words(_ shift: Duration?, starts: Bool, _ start: Duration?) -> String? {
            let way = Exposure.WayBack(shift: shift, startsInstances: starts, start: start)
            let none = Exposure.Count(requests: 0, errors: 0)
            return Exposure(
                from: .full,
                to: .full,
                canary: none,
                stable: none,
                span: .seconds(60),
                wayBack: way
            ).lines.first?.words
        }
        let two = Duration.seconds(2)
        #expect(words(two, starts: false, nil) == "about 2 s, as the last shift")
        #expect(words(nil, starts: false, nil) == "time unknown: no shift so far")
        #expect(
            words(two, starts: true, .seconds(14)) == "about 16 s: instances of stable start "
                + "first, 14 s when rehearsed; the last shift took 2 s"
        )
        #expect(
            words(two, starts: true, nil) == "time unknown: instances of stable start first, "
                + "never rehearsed; the last shift took 2 s"
        )
    }

    @Test func `only stable measured is told as such, and failures of an unknown rate as well`() {
        var exposure = Exposure(
            from: Weight(percent: 5),
            to: Weight(percent: 25),
            canary: Exposure.Count(requests: 10, errors: 1),
            stable: Exposure.Count(requests: 0, errors: 0),
            span: .seconds(60)
        )
        #expect(exposure.lines.last?.words.contains("no request of stable was measured") == true)
        exposure.stable = Exposure.Count(requests: 100, errors: 1)
        #expect(
            exposure.lines.last?.words == "unknown how many a minute: canary 10%, stable 1%"
        )
        #expect(exposure.movedRate == nil && exposure.failuresPerMinute == nil)
    }

    @Test func `after the warm time a full return starts instances first`() {
        var probe = RolloutProbe()
        probe.reach("warm")
        let exposure = probe.rollout.exposure(of: advance, at: probe.now)
        #expect(exposure?.from == exposure?.to)
        #expect(exposure?.wayBack?.startsInstances == true)
        #expect(
            probe.rollout.exposure(of: .rollback, at: probe.now)?.wayBack?.startsInstances == false
        )
    }

    @Test func `what moves no traffic exposes nobody`() {
        let probe = measured()
        for verb in [Command.Verb.pause, .resume, .annotate, .holdWarm] {
            #expect(probe.rollout.exposure(of: verb, at: probe.now) == nil)
        }
    }
}

@Suite struct DecisionTimeTests {
    private let criterion = Criterion(.errorRate, .errorRate, worseBy: 1, minimumSamples: 100)

    private func window(_ seconds: Int, requests: Int) -> MetricWindow {
        var window = MetricWindow()
        for second in 0..<seconds {
            var sample = Sample(second: Timestamp(seconds: Int64(second)))
            sample.hasTraffic = true
            sample.canary = Traffic(requests: requests)
            window.add(sample)
        }
        return window
    }

    private func time(_ seconds: Int, requests: Int) -> DecisionTime {
        let now = Timestamp(seconds: Int64(seconds))
        var evidence = Evidence("too few")
        evidence.canaryCount = seconds * requests
        let verdict = Verdict(.undecided, evidence)
        let window = window(seconds, requests: requests)
        return DecisionTime(of: criterion, verdict, in: window, at: now)
    }

    @Test func `missing requests are waited for at the rate of the window`() {
        #expect(time(10, requests: 4) == .after(.seconds(15)))
    }

    @Test func `at a rate that never fills the window it is never decided`() {
        #expect(time(20, requests: 1) == .never)
    }

    @Test func `nothing measured, or all there but unclear, is a time nobody knows`() {
        let now = Timestamp(seconds: 9)
        func time(_ kind: Verdict.Kind, _ count: Int, _ window: MetricWindow) -> DecisionTime {
            var evidence = Evidence("so it is")
            evidence.canaryCount = count
            return DecisionTime(of: criterion, Verdict(kind, evidence), in: window, at: now)
        }
        #expect(time(.unmeasured, 0, MetricWindow()) == .unknown)
        #expect(time(.suspect, 200, MetricWindow()) == .unknown)
        #expect(time(.undecided, 200, window(9, requests: 20)) == .unknown)
        #expect(time(.undecided, 0, MetricWindow()) == .unknown)
        #expect(time(.worse, 200, MetricWindow()) == .reached)
    }

    @Test func `evidence that gathers is decided at its pace`() throws {
        let errors = Criterion(.errorRate, .errorRate, tolerate: 10, minimumSamples: 20)
        let plan = Plan.short { plan in
            plan.criteria = [errors]
            plan.judge.warmUp = .zero
            plan.judge.voteSeconds = 1
        }
        var window = MetricWindow(DifferenceJudge.all(for: plan))
        var found: DecisionTime?
        for second in 0..<120 where found == nil {
            var sample = Sample(second: Timestamp(seconds: Int64(second)))
            sample.hasTraffic = true
            sample.canary = Traffic(requests: 20, errors: 2)
            sample.stable = Traffic(requests: 80, errors: 1)
            window.add(sample, weight: Weight(percent: 20))
            let now = Timestamp(seconds: Int64(second + 1))
            let verdict = CriterionJudge().verdict(on: errors, in: window, at: now)
            let time = DecisionTime(of: errors, verdict, in: window, at: now)
            // Of evidence that has only just begun to gather, the pace is not known.
            if verdict.kind == .suspect, time != .unknown { found = time }
        }
        guard case .after(let time) = try #require(found) else {
            Issue.record("\(String(describing: found))")
            return
        }
        #expect(time > .zero && time < .seconds(120))
    }

    @Test func `a verdict that stands waits for nothing`() {
        let pass = Verdict(.pass, Evidence("fine"))
        let now = Timestamp(seconds: 9)
        #expect(DecisionTime(of: criterion, pass, in: MetricWindow(), at: now) == .reached)
    }
}

@Suite struct CriterionRangeTests {
    @Test func `a share has the range in which its truth lies, in percent`() throws {
        let criterion = Criterion(.errorRate, .errorRate, above: 5)
        var window = MetricWindow()
        var sample = Sample(second: Timestamp(seconds: 0))
        sample.hasTraffic = true
        sample.canary = Traffic(requests: 1_000, errors: 20)
        window.add(sample)
        let ranges = window.ranges(of: [criterion], at: Timestamp(seconds: 1))
        guard case .value(let estimate)? = ranges[.errorRate] else {
            Issue.record("no range")
            return
        }
        #expect(estimate.point == 2)
        #expect((0.8...1.2).contains(estimate.lower))
        #expect((3.5...4.2).contains(try #require(estimate.upper)))
    }

    private func window(_ differences: [DifferenceJudge] = []) -> MetricWindow {
        var window = MetricWindow(differences)
        for second in 0..<60 {
            var sample = Sample(second: Timestamp(seconds: Int64(second)))
            sample.hasTraffic = true
            sample.canary = .steady(40, errors: 4, milliseconds: 30)
            sample.stable = .steady(160, errors: 2, milliseconds: 10)
            sample.readings = [
                Reading(metric: .webhookFailures, arm: .canary, value: 1, whole: 10)
            ]
            window.add(sample, weight: Weight(percent: 20))
        }
        return window
    }

    private func range(_ criterion: Criterion, _ window: MetricWindow) -> CriterionRange? {
        window.ranges(of: [criterion], at: Timestamp(seconds: 60))[criterion.metric]
    }

    @Test func `a latency and a share of deliveries have the range of their own value`() throws {
        let p95 = Criterion(.p95, .latency(quantile: 0.95), above: 500)
        guard case .value(let latency)? = range(p95, window()) else {
            Issue.record("no range of a latency")
            return
        }
        #expect(latency.point.map { abs($0 - 30) < 1 } == true)
        let query = OpenMetricsQuery(family: "sent")
        let webhooks = Criterion(.webhookFailures, .failureShare(query), worseBy: 5)
        guard case .value(let share)? = range(webhooks, window()) else {
            Issue.record("no range of a share")
            return
        }
        #expect(share.point == 10 && share.lower < 10 && share.upper.map { $0 > 10 } == true)
    }

    @Test func `where evidence is gathered the range is how many times stable's`() throws {
        let errors = Criterion(.errorRate, .errorRate, tolerate: 10)
        let plan = Plan.short { plan in
            plan.criteria = [errors]
            plan.judge.warmUp = .zero
        }
        guard case .times(let times)? = range(errors, window(DifferenceJudge.all(for: plan)))
        else {
            Issue.record("no range")
            return
        }
        #expect(times.lower > 1 && times.upper.map { $0 < 60 } == true)
        #expect(range(errors, MetricWindow(DifferenceJudge.all(for: plan))) == nil)
    }

    @Test func `at 100% a share is compared with what stable served before, until it serves again`()
    {
        let errors = Criterion(.errorRate, .errorRate, worseBy: 50, minimumSamples: 20)
        var whole = window()
        whole.keepBaseline()
        func words() -> String {
            CriterionJudge().verdict(on: errors, in: whole, at: Timestamp(seconds: 60))
                .evidence.sentence
        }
        #expect(words().contains("stable before 100%"))
        whole.forgetBaseline()
        #expect(!words().contains("before 100%"))
    }

    @Test func `a level has none`() {
        let level = Measure.level(OpenMetricsQuery(family: "m"), unit: "")
        let criterion = Criterion(.backlog, level, above: 5)
        #expect(MetricWindow().ranges(of: [criterion], at: Timestamp(seconds: 1)).isEmpty)
    }
}
