import RolloutAdapters
import RolloutCore

extension TrafficSecond {
    /// Adds another second's traffic, for tests that look at several seconds together.
    mutating func add(_ other: TrafficSecond) {
        stable.add(other.stable)
        canary.add(other.canary)
        lostRecords += other.lostRecords
        for (id, traffic) in other.instances {
            let before = instances[id] ?? InstanceTraffic(requests: 0, errors: 0, p95: nil, open: 0)
            instances[id] = InstanceTraffic(
                requests: before.requests + traffic.requests,
                errors: before.errors + traffic.errors,
                p95: traffic.p95 ?? before.p95,
                open: traffic.open
            )
        }
    }
}
