package import RolloutCore
import RolloutSimulation

/// Makes seconds of traffic by chance, the same for the same seed.
package struct TrafficMaker {
    /// What one side of the split is like.
    package struct Side: Sendable {
        /// Share of requests that fail.
        package var errorShare: Double
        /// Median request time in milliseconds.
        package var median: Double
        /// Spread of the logarithm of request times; 0.5 is a usual web page.
        package var spread: Double

        /// A side of the split.
        package init(errorShare: Double = 0.005, median: Double = 40, spread: Double = 0.5) {
            self.errorShare = errorShare
            self.median = median
            self.spread = spread
        }
    }

    private var numbers: SplitMix64

    /// Traffic of its own for each seed.
    package init(seed: UInt64) { numbers = SplitMix64(seed: seed) }

    /// One second: about `requests` of them (Poisson by its normal approximation).
    package mutating func second(_ side: Side, requests: Double, timed: Bool) -> Traffic {
        let count = max(0, Int((requests + requests.squareRoot() * normal()).rounded()))
        var traffic = Traffic(requests: count)
        for _ in 0..<count {
            if numbers.unit() < side.errorShare { traffic.errors += 1 }
            guard timed else { continue }
            let milliseconds = side.median * exponential(side.spread * normal())
            traffic.latency.add(microseconds: Int64(milliseconds * 1_000))
        }
        return traffic
    }

    /// A standard normal number: the sum of twelve uniform ones, which is near enough out to 3.5
    /// and needs no logarithm.
    private mutating func normal() -> Double {
        (0..<12).reduce(-6.0) { sum, _ in sum + numbers.unit() }
    }

    /// The exponential function for small arguments, by its series; the standard library has none.
    private func exponential(_ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        for n in 1...24 {
            term *= x / Double(n)
            sum += term
        }
        return sum
    }
}

extension MetricWindow {
    /// A window with that many seconds of traffic before `end`.
    package static func filled(
        _ seconds: Int,
        canary: Traffic,
        stable: Traffic,
        endingAt end: Timestamp = Timestamp(seconds: 1_000)
    ) -> MetricWindow {
        var window = MetricWindow()
        for second in 0..<seconds {
            var sample = Sample(second: end - .seconds(seconds - second))
            sample.hasTraffic = true
            sample.canary = canary
            sample.stable = stable
            window.add(sample)
        }
        return window
    }
}

extension Traffic {
    /// Requests of which some failed and all that were timed took the same.
    package static func steady(
        _ requests: Int,
        errors: Int = 0,
        milliseconds: Int64? = nil
    ) -> Traffic {
        var traffic = Traffic(requests: requests, errors: errors)
        if let milliseconds {
            traffic.latency.add(microseconds: milliseconds * 1_000, count: Int32(requests))
        }
        return traffic
    }
}
