import RolloutCore
import Testing

@Suite struct ThinnedSampleTests {
    private func sample(buckets: Int, instances: Int, second: Int64 = 1_790_000_000) -> Sample {
        var sample = Sample(second: Timestamp(seconds: second))
        sample.hasTraffic = true
        for number in 0..<buckets {
            let latency = Int64(3_000 + 17 * number)
            sample.stable.latency.add(microseconds: latency, count: 2)
            sample.canary.latency.add(microseconds: latency + 3)
        }
        for number in 0..<instances {
            sample.instances[InstanceID(rawValue: "shop-\(number)")] =
                InstanceTraffic(requests: number, errors: 0, p95: 12.345, open: 0)
        }
        return sample
    }

    @Test func `a usual second stays as it is`() {
        let sample = sample(buckets: 400, instances: 100)
        #expect(sample.thinned == sample)
    }

    @Test(arguments: [600, 3_000, 40_000])
    func `thinning twice changes nothing more`(buckets: Int) {
        let once = sample(buckets: buckets, instances: 930).thinned
        #expect(once.thinned == once)
    }

    @Test func `coarser latencies have the same requests, each at most 2% slower`() {
        let sample = sample(buckets: 3_000, instances: 0)
        let thinned = sample.thinned
        #expect(thinned.stable.latency.buckets.count <= Sample.mostBuckets)
        #expect(thinned.stable.latency.total == sample.stable.latency.total)
        for quantile in [0.01, 0.5, 0.95, 0.99, 1] {
            let exact = sample.stable.latency.milliseconds(atQuantile: quantile) ?? 0
            let coarse = thinned.stable.latency.milliseconds(atQuantile: quantile) ?? 0
            #expect(coarse >= exact && coarse <= exact * 1.02)
        }
    }

    @Test func `both revisions are made coarser alike`() {
        var sample = sample(buckets: 3_000, instances: 0)
        sample.canary.latency = LatencyHistogram(microseconds: [50_000])
        let thinned = sample.thinned
        let slowest = thinned.canary.latency.milliseconds(atRank: 1) ?? 0
        #expect(slowest > 50)
        #expect(thinned.stable.latency.buckets.contains(thinned.canary.latency.buckets[0]))
    }

    @Test func `every instance of many has figures within so many seconds as there are parts`() {
        var window = MetricWindow()
        for second in Int64(0)..<10 {
            window.add(sample(buckets: 1, instances: 930, second: 1_790_000_000 + second).thinned)
        }
        let last = window.samples.last
        #expect(last.map { $0.instances.count <= Sample.mostInstances } == true)
        #expect(window.instances.count == 930)
        #expect(window.instances[InstanceID(rawValue: "shop-17")]?.requests == 17)
    }

    @Test(arguments: 0...LatencyHistogram.coarsest)
    func `a coarse bucket's number leads back to its slowest latency`(step: Int) {
        var last: Int32 = -1
        for bucket in Int32(0)..<9_000 {
            let coarse = LatencyHistogram.coarse(bucket, step: step)
            let fine = LatencyHistogram.fine(coarse, step: step)
            #expect(coarse == last || coarse == last + 1)
            #expect(fine >= bucket && LatencyHistogram.coarse(fine, step: step) == coarse)
            last = coarse
        }
    }
}
