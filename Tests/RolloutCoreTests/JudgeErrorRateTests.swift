import RolloutCore
import TestSupport
import Testing

/// How often the judge is wrong, by many releases of chance, asked every second as in a real one.
@Suite struct JudgeErrorRateTests {
    private static let errors = Criterion(.errorRate, .errorRate, worseBy: 1, above: 5)
    private static let p95 = Criterion(.p95, .latency(quantile: 0.95), worseBy: 25, atLeast: 5)

    /// The second at which the canary is first called worse; nil when it never is.
    private func alarm(
        _ criterion: Criterion,
        seed: UInt64,
        seconds: Int,
        canary: TrafficMaker.Side,
        stable: TrafficMaker.Side,
        requests: (canary: Double, stable: Double)
    ) -> Int? {
        var maker = TrafficMaker(seed: seed)
        var window = MetricWindow()
        let timed = criterion.measure != .errorRate
        for second in 0..<seconds {
            var sample = Sample(second: Timestamp(seconds: Int64(second)))
            sample.hasTraffic = true
            sample.canary = maker.second(canary, requests: requests.canary, timed: timed)
            sample.stable = maker.second(stable, requests: requests.stable, timed: timed)
            window.add(sample)
            let now = Timestamp(seconds: Int64(second + 1))
            let verdict = CriterionJudge().verdict(on: criterion, in: window, at: now)
            if verdict.kind == .worse { return second + 1 }
        }
        return nil
    }

    private func alarms(
        _ criterion: Criterion,
        releases: Int,
        seconds: Int,
        canary: TrafficMaker.Side,
        stable: TrafficMaker.Side,
        requests: (canary: Double, stable: Double)
    ) -> [Int] {
        (0..<releases).compactMap { seed in
            alarm(
                criterion,
                seed: UInt64(seed),
                seconds: seconds,
                canary: canary,
                stable: stable,
                requests: requests
            )
        }
    }

    @Test(arguments: [(2.0, 38.0), (10, 10), (20, 60)])
    func `two equal revisions are never called worse by errors`(
        _ canary: Double,
        _ stable: Double
    ) {
        let side = TrafficMaker.Side(errorShare: 0.01)
        let alarms = alarms(
            Self.errors,
            releases: 100,
            seconds: 120,
            canary: side,
            stable: side,
            requests: (canary, stable)
        )
        #expect(alarms == [])
    }

    @Test func `two equal revisions are never called worse by latency`() {
        let side = TrafficMaker.Side(spread: 0.8)
        let alarms = alarms(
            Self.p95,
            releases: 12,
            seconds: 70,
            canary: side,
            stable: side,
            requests: (4, 20)
        )
        #expect(alarms == [])
    }

    @Test func `eight times the errors are found in every release`() {
        let alarms = alarms(
            Self.errors,
            releases: 60,
            seconds: 120,
            canary: TrafficMaker.Side(errorShare: 0.08),
            stable: TrafficMaker.Side(errorShare: 0.01),
            requests: (20, 60)
        )
        #expect(alarms.count == 60)
        #expect(alarms.sorted()[30] < 30)
    }

    @Test func `twice the latency is found in every release`() {
        let alarms = alarms(
            Self.p95,
            releases: 8,
            seconds: 60,
            canary: TrafficMaker.Side(median: 80),
            stable: TrafficMaker.Side(median: 40),
            requests: (10, 20)
        )
        #expect(alarms.count == 8)
    }
}
