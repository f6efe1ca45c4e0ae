import Foundation
import RolloutCore

/// How long requests take: a body and a slow tail, both log-normal, at times a third, slow mode.
///
/// They fall into the buckets in which the judge counts them.
struct LatencyLaw: Sendable, Hashable {
    /// The body's median in milliseconds.
    var median = 50.0
    /// The body's spread on the logarithmic scale.
    var spread = 0.5
    /// The share of requests in the tail.
    var tailShare = 0.02
    /// By how much everything takes longer than it should.
    var scale = 1.0
    /// The share of requests in the extra slow mode.
    var extraShare = 0.0
    /// The extra mode's median in milliseconds.
    var extraMedian = 1_000.0

    /// The middle of each bucket in milliseconds, on the logarithmic scale.
    static let middles = zip(LatencyTally.edges, LatencyTally.edges.dropFirst()).map {
        ($0 * $1).squareRoot()
    }

    /// The probability of each bucket; what is below the first or above the last is in those.
    var probabilities: [Double] {
        var below = 0.0
        var all = LatencyTally.edges.dropFirst().dropLast().map { edge in
            let next = share(below: edge)
            defer { below = next }
            return next - below
        }
        all.append(1 - below)
        return all
    }

    /// The share of requests faster than that.
    private func share(below milliseconds: Double) -> Double {
        let place = log(milliseconds)
        let body = Self.normal((place - log(median * scale)) / spread)
        let tail = Self.normal((place - log(400 * scale)) / 0.6)
        let extra = Self.normal((place - log(extraMedian)) / 0.3)
        return (1 - extraShare) * ((1 - tailShare) * body + tailShare * tail) + extraShare * extra
    }

    private static func normal(_ x: Double) -> Double {
        0.5 * erfc(-x / 2.0.squareRoot())
    }

    /// The law of a request that meets a collector's pause.
    static let pause = {
        var law = LatencyLaw()
        law.median = 450
        law.spread = 0.4
        return law
    }()

    /// The bucket of the given quantile.
    static func bucket(ofQuantile quantile: Double, in probabilities: [Double]) -> Int {
        var sum = 0.0
        for (bucket, probability) in probabilities.enumerated() {
            sum += probability
            if sum >= quantile { return bucket }
        }
        return probabilities.count - 1
    }
}
