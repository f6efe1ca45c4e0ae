import Testing

@testable import RolloutCore

@Suite struct SlowLimitTests {
    private func tally(_ milliseconds: [Double: Int]) -> LatencyTally {
        milliseconds.reduce(into: LatencyTally()) { $0.add(milliseconds: $1.key, count: $1.value) }
    }

    @Test func `a bucket is less than five percent wide and holds its latency`() {
        for milliseconds in [0.1, 0.5, 1, 47.3, 999, 60_000] {
            let bucket = LatencyTally.bucket(of: milliseconds)
            let edges = LatencyTally.edges
            #expect((edges[bucket]..<edges[bucket + 1]).contains(milliseconds))
            #expect(edges[bucket + 1] / edges[bucket] < 1.05)
        }
        #expect(LatencyTally.bucket(of: 0) == 0)
        #expect(LatencyTally.bucket(of: 1e12) == LatencyTally.bucketCount - 1)
        #expect(LatencyTally.edges[LatencyTally.bucketCount] > 100_000)
    }

    @Test func `a fine histogram is folded into the same buckets`() {
        let values: [Int64] = [0, 90, 150, 2_047, 2_048, 50_000, 61_337, 61_338, 900_000_000]
        let folded = LatencyTally(LatencyHistogram(microseconds: values))
        var direct = LatencyTally()
        for value in values {
            let top = LatencyHistogram.highest(in: LatencyHistogram.bucket(of: value))
            direct.add(milliseconds: Double(top) / 1_000)
        }
        #expect(folded == direct)
        #expect(folded.total == 9)
    }

    @Test func `the baseline's own past gives the limits after ten seconds`() throws {
        var limits = SlowLimits(.unrehearsed)
        for _ in 0..<9 { limits.take(tally([20: 60, 80: 36, 400: 4])) }
        #expect(limits.buckets == [nil, nil, nil])
        limits.take(tally([20: 60, 80: 36, 400: 4]))
        #expect(limits.buckets[0] == LatencyTally.bucket(of: 400))
        #expect(limits.buckets[1] == LatencyTally.bucket(of: 80))
        #expect(limits.buckets[2] == LatencyTally.bucket(of: 20))
    }

    @Test func `too few requests give no p99`() {
        var limits = SlowLimits(.unrehearsed)
        for _ in 0..<10 { limits.take(tally([20: 20])) }
        #expect(limits.buckets[0] == nil)
        #expect(limits.buckets[1] == LatencyTally.bucket(of: 20))
    }

    @Test func `limits from history stay`() {
        var calibration = JudgeCalibration.unrehearsed
        calibration.slowLimits = [.p99: 300]
        var limits = SlowLimits(calibration)
        for _ in 0..<20 { limits.take(tally([20: 1_000])) }
        #expect(limits.buckets[0] == LatencyTally.bucket(of: 300))
        #expect(limits.buckets[2] == LatencyTally.bucket(of: 20))
    }

    @Test func `the limits follow a baseline that changes within minutes`() {
        var limits = SlowLimits(.unrehearsed)
        for _ in 0..<300 { limits.take(tally([20: 100])) }
        for _ in 0..<200 { limits.take(tally([60: 100])) }
        #expect(limits.buckets[2] == LatencyTally.bucket(of: 60))
    }

    @Test func `the margin is the tolerance in buckets`() {
        var settings = JudgeSettings(startMass: StartMass(plannedSeconds: 60))
        #expect(settings.latencyMargin == 2)
        settings.latencyTolerance = 0
        #expect(settings.latencyMargin == 0)
        settings.latencyTolerance = 0.21
        #expect(settings.latencyMargin == 4)
    }
}
