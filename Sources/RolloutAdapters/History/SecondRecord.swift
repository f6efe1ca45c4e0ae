import RolloutCore

/// One second of history as the bytes of a record.
///
/// Instances are told by name in every record: a second of eight under 1,000 requests/s is about
/// 700 bytes, most of them latencies.
enum SecondRecord {
    private static let kind = 1

    static func bytes(_ second: HistorySecond, withLatency: Bool) -> [UInt8] {
        var writer = NumberWriter()
        writer.add(kind)
        writer.add(Int(second.second.microseconds / 1_000_000))
        writer.add(second.slices.count)
        for slice in second.slices {
            writer.add(slice.id.rawValue)
            writer.add(slice.counts.requests)
            writer.add(slice.counts.errors)
            add(withLatency ? slice.counts.latency : nil, to: &writer)
        }
        return writer.bytes
    }

    /// Buckets with requests as their distance from the last one and their count.
    private static func add(_ tally: LatencyTally?, to writer: inout NumberWriter) {
        guard let tally else {
            writer.add(0)
            return
        }
        let filled = tally.counts.enumerated().filter { $0.element > 0 }
        writer.add(filled.count + 1)
        var last = 0
        for (offset, count) in filled {
            writer.add(tally.first + offset - last)
            writer.add(count)
            last = tally.first + offset
        }
    }

    /// The second; nil when the bytes are not one.
    static func second(_ bytes: ArraySlice<UInt8>) -> HistorySecond? {
        var reader = NumberReader(bytes)
        guard reader.number() == kind, let number = reader.number(), let count = reader.number(),
            count <= bytes.count
        else { return nil }
        var slices: [HistorySecond.Slice] = []
        for _ in 0..<count {
            guard let name = reader.text(), let requests = reader.number(),
                let errors = reader.number(), let latency = tally(&reader)
            else { return nil }
            slices.append(
                HistorySecond.Slice(
                    id: InstanceID(rawValue: name),
                    counts: ArmCounts(requests: requests, errors: errors, latency: latency.tally)
                )
            )
        }
        guard reader.isAtEnd else { return nil }
        return HistorySecond(second: Timestamp(seconds: Int64(number)), slices: slices)
    }

    private static func tally(_ reader: inout NumberReader) -> (tally: LatencyTally?, Void)? {
        guard let filled = reader.number() else { return nil }
        guard filled > 0 else { return (nil, ()) }
        var counts: [Int] = []
        var first: Int?
        var place = 0
        for _ in 1..<max(1, filled) {
            guard let step = reader.number(), let count = reader.number(),
                step <= LatencyTally.bucketCount
            else { return nil }
            place += step
            guard place < LatencyTally.bucketCount else { return nil }
            let begin = first ?? place
            first = begin
            while counts.count <= place - begin { counts.append(0) }
            counts[place - begin] = count
        }
        return (LatencyTally(first: first ?? 0, counts: counts), ())
    }
}

/// Levels of one block of time as the bytes of a record.
enum LevelRecord {
    private static let kind = 2

    static func bytes(block: Int, _ levels: [(metric: MetricName, value: Double)]) -> [UInt8] {
        var writer = NumberWriter()
        writer.add(kind)
        writer.add(block)
        writer.add(levels.count)
        for level in levels {
            writer.add(level.metric.rawValue)
            writer.add(level.value)
        }
        return writer.bytes
    }

    /// The block's number and its levels; nil when the bytes are none.
    static func levels(
        _ bytes: ArraySlice<UInt8>
    ) -> (block: Int, levels: [(metric: MetricName, value: Double)])? {
        var reader = NumberReader(bytes)
        guard reader.number() == kind, let block = reader.number(), let count = reader.number(),
            count <= bytes.count
        else { return nil }
        var levels: [(metric: MetricName, value: Double)] = []
        for _ in 0..<count {
            guard let name = reader.text(), let value = reader.real() else { return nil }
            levels.append((MetricName(rawValue: name), value))
        }
        return reader.isAtEnd ? (block, levels) : nil
    }
}
