/// How many requests took how long: counts in the buckets of an HdrHistogram.
///
/// The layout is that of HdrHistogram with three significant digits (sub-buckets of 2,048, see
/// hdrhistogram.org): exact below 2,048 µs, then within 0.1% of the value. Only buckets with
/// requests are kept, so a second of a busy service is a few hundred bytes in its entry. Sums of
/// histograms are exact, which sums of percentiles never are.
package struct LatencyHistogram: Sendable, Hashable, Codable {
    /// Bucket numbers, rising.
    package private(set) var buckets: [Int32] = []
    /// Requests in each of `buckets`, never 0.
    package private(set) var counts: [Int32] = []
    /// All requests.
    package private(set) var total = 0

    /// A histogram of no requests.
    package init() {}

    /// A histogram of those latencies in microseconds.
    package init(microseconds values: some Sequence<Int64>) {
        for value in values { add(microseconds: value) }
    }

    /// A histogram of buckets and their counts; nil unless buckets rise and counts are positive.
    package init?(buckets: [Int32], counts: [Int32]) {
        guard buckets.count == counts.count, counts.allSatisfy({ $0 > 0 }),
            zip(buckets, buckets.dropFirst()).allSatisfy({ $0 < $1 }), (buckets.first ?? 0) >= 0
        else { return nil }
        self.buckets = buckets
        self.counts = counts
        total = counts.reduce(0) { $0 + Int($1) }
    }

    /// Reads bucket and count in turns.
    package init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        while !container.isAtEnd {
            let bucket = try container.decode(Int32.self)
            let count = try container.decode(Int32.self)
            add(count: count, bucket: bucket)
        }
    }

    /// Writes bucket and count in turns, in one flat array.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for (bucket, count) in zip(buckets, counts) {
            try container.encode(bucket)
            try container.encode(count)
        }
    }

    /// Adds requests of one latency; negative latencies count as 0.
    package mutating func add(microseconds: Int64, count: Int32 = 1) {
        add(count: count, bucket: Self.bucket(of: microseconds))
    }

    /// Adds every request of `other`.
    package mutating func add(_ other: LatencyHistogram) {
        var merged: (buckets: [Int32], counts: [Int32]) = ([], [])
        merged.buckets.reserveCapacity(buckets.count + other.buckets.count)
        merged.counts.reserveCapacity(buckets.count + other.buckets.count)
        var mine = 0
        var theirs = 0
        while mine < buckets.count || theirs < other.buckets.count {
            let bucket = min(
                mine < buckets.count ? buckets[mine] : .max,
                theirs < other.buckets.count ? other.buckets[theirs] : .max
            )
            var count: Int32 = 0
            if mine < buckets.count, buckets[mine] == bucket {
                count &+= counts[mine]
                mine += 1
            }
            if theirs < other.buckets.count, other.buckets[theirs] == bucket {
                count &+= other.counts[theirs]
                theirs += 1
            }
            merged.buckets.append(bucket)
            merged.counts.append(count)
        }
        (buckets, counts) = merged
        total += other.total
    }

    private mutating func add(count: Int32, bucket: Int32) {
        guard count > 0 else { return }
        total += Int(count)
        let position = firstPosition(notBelow: bucket)
        if position < buckets.count, buckets[position] == bucket {
            counts[position] &+= count
        } else {
            buckets.insert(bucket, at: position)
            counts.insert(count, at: position)
        }
    }

    /// Adds requests of a bucket that is not below any there is.
    mutating func append(count: Int32, bucket: Int32) {
        guard buckets.last == bucket else {
            add(count: count, bucket: bucket)
            return
        }
        total += Int(count)
        counts[counts.count - 1] &+= count
    }

    private func firstPosition(notBelow bucket: Int32) -> Int {
        var low = 0
        var high = buckets.count
        while low < high {
            let middle = (low + high) / 2
            if buckets[middle] < bucket { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The latency in milliseconds that the given rank (1 is the fastest) did not exceed.
    ///
    /// Nil when there are fewer requests than that.
    package func milliseconds(atRank rank: Int) -> Double? {
        guard rank >= 1, rank <= total else { return nil }
        var seen = 0
        for (bucket, count) in zip(buckets, counts) {
            seen += Int(count)
            if seen >= rank { return Double(Self.highest(in: bucket)) / 1_000 }
        }
        return nil
    }

    /// The quantile in milliseconds, by the nearest-rank rule; nil without requests.
    package func milliseconds(atQuantile quantile: Double) -> Double? {
        milliseconds(atRank: max(1, Int((quantile * Double(total)).rounded(.up))))
    }
}

extension LatencyHistogram {
    /// The bucket a latency falls into.
    ///
    /// Values below 2,048 are their own bucket. Above, the leading eleven bits are kept and each
    /// power of two adds 1,024 buckets, as HdrHistogram does with three significant digits.
    package static func bucket(of microseconds: Int64) -> Int32 {
        let value = max(0, microseconds)
        guard value >= 2_048 else { return Int32(value) }
        let exponent = 63 - value.leadingZeroBitCount - 10
        return Int32(exponent) * 1_024 + Int32(value >> Int64(exponent))
    }

    /// The largest latency in microseconds that falls into the bucket.
    package static func highest(in bucket: Int32) -> Int64 {
        guard bucket >= 2_048 else { return Int64(bucket) }
        let exponent = Int64(bucket) / 1_024 - 1
        let mantissa = Int64(bucket) - exponent * 1_024
        // The last bucket ends at the largest integer, one below what its successor would begin at.
        return ((mantissa + 1) << exponent) &- 1
    }
}
