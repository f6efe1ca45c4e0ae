/// The rows about latencies.
extension Row {
    /// Releases that are slower; the bars are the design's medians and a quarter.
    static let worseLatency: [Row] = [
        slower("whole ×1.2, 1000 rps, 25%", 1_000, 0.25, 11) { $0.scale = 1.2 },
        slower("whole ×1.5, 100 rps, 5%", 100, 0.05, 33) { $0.scale = 1.5 },
        slower("tail: +3% of requests at ~1 s, 1000 rps, 5%", 1_000, 0.05, 13) {
            $0.extraShare = 0.03
        },
        slower("tail: +3% of requests at ~1 s, 100 rps, 25%", 100, 0.25, 30) {
            $0.extraShare = 0.03
        },
        slower("tail weight 2%→4%, 1000 rps, 25%", 1_000, 0.25, 30) { $0.tailShare = 0.04 },
        slower("p99 only: +1% at ~3 s, 1000 rps, 25%", 1_000, 0.25, 27) {
            $0.extraShare = 0.01
            $0.extraMedian = 3_000
        },
        slower("whole ×1.5 under pauses, 1000 rps, 25%", 1_000, 0.25, 5, hasPauses: true) {
            $0.scale = 1.5
        },
        slower("whole ×2, 10 rps, 25%", 10, 0.25, 22, isQuick: true) { $0.scale = 2 },
    ]

    /// Releases as fast as the stable revision, or slower within the tolerance.
    static let alikeLatency: [Row] = [
        even("A/A latency independent, 1000 rps", 1_000),
        even("A/A latency independent, 20 rps", 20, isQuick: true),
        even("A/A latency, pauses per instance (20 instances)", 1_000) { $0.hasPauses = true },
        even("A/A latency, common drift ×1→×2 in both arms", 1_000) { $0.course = .commonDrift },
        even("A/A latency, canary 5% slower (inside the tolerance)", 1_000) {
            var law = LatencyLaw()
            law.scale = 1.05
            $0.course = .law(law)
        },
        even("A/A latency, warm-up ×3 over 30 s, 120 s left out", 1_000) {
            $0.course = .warmUp
            $0.skipsWarmUp = true
        },
        even("A/A latency, the same warm-up, nothing left out", 1_000, isBarred: false) {
            $0.course = .warmUp
        },
    ]

    private static func slower(
        _ name: String,
        _ requestsPerSecond: Double,
        _ weight: Double,
        _ designed: Double,
        hasPauses: Bool = false,
        isQuick: Bool = false,
        _ change: (inout LatencyLaw) -> Void
    ) -> Row {
        var law = LatencyLaw()
        change(&law)
        var scenario = LatencyScenario(
            requestsPerSecond: requestsPerSecond,
            schedule: .constant(weight),
            course: .law(law)
        )
        scenario.hasPauses = hasPauses
        return Row(
            name: name,
            scenario: .latency(scenario),
            bars: [.median(atMost: 1.25 * designed)],
            isQuick: isQuick
        )
    }

    private static func even(
        _ name: String,
        _ requestsPerSecond: Double,
        isBarred: Bool = true,
        isQuick: Bool = false,
        _ change: (inout LatencyScenario) -> Void = { _ in }
    ) -> Row {
        var scenario = LatencyScenario(
            requestsPerSecond: requestsPerSecond,
            schedule: .ramp,
            course: .law(LatencyLaw())
        )
        scenario.seconds = 3_600
        change(&scenario)
        return Row(
            name: name,
            scenario: .latency(scenario),
            bars: isBarred ? [.falseRollbacks(atMost: 0.01)] : [],
            isQuick: isQuick
        )
    }
}
