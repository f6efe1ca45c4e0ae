import Foundation
import RolloutCore
import RolloutSimulation
import TestSupport
import Testing

@Suite struct LatencyHistogramTests {
    /// Latencies of all sizes, from microseconds to minutes.
    private func latencies(_ count: Int) -> [Int64] {
        var numbers = SplitMix64(seed: 11)
        return (0..<count).map { _ in
            let bits = Int64.random(in: 1...27, using: &numbers)
            return Int64.random(in: 0..<(1 << bits), using: &numbers)
        }
    }

    @Test func `quantiles are within a thousandth of the exact ones`() throws {
        let values = latencies(5_000)
        let sorted = values.sorted()
        let histogram = LatencyHistogram(microseconds: values)
        for quantile in [0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 0.999, 1] {
            let exact = Double(sorted[Int((quantile * 5_000).rounded(.up)) - 1]) / 1_000
            let found = try #require(histogram.milliseconds(atQuantile: quantile))
            #expect(found >= exact && found <= exact * 1.001, "at \(quantile)")
        }
    }

    @Test func `each latency lies in a bucket that ends at most a thousandth above it`() {
        for value in latencies(20_000) + [0, 2_047, 2_048, 4_095, 4_096, .max] {
            let bucket = LatencyHistogram.bucket(of: value)
            let highest = LatencyHistogram.highest(in: bucket)
            #expect(highest >= value)
            #expect(Double(highest - value) <= Double(value) * 0.001)
            #expect(LatencyHistogram.bucket(of: highest) == bucket)
        }
    }

    @Test func `buckets follow each other without a gap`() {
        for bucket: Int32 in 0..<40_000 {
            let next = LatencyHistogram.highest(in: bucket) + 1
            #expect(LatencyHistogram.bucket(of: next) == bucket + 1)
        }
    }

    /// With 2,048 sub-buckets the index of HdrHistogram's counts array is
    /// (bucket + 1) · 1,024 + (sub-bucket − 1,024); see its `countsArrayIndex`.
    @Test(arguments: [
        (2_047, 2_047), (2_048, 2_048), (4_095, 3_071), (4_096, 3_072), (1_000_000, 11_169),
    ])
    func `the layout is that of HdrHistogram with three digits`(_ value: Int64, _ index: Int32) {
        #expect(LatencyHistogram.bucket(of: value) == index)
    }

    @Test func `a sum of histograms is the histogram of the sum`() {
        let values = latencies(3_000)
        var sum = LatencyHistogram(microseconds: values.prefix(1_000))
        sum.add(LatencyHistogram(microseconds: values.dropFirst(1_000)))
        sum.add(LatencyHistogram())
        let whole = LatencyHistogram(microseconds: values)
        #expect(sum == whole)
        #expect(sum.total == 3_000)
    }

    @Test func `ranks that do not exist have no latency`() {
        let histogram = LatencyHistogram(microseconds: [5_000, 1_000])
        #expect(histogram.milliseconds(atRank: 0) == nil)
        #expect(histogram.milliseconds(atRank: 1) == 1)
        #expect(histogram.milliseconds(atRank: 3) == nil)
        #expect(LatencyHistogram().milliseconds(atQuantile: 0.5) == nil)
    }

    @Test func `negative latencies and no requests are no harm`() {
        var histogram = LatencyHistogram()
        histogram.add(microseconds: -5)
        histogram.add(microseconds: 7, count: 0)
        #expect(histogram.total == 1)
        #expect(histogram.milliseconds(atRank: 1) == 0)
    }

    @Test func `what was written is read back, as one flat array`() throws {
        let histogram = LatencyHistogram(microseconds: latencies(500))
        let data = try JSONEncoder().encode(histogram)
        #expect(try JSONDecoder().decode(LatencyHistogram.self, from: data) == histogram)
        let small = LatencyHistogram(microseconds: [7, 7, 9])
        #expect(try JSONEncoder().encode(small) == Data("[7,2,9,1]".utf8))
    }

    @Test func `half a pair is no histogram`() {
        #expect(throws: (any Error).self) {
            try JSONDecoder().decode(LatencyHistogram.self, from: Data("[1,2,3]".utf8))
        }
    }
}
