import RolloutCore
import TestSupport
import Testing

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

    @Test func `a level has none`() {
        let level = Measure.level(OpenMetricsQuery(family: "m"), unit: "")
        let criterion = Criterion(.backlog, level, above: 5)
        #expect(MetricWindow().ranges(of: [criterion], at: Timestamp(seconds: 1)).isEmpty)
    }
}
