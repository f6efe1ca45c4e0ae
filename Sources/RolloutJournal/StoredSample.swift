import RolloutCore

/// A sample in the short form it is stored in, because there is one every second.
///
/// Instances and readings are arrays instead of objects, and latencies a text of
/// ``LatencyHistogram/packed``. A second of 1,000 requests/s on eight instances is about 1 kB.
struct StoredSample: Codable {
    /// Stored names of the fields.
    private enum Key: String, CodingKey {
        case canary = "canary"
        case hasTraffic = "hasTraffic"
        case instances = "instances"
        case lostRecords = "lostRecords"
        case readings = "readings"
        case second = "second"
        case stable = "stable"
    }

    let sample: Sample

    init(_ sample: Sample) { self.sample = sample }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        var sample = Sample(second: try container.decode(Timestamp.self, forKey: .second))
        sample.stable = try container.decode(StoredTraffic.self, forKey: .stable).traffic
        sample.canary = try container.decode(StoredTraffic.self, forKey: .canary).traffic
        sample.instances = try container.decode(
            [InstanceID: StoredInstanceTraffic].self,
            forKey: .instances
        ).mapValues(\.traffic)
        sample.readings = try container.decode([StoredReading].self, forKey: .readings)
            .map(\.reading)
        sample.lostRecords = try container.decode(Int.self, forKey: .lostRecords)
        sample.hasTraffic = try container.decode(Bool.self, forKey: .hasTraffic)
        self.sample = sample
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(sample.second, forKey: .second)
        try container.encode(StoredTraffic(traffic: sample.stable), forKey: .stable)
        try container.encode(StoredTraffic(traffic: sample.canary), forKey: .canary)
        try container.encode(
            sample.instances.mapValues(StoredInstanceTraffic.init),
            forKey: .instances
        )
        try container.encode(sample.readings.map(StoredReading.init), forKey: .readings)
        try container.encode(sample.lostRecords, forKey: .lostRecords)
        try container.encode(sample.hasTraffic, forKey: .hasTraffic)
    }
}
