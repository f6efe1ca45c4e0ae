@testable import RolloutCore

/// Seconds of a made-up release: independent requests, errors and latencies, from a seed.
struct SyntheticRelease {
    var requestsPerSecond = 200.0
    var weight = 0.25
    var baselineErrors = 0.01
    var canaryErrors = 0.01
    /// What the canary's latencies are multiplied with.
    var slowdown = 1.0
    var random: SplitMix

    init(seed: UInt64) {
        random = SplitMix(seed: seed)
    }

    mutating func second(_ second: Int) -> SecondCounts {
        SecondCounts(
            second: second,
            weight: weight,
            canary: arm(requestsPerSecond * weight, canaryErrors, slowdown),
            baseline: arm(requestsPerSecond * (1 - weight), baselineErrors, 1)
        )
    }

    private mutating func arm(_ mean: Double, _ errors: Double, _ slowdown: Double) -> ArmCounts {
        let requests = random.poisson(mean)
        var failed = 0
        var latency = LatencyTally()
        for _ in 0..<requests {
            if random.unit() < errors { failed += 1 }
            // The sum of four uniform numbers: a bell from 20 to 80 ms.
            let bell = (0..<4).reduce(0.0) { sum, _ in sum + random.unit() }
            latency.add(milliseconds: (20 + 15 * bell) * slowdown)
        }
        return ArmCounts(requests: requests, errors: failed, latency: latency)
    }
}

/// The generator of Steele, Lea and Flood (2014): small, and the same on every host.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, 1.
    mutating func unit() -> Double {
        Double(next() >> 11) * 0x1p-53
    }

    /// A Poisson number, by counting the arrivals of one unit of time.
    mutating func poisson(_ mean: Double) -> Int {
        var count = 0
        var time = 0.0
        while true {
            time -= max(unit(), 1e-18).naturalLogarithm / mean
            if time > 1 { return count }
            count += 1
        }
    }
}
