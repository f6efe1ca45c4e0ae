/// A reason to hold that is no evidence against the release: the traffic is not what it should be.
package enum TrafficTrouble: Sendable, Hashable, Codable {
    /// The canary got no request for so many seconds, though it should have had twelve.
    case canaryGetsNothing(seconds: Int)
    /// Of the requests of the last 30 s the canary got less than half of its share.
    case canaryGetsTooLittle(requests: Double, expected: Double)
    /// So many of the canary's requests were open 10 s ago and are open still.
    case requestsHang(requests: Double)
    /// Nothing was measured for so many seconds.
    case sourceSilent(seconds: Int)
}

/// Watches whether there is traffic worth judging.
///
/// No data is never a good sign: hung requests are invisible to latency counts, and a canary that
/// gets nothing has no errors.
struct TrafficSanity: Sendable, Hashable, Codable {
    private struct Second: Sendable, Hashable, Codable {
        var canary = 0.0
        var baseline = 0.0
        var canaryOpen: Double?
        var baselineOpen: Double?
    }

    private static let window = 30
    private static let patience = 10
    private static let leastExpected = 100.0

    private var recent: [Second] = []
    private var next = 0
    private var weight = 0.0
    /// Measured seconds since the last gap or stage.
    private var unbroken = 0
    private var withoutCanary = 0
    private var missing = 0
    private var rateBefore = 0.0

    mutating func beginStage(weight: Double) {
        self.weight = weight
        recent.removeAll(keepingCapacity: true)
        next = 0
        unbroken = 0
        withoutCanary = 0
    }

    mutating func miss(_ seconds: Int) {
        missing += seconds
        unbroken = 0
    }

    mutating func take(_ arms: ArmPair) {
        let second = Second(
            canary: Double(arms.canary.requests) + Double(arms.canary.newcomers),
            baseline: Double(arms.baseline.requests) + Double(arms.baseline.newcomers),
            canaryOpen: arms.canary.open.map(Double.init),
            baselineOpen: arms.baseline.open.map(Double.init)
        )
        if recent.count < Self.window { recent.append(second) } else { recent[next] = second }
        next = (next + 1) % Self.window
        unbroken = min(unbroken + 1, Self.window)
        missing = 0
        withoutCanary = second.canary > 0 || weight <= 0 ? 0 : withoutCanary + 1
        if second.canary > 0 { rateBefore = rate }
    }

    /// Requests per second of both revisions over the window.
    private var rate: Double {
        let all = recent.reduce(0) { $0 + $1.canary + $1.baseline }
        return recent.isEmpty ? 0 : all / Double(recent.count)
    }

    /// What is wrong, the gravest first; none when all is as it should be.
    func troubles(silentSeconds: Int) -> [TrafficTrouble] {
        var troubles: [TrafficTrouble] = []
        if missing >= max(1, silentSeconds) { troubles.append(.sourceSilent(seconds: missing)) }
        if let nothing { troubles.append(nothing) }
        if let tooLittle { troubles.append(tooLittle) }
        if let hanging { troubles.append(hanging) }
        return troubles
    }

    private var nothing: TrafficTrouble? {
        // At 100% the baseline's requests no longer tell how many there would be.
        let expected = weight * (weight < 1 ? rate : rateBefore)
        let patience = max(Double(Self.patience), expected > 0 ? 12 / expected : .infinity)
        guard Double(withoutCanary) >= patience else { return nil }
        return .canaryGetsNothing(seconds: withoutCanary)
    }

    private var tooLittle: TrafficTrouble? {
        guard recent.count == Self.window else { return nil }
        let canary = recent.reduce(0) { $0 + $1.canary }
        let expected = weight * recent.reduce(0) { $0 + $1.canary + $1.baseline }
        guard expected >= Self.leastExpected, canary < expected / 2 else { return nil }
        return .canaryGetsTooLittle(requests: canary, expected: expected)
    }

    /// Hung requests, unless the baseline's hang too, as those of a service of long polls do.
    private var hanging: TrafficTrouble? {
        guard unbroken > Self.patience else { return nil }
        let then = recent[(next - 1 - Self.patience + 2 * recent.count) % recent.count]
        guard let canaryOpen = then.canaryOpen else { return nil }
        var ended = (canary: 0.0, baseline: 0.0)
        for back in 1...Self.patience {
            let second = recent[(next - back + 2 * recent.count) % recent.count]
            ended.canary += second.canary
            ended.baseline += second.baseline
        }
        guard canaryOpen > ended.canary, (then.baselineOpen ?? 0) <= ended.baseline else {
            return nil
        }
        return .requestsHang(requests: canaryOpen - ended.canary)
    }
}
