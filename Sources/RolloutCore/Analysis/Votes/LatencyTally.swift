/// How many requests took how long, in few buckets: the form in which latency is judged.
///
/// 290 buckets of a ratio of √1.1, under 5% wide, from 0.1 ms to 100 s; what is faster or slower is
/// in the first or the last. Only the span from the first to the last bucket with requests is kept.
package struct LatencyTally: Sendable, Hashable, Codable {
    /// How many buckets there are.
    package static let bucketCount = 290
    /// The upper edge of a bucket as a multiple of its lower edge, √1.1.
    package static let ratio = 1.048_808_848_170_151_5
    /// The edges in milliseconds: bucket `i` is from `edges[i]` up to, not including, `edges[i+1]`.
    package static let edges: [Double] = {
        // By multiplication alone, which every host rounds the same way.
        var edges = [0.1]
        for _ in 0..<bucketCount { edges.append((edges.last ?? 0) * ratio) }
        return edges
    }()

    /// Most requests a bucket holds: what a double still counts one by one.
    private static let most = 1 << 53

    /// The bucket of the first of ``counts``.
    package private(set) var first = 0
    /// Requests in the buckets from ``first`` on.
    package private(set) var counts: [Int] = []

    /// A tally of no requests.
    package init() {}

    /// A tally from counts of buckets from `first` on; buckets there are not are left out.
    package init(first: Int, counts: [Int]) {
        guard (0..<Self.bucketCount).contains(first) else { return }
        for (offset, count) in counts.enumerated() { add(count, toBucket: first + offset) }
    }

    /// The tally of a second's histogram; each request counts at the top of its bucket there.
    package init(_ histogram: LatencyHistogram) {
        var bucket = 0
        for (fine, count) in zip(histogram.buckets, histogram.counts) {
            let milliseconds = Double(LatencyHistogram.highest(in: fine)) / 1_000
            // Both run upwards, so one pass finds every bucket.
            while bucket + 1 < Self.bucketCount, milliseconds >= Self.edges[bucket + 1] {
                bucket += 1
            }
            add(Int(count), toBucket: bucket)
        }
    }

    /// The bucket of a latency.
    package static func bucket(of milliseconds: Double) -> Int {
        var low = 0
        var high = bucketCount - 1
        while low < high {
            let middle = (low + high + 1) / 2
            if milliseconds >= edges[middle] { low = middle } else { high = middle - 1 }
        }
        return low
    }

    /// Adds requests of one latency.
    package mutating func add(milliseconds: Double, count: Int = 1) {
        add(count, toBucket: Self.bucket(of: milliseconds))
    }

    /// Adds every request of another tally.
    package mutating func add(_ other: LatencyTally) {
        for (offset, count) in other.counts.enumerated() {
            add(count, toBucket: other.first + offset)
        }
    }

    private mutating func add(_ count: Int, toBucket bucket: Int) {
        guard count > 0, (0..<Self.bucketCount).contains(bucket) else { return }
        if counts.isEmpty { first = bucket }
        if bucket < first {
            counts.insert(contentsOf: repeatElement(0, count: first - bucket), at: 0)
            first = bucket
        }
        while first + counts.count <= bucket { counts.append(0) }
        // Both are at most 2^53, so neither this nor a sum over all buckets overflows.
        counts[bucket - first] = min(Self.most, counts[bucket - first] + min(Self.most, count))
    }

    /// All requests.
    package var total: Double { Double(counts.reduce(0, &+)) }

    /// Requests in the buckets above that one.
    package func requests(above bucket: Int) -> Double {
        let begin = max(0, bucket + 1 - first)
        guard begin < counts.count else { return 0 }
        return Double(counts[begin...].reduce(0, &+))
    }
}

extension LatencyTally {
    private enum CodingKeys: String, CodingKey {
        case first
        case counts
    }

    /// Reads a tally; what no tally can hold is left out, as from ``init(first:counts:)``.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            first: try container.decode(Int.self, forKey: .first),
            counts: try container.decode([Int].self, forKey: .counts)
        )
    }
}
