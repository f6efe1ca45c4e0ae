import RolloutCore

/// What was served, counted by second, arm and instance.
struct SecondTally {
    struct Served {
        var stable = Traffic()
        var canary = Traffic()
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
        let second = moment.second
        if arm == .stable {
            served[second, default: Served()].stable.count(took: took, fails: fails)
        } else {
            served[second, default: Served()].canary.count(took: took, fails: fails)
        }
        guard let id else { return }
        served[second, default: Served()].instances[id, default: Traffic()]
            .count(took: took, fails: fails)
    }

    mutating func forget(before moment: Timestamp) {
        for second in served.keys where second < moment { served[second] = nil }
    }
}

extension Traffic {
    fileprivate mutating func count(took: Duration?, fails: Bool) {
        requests += 1
        if fails { errors += 1 }
        if let took { latency.add(microseconds: took.wholeMicroseconds) }
    }
}
