package import RolloutCore

extension HAProxyRouter: TrafficRecords {
    package func openRecords() throws { try openReceiver() }

    package func beginRecords(with second: Timestamp) {
        receiver?.skip(before: second.microseconds / 1_000_000)
        watch.clear()
    }

    package func takeRecords(of second: Timestamp) -> TrafficSecond {
        var result = TrafficSecond()
        let number = second.microseconds / 1_000_000
        defer { watch.clear() }
        guard let receiver else { return result }
        for served in receiver.take(second: number) {
            result.add(served.traffic, to: state.arm(of: served.slot))
            if let id = served.instance {
                result.add(served.traffic, of: id)
                if isObserver { result.note(served.traffic.latency, of: id) }
            }
        }
        for (slot, count) in watch.unanswered {
            result.add(Traffic(requests: count, errors: count), to: state.arm(of: slot))
        }
        for (id, count) in watch.unansweredAt {
            result.add(Traffic(requests: count, errors: count), of: id)
        }
        for id in state.servers.keys {
            result.instances[id, default: .none].open = watch.open[id] ?? 0
        }
        result.lostRecords = watch.lost
        result.isWhole = receiver.since < second.microseconds && watch.wasRead(throughout: number)
        return result
    }

    package func lastRequest(of arm: Arm) -> Timestamp? {
        receiver?.lastArrival(state.slot(of: arm)).map { Timestamp(microseconds: $0) }
    }
}

extension TrafficSecond {
    fileprivate mutating func add(_ traffic: Traffic, to arm: Arm) {
        switch arm {
        case .stable: stable.add(traffic)
        case .canary: canary.add(traffic)
        }
    }

    fileprivate mutating func note(_ latency: LatencyHistogram, of id: InstanceID) {
        latencies[id, default: LatencyTally()].add(LatencyTally(latency))
    }

    fileprivate mutating func add(_ traffic: Traffic, of id: InstanceID) {
        instances[id, default: .none].requests += traffic.requests
        instances[id, default: .none].errors += traffic.errors
        if let p95 = traffic.latency.milliseconds(atQuantile: 0.95) {
            instances[id, default: .none].p95 = p95
        }
    }
}

extension InstanceTraffic {
    fileprivate static let none = InstanceTraffic(requests: 0, errors: 0, p95: nil, open: 0)
}
