import RolloutCore

/// What was served, counted by second, arm and instance.
struct SecondTally {
    struct Served {
        var arms: [Arm: Traffic] = [:]
        var instances: [InstanceID: Traffic] = [:]
    }

    var served: [Timestamp: Served] = [:]

    mutating func add(
        _ moment: Timestamp,
        _ arm: Arm,
        _ id: InstanceID?,
        took: Duration?,
        fails: Bool
    ) {
        var one = Traffic(requests: 1, errors: fails ? 1 : 0)
        if let took { one.latency.add(microseconds: took.wholeMicroseconds) }
        served[moment.second, default: Served()].arms[arm, default: Traffic()].add(one)
        guard let id else { return }
        served[moment.second, default: Served()].instances[id, default: Traffic()].add(one)
    }

    mutating func forget(before moment: Timestamp) {
        served = served.filter { $0.key >= moment }
    }
}
