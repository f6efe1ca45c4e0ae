import RolloutCore

/// Requests, errors and packed latencies of one revision, in that order.
struct StoredTraffic: Codable {
    let traffic: Traffic

    init(traffic: Traffic) { self.traffic = traffic }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let requests = try container.decode(Int.self)
        let errors = try container.decode(Int.self)
        let packed = try container.decode(String.self)
        guard let latency = LatencyHistogram(packed: packed) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "latencies are not packed as expected"
            )
        }
        traffic = Traffic(requests: requests, errors: errors, latency: latency)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(traffic.requests)
        try container.encode(traffic.errors)
        try container.encode(traffic.latency.packed)
    }
}

/// Requests, errors, open requests and p95 (or null) of one instance, in that order.
struct StoredInstanceTraffic: Codable {
    let traffic: InstanceTraffic

    init(traffic: InstanceTraffic) { self.traffic = traffic }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let requests = try container.decode(Int.self)
        let errors = try container.decode(Int.self)
        let open = try container.decode(Int.self)
        let p95 = try container.decode(Double?.self)
        traffic = InstanceTraffic(requests: requests, errors: errors, p95: p95, open: open)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(traffic.requests)
        try container.encode(traffic.errors)
        try container.encode(traffic.open)
        try container.encode(traffic.p95)
    }
}

/// Metric, arm (or null), value and whole (or null) of one reading, in that order.
struct StoredReading: Codable {
    let reading: Reading

    init(reading: Reading) { self.reading = reading }

    init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        let metric = try container.decode(MetricName.self)
        let arm = try container.decode(Arm?.self)
        let value = try container.decode(Double.self)
        let whole = try container.decode(Double?.self)
        reading = Reading(metric: metric, arm: arm, value: value, whole: whole)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(reading.metric)
        try container.encode(reading.arm)
        try container.encode(reading.value)
        try container.encode(reading.whole)
    }
}
