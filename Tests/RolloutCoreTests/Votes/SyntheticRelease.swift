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
        var slow = [Int](repeating: 0, count: Self.bell.count)
        for _ in 0..<requests {
            let bits = random.next()
            if Double(bits >> 11) * 0x1p-53 < errors { failed += 1 }
            slow[Int(bits & 127)] += 1
        }
        var latency = LatencyTally()
        for (count, milliseconds) in zip(slow, Self.bell) where count > 0 {
            latency.add(milliseconds: milliseconds * slowdown, count: count)
        }
        return ArmCounts(requests: requests, errors: failed, latency: latency)
    }

    /// 128 latencies, as likely as each other, of a bell from 20 to 80 ms.
    private static let bell: [Double] = {
        var random = SplitMix(seed: 0)
        return (0..<128).map { _ in
            20 + 15 * (0..<4).reduce(0.0) { sum, _ in sum + random.unit() }
        }
    }()
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

    /// A Poisson number: by counting the arrivals of one unit of time, or, of many, by a bell.
    mutating func poisson(_ mean: Double) -> Int {
        guard mean < 30 else {
            let bell = (unit() + unit() + unit() + unit() - 2) * 3.0.squareRoot()
            return Int((mean + mean.squareRoot() * bell).rounded())
        }
        var count = 0
        var time = 0.0
        while true {
            time -= max(unit(), 1e-18).naturalLogarithm / max(mean, 1e-9)
            if time > 1 { return count }
            count += 1
        }
    }
}
