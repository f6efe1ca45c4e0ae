import RolloutCore

/// What the shop's users do, the same at every run.
struct Load {
    /// Requests a second.
    var rate = 1_842
    /// How much longer the canary's slowest requests take.
    var canaryTail = 1.0
    /// Requests still open at the first canary instance; nil leaves that to its traffic.
    var open: Int?
    /// Jobs waiting.
    var backlog = 1_204.0

    /// One second of measurements of a release that stands like this.
    func sample(_ second: Timestamp, of rollout: Rollout) -> Sample {
        var sample = Sample(second: second)
        let noise = Self.noise(second)
        let total = Int(Double(rate) * (1 + 0.03 * noise))
        let canary = Int(Double(total) * (rollout.split.observed?.share ?? 0))
        sample.hasTraffic = true
        sample.stable = traffic(total - canary, tail: 1, noise: noise)
        sample.canary = traffic(canary, tail: canaryTail, noise: noise)
        for arm in Arm.allCases {
            let all = rollout.instances(of: arm)
            spread(sample.traffic(of: arm), over: all, in: &sample)
            drain(all, at: second, in: &sample)
        }
        sample.readings = readings(rollout, noise: noise)
        return sample
    }

    /// Where one latency ends and the next begins, as shares of the requests; dense where it is
    /// slow.
    private static let edges = [
        0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.94, 0.95, 0.96, 0.97, 0.98, 0.985, 0.99,
        0.9925, 0.995, 0.9975, 1,
    ]

    private func traffic(_ requests: Int, tail: Double, noise: Double) -> Traffic {
        var traffic = Traffic(requests: requests, errors: requests / 450)
        // Where counts round up moves with the second, or few requests were always the same ones.
        let phase = (noise + 1) / 2
        let ends = Self.edges.map { Int((Double(requests) * $0 + phase).rounded(.down)) }
        for (place, share) in Self.edges.dropLast().enumerated() {
            let middle = (share + Self.edges[place + 1]) / 2
            let slow = share >= 0.95 ? tail : 1
            let time = Self.milliseconds(atShare: middle) * slow * (1 + 0.05 * noise)
            let count = Int32(ends[place + 1] - ends[place])
            traffic.latency.add(microseconds: Int64(time * 1_000), count: count)
        }
        return traffic
    }

    private func spread(_ traffic: Traffic, over all: [Instance], in sample: inout Sample) {
        let serving = all.filter(\.carriesTraffic)
        guard !serving.isEmpty else { return }
        for (index, instance) in serving.enumerated() {
            let requests = traffic.requests / serving.count + (index % 2 == 0 ? 3 : -3)
            sample.instances[instance.id] = InstanceTraffic(
                requests: traffic.requests == 0 ? 0 : requests,
                errors: index == 1 ? traffic.errors : 0,
                p95: traffic.requests == 0 ? nil : 138 + Double(index * 3),
                open: traffic.requests == 0 ? 0 : 4 + index
            )
        }
    }

    /// What is still open where nothing new comes: a little less every second.
    private func drain(_ all: [Instance], at second: Timestamp, in sample: inout Sample) {
        guard let open else { return }
        for instance in all {
            guard case .draining(let since, _) = instance.admission else { continue }
            let gone = Int((second - since).inSeconds)
            sample.instances[instance.id] = InstanceTraffic(
                requests: max(0, 3 - gone / 3),
                errors: 0,
                p95: 2_100,
                open: max(0, open - gone)
            )
        }
    }

    private func readings(_ rollout: Rollout, noise: Double) -> [Reading] {
        var readings = [
            Reading(metric: .backlog, arm: nil, value: (backlog * (1 + 0.1 * noise)).rounded()),
            Reading(metric: .connections, arm: .stable, value: 212, whole: 300),
            Reading(metric: .webhookFailures, arm: .stable, value: 0, whole: 31),
        ]
        if rollout.carrying(.canary) > 0 {
            let used = (190 + 45 * (rollout.split.observed?.share ?? 0)).rounded()
            readings.append(
                Reading(metric: .connections, arm: .canary, value: used, whole: 300)
            )
            readings.append(
                Reading(metric: .webhookFailures, arm: .canary, value: 0, whole: 9)
            )
        }
        return readings
    }

    /// Half of the requests within 50 ms, p95 142 ms, p99 310 ms.
    private static func milliseconds(atShare share: Double) -> Double {
        switch share {
        case ..<0.5: 20 + 60 * share
        case ..<0.95: 50 + (share - 0.5) / 0.45 * 92
        case ..<0.99: 142 + (share - 0.95) / 0.04 * 168
        default: 310 + (share - 0.99) / 0.01 * 290
        }
    }

    /// Between -1 and 1, from the second alone.
    private static func noise(_ second: Timestamp) -> Double {
        var bits = UInt64(bitPattern: second.microseconds / 1_000_000) &* 0x9E37_79B9_7F4A_7C15
        bits ^= bits >> 29
        bits &*= 0xBF58_476D_1CE4_E5B9
        return Double(bits >> 40) / Double(1 << 23) - 1
    }
}
