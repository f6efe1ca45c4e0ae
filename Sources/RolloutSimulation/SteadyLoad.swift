import RolloutCore

/// Traffic with its usual noise: requests that take as long as they do, in every second anew.
struct SteadyLoad: Sendable {
    /// The share of the canary's requests that fail; stable's is 0.002.
    var canaryErrors = 0.002
    private let rate: Double
    private var random: SplitMix64
    /// The share of requests in each bucket of latencies.
    private let shares: [(microseconds: Int64, share: Double)]

    init(rate: Int, seed: UInt64) {
        self.rate = Double(max(1, rate))
        random = SplitMix64(seed: seed)
        shares = Self.shares
    }

    /// A median of 40 ms with a tail to seconds, in steps of half a percent.
    private static let shares: [(microseconds: Int64, share: Double)] = {
        let steps = 1_200
        let density = (0..<steps).map { step -> (Int64, Double) in
            // The logarithm of the latency, from -3 to 5 deviations of 0.6 around the median.
            let place = -3 + 8 * Double(step) / Double(steps)
            var latency = 40_000.0
            var factor = place * 0.6
            // e^x by its series of a small part, squared often: no library is needed for it.
            factor /= 1_024
            var power = 1 + factor + factor * factor / 2
            for _ in 0..<10 { power *= power }
            latency *= power
            var bell = place * place / 2 / 1_024
            bell = 1 - bell + bell * bell / 2
            for _ in 0..<10 { bell *= bell }
            return (Int64(latency), bell)
        }
        let whole = density.reduce(0) { $0 + $1.1 }
        return density.map { (microseconds: $0.0, share: $0.1 / whole) }
    }()

    /// One second of a release that stands like this.
    mutating func sample(_ second: Timestamp, of rollout: Rollout) -> Sample {
        var sample = Sample(second: second)
        sample.hasTraffic = true
        let share = rollout.split.observed?.share ?? 0
        sample.canary = traffic(rate * share, errors: canaryErrors)
        sample.stable = traffic(rate * (1 - share), errors: 0.002)
        spread(over: rollout, share, in: &sample)
        sample.readings = [
            Reading(metric: .backlog, arm: nil, value: Double(count(1_200))),
            Reading(metric: .connections, arm: .stable, value: Double(count(210)), whole: 300),
            Reading(metric: .connections, arm: .canary, value: Double(count(200)), whole: 300),
        ]
        return sample
    }

    private mutating func traffic(_ mean: Double, errors: Double) -> Traffic {
        var traffic = Traffic()
        for (microseconds, share) in shares {
            let count = self.count(mean * share)
            guard count > 0 else { continue }
            traffic.latency.add(microseconds: microseconds, count: Int32(count))
            traffic.requests += count
        }
        traffic.errors = min(traffic.requests, count(mean * errors))
        return traffic
    }

    private mutating func spread(over rollout: Rollout, _ share: Double, in sample: inout Sample) {
        for arm in Arm.allCases {
            let serving = rollout.instances.values.filter { $0.arm == arm && $0.carriesTraffic }
            let part = arm == .canary ? share : 1 - share
            let mean = serving.isEmpty ? 0 : rate * part / Double(serving.count)
            for instance in serving {
                let requests = count(mean)
                let tail = 90 + 60 * random.unit()
                sample.instances[instance.id] = InstanceTraffic(
                    requests: requests,
                    errors: count(mean * 0.002),
                    p95: requests > 0 ? tail : nil,
                    open: count(mean * 0.06)
                )
            }
        }
    }

    /// A count around a mean, spread as independent requests are.
    private mutating func count(_ mean: Double) -> Int {
        guard mean > 0 else { return 0 }
        guard mean < 12 else {
            // Twelve uniform numbers make a bell that is near enough; here four do.
            let bell = (0..<4).reduce(-2.0) { sum, _ in sum + random.unit() } * 1.732
            return max(0, Int((mean + mean.squareRoot() * bell).rounded()))
        }
        var left = 1 - random.unit()
        var count = 0
        // Knuth's product of uniform numbers, for few.
        let end = Self.decay(mean)
        while left > end {
            left *= 1 - random.unit()
            count += 1
        }
        return count
    }

    /// e to the power of minus so much.
    private static func decay(_ mean: Double) -> Double {
        let part = mean / 1_024
        var power = 1 - part + part * part / 2
        for _ in 0..<10 { power *= power }
        return power
    }
}
