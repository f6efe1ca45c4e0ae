import RolloutCore

/// Writes the parts of a second one after the other; ``SampleReader`` reads them in that order.
struct SampleWriter {
    private var coder = RangeEncoder(sorts: SampleSort.all)

    mutating func finish() -> [UInt8] { coder.finish() }

    mutating func put(_ sample: Sample) {
        coder.put(sample.hasTraffic ? 1 : 0, SampleSort.flag)
        put(sample.lostRecords, SampleSort.errors)
        put(sample.stable)
        put(sample.canary)
        put(sample.instances)
        coder.put(UInt64(sample.readings.count), SampleSort.size)
        for reading in sample.readings { put(reading) }
    }

    /// Counts may be anything in a journal, so what is below 0 has a place as well.
    private mutating func put(_ number: Int, _ sort: Int) {
        coder.put(UInt64(bitPattern: Int64(number << 1 ^ number >> 63)), sort)
    }

    private mutating func put(_ traffic: Traffic) {
        put(traffic.requests, SampleSort.total)
        put(traffic.errors, SampleSort.errors)
        let histogram = traffic.latency
        coder.put(UInt64(histogram.buckets.count), SampleSort.size)
        guard !histogram.buckets.isEmpty else { return }
        let step = Self.step(of: histogram.buckets)
        coder.put(UInt64(step), SampleSort.step)
        var (gap, count, last): (UInt64, UInt64, Int32) = (0, 0, -1)
        for (bucket, requests) in zip(histogram.buckets, histogram.counts) {
            let coarse = LatencyHistogram.coarse(bucket, step: step)
            let isFirst = last < 0
            let next = UInt64(coarse - last - 1)
            coder.put(
                next,
                isFirst ? SampleSort.firstBucket : SampleSort.gaps + SampleSort.after(gap)
            )
            gap = isFirst ? 0 : next
            last = coarse
            let more = UInt64(requests) - 1
            coder.put(more, SampleSort.counts + SampleSort.after(count))
            count = more
        }
    }

    /// The coarsest resolution that says these buckets as they are.
    private static func step(of buckets: [Int32]) -> Int {
        (0...LatencyHistogram.coarsest).last { step in
            buckets.allSatisfy {
                LatencyHistogram.fine(LatencyHistogram.coarse($0, step: step), step: step) == $0
            }
        } ?? 0
    }

    private mutating func put(_ instances: [InstanceID: InstanceTraffic]) {
        coder.put(UInt64(instances.count), SampleSort.size)
        var service: ServiceName?
        var last = 0
        var (requests, open): (UInt64, UInt64) = (0, 0)
        for (id, traffic) in instances.sorted(by: { $0.key < $1.key }) {
            let number = id.number
            let own = service.map { InstanceID($0, number) == id && number > last } ?? false
            coder.put(own ? 1 : 0, SampleSort.flag)
            if own {
                coder.put(UInt64(number - last - 1), SampleSort.instanceStep)
            } else {
                put(id.rawValue)
                service = id.rawValue.lastIndex(of: "-").map {
                    ServiceName(rawValue: String(id.rawValue[..<$0]))
                }
            }
            last = max(number, 0)
            let all = UInt64(bitPattern: Int64(traffic.requests << 1 ^ traffic.requests >> 63))
            coder.put(all, SampleSort.requests + SampleSort.after(requests))
            requests = all
            put(traffic.errors, SampleSort.instanceErrors)
            let waiting = UInt64(bitPattern: Int64(traffic.open << 1 ^ traffic.open >> 63))
            coder.put(waiting, SampleSort.open + SampleSort.after(open))
            open = waiting
            put(p95: traffic.p95)
        }
    }

    /// Nothing, a bucket of latencies where it is one, or the number itself.
    private mutating func put(p95: Double?) {
        guard let p95 else {
            coder.put(0, SampleSort.p95Kind)
            return
        }
        if let bucket = Self.bucket(of: p95) {
            coder.put(1, SampleSort.p95Kind)
            coder.put(UInt64(bucket), SampleSort.p95)
        } else {
            coder.put(2, SampleSort.p95Kind)
            coder.putPlain(p95.bitPattern, bits: 64)
        }
    }

    private static func bucket(of milliseconds: Double) -> Int32? {
        guard milliseconds >= 0, milliseconds < 1e9 else { return nil }
        let bucket = LatencyHistogram.bucket(of: Int64((milliseconds * 1_000).rounded()))
        let same = Double(LatencyHistogram.highest(in: bucket)) / 1_000
        return same.bitPattern == milliseconds.bitPattern ? bucket : nil
    }

    private mutating func put(_ reading: Reading) {
        let known = SampleReader.metrics.firstIndex(of: reading.metric)
        coder.put(UInt64(known.map { $0 + 1 } ?? 0), SampleSort.metric)
        if known == nil { put(reading.metric.rawValue) }
        coder.put(reading.arm == nil ? 0 : reading.arm == .stable ? 1 : 2, SampleSort.side)
        put(reading.value)
        guard let whole = reading.whole else {
            coder.put(0, SampleSort.flag)
            return
        }
        coder.put(1, SampleSort.flag)
        put(whole)
    }

    private mutating func put(_ value: Double) {
        let number = Int64(exactly: value)
        guard let number, number >= 0, number < 1 << 53, value.sign == .plus else {
            coder.put(1, SampleSort.readingKind)
            coder.putPlain(value.bitPattern, bits: 64)
            return
        }
        coder.put(0, SampleSort.readingKind)
        coder.put(UInt64(number), SampleSort.reading)
    }

    private mutating func put(_ text: String) {
        coder.put(UInt64(text.utf8.count), SampleSort.name)
        for byte in text.utf8 { coder.put(UInt64(byte), SampleSort.letter) }
    }
}
