import RolloutCore

/// Reads the parts of a second in the order in which ``SampleWriter`` wrote them.
struct SampleReader {
    typealias Damaged = RangeDecoder.Damaged

    /// Metrics known by their place here, so that their names are not repeated every second.
    ///
    /// What is added goes to the end: places are stored.
    static let metrics: [MetricName] = [
        .errorRate, .p95, .p99, .backlog, .webhookFailures, .connections,
    ]

    /// Far above what a second can have; only what was damaged has more.
    private static let most = 1 << 20

    private var coder: RangeDecoder

    init(_ bytes: ArraySlice<UInt8>) { coder = RangeDecoder(bytes, sorts: SampleSort.all) }

    mutating func read(_ sample: inout Sample) throws(Damaged) {
        sample.hasTraffic = try coder.get(SampleSort.flag) == 1
        sample.lostRecords = try number(SampleSort.errors)
        sample.stable = try traffic()
        sample.canary = try traffic()
        sample.instances = try instances()
        let count = try coder.get(SampleSort.size, upTo: Self.most)
        for _ in 0..<count { sample.readings.append(try reading()) }
    }

    private mutating func number(_ sort: Int) throws(Damaged) -> Int {
        Self.signed(try coder.get(sort))
    }

    private static func signed(_ number: UInt64) -> Int {
        Int(truncatingIfNeeded: number >> 1) ^ -Int(number & 1)
    }

    private mutating func traffic() throws(Damaged) -> Traffic {
        var traffic = Traffic()
        traffic.requests = try number(SampleSort.total)
        traffic.errors = try number(SampleSort.errors)
        let size = try coder.get(SampleSort.size, upTo: Self.most)
        guard size > 0 else { return traffic }
        let step = try coder.get(SampleSort.step, upTo: LatencyHistogram.coarsest)
        var buckets: [Int32] = []
        var counts: [Int32] = []
        buckets.reserveCapacity(size)
        counts.reserveCapacity(size)
        var (gap, more, last): (UInt64, UInt64, UInt64) = (0, 0, 0)
        for place in 0..<size {
            let isFirst = place == 0
            let next = try coder.get(
                isFirst ? SampleSort.firstBucket : SampleSort.gaps + SampleSort.after(gap)
            )
            guard next < 1 << 20 else { throw Damaged() }
            gap = isFirst ? 0 : next
            last = isFirst ? next : last + next + 1
            more = try coder.get(SampleSort.counts + SampleSort.after(more))
            guard last < 1 << 20, more < UInt64(Int32.max) else { throw Damaged() }
            buckets.append(LatencyHistogram.fine(Int32(last), step: step))
            counts.append(Int32(more) + 1)
        }
        guard let latency = LatencyHistogram(buckets: buckets, counts: counts) else {
            throw Damaged()
        }
        traffic.latency = latency
        return traffic
    }

    private mutating func instances() throws(Damaged) -> [InstanceID: InstanceTraffic] {
        let size = try coder.get(SampleSort.size, upTo: Self.most)
        var found: [InstanceID: InstanceTraffic] = [:]
        var service = ServiceName(rawValue: "")
        var last = 0
        var (requests, open): (UInt64, UInt64) = (0, 0)
        for _ in 0..<size {
            var id: InstanceID
            if try coder.get(SampleSort.flag) == 1 {
                let step = try coder.get(SampleSort.instanceStep, upTo: 1 << 40)
                last += step + 1
                id = InstanceID(service, last)
            } else {
                id = InstanceID(rawValue: try text())
                let dash = id.rawValue.lastIndex(of: "-")
                service = ServiceName(rawValue: dash.map { String(id.rawValue[..<$0]) } ?? "")
                last = max(id.number, 0)
            }
            requests = try coder.get(SampleSort.requests + SampleSort.after(requests))
            let errors = try number(SampleSort.instanceErrors)
            open = try coder.get(SampleSort.open + SampleSort.after(open))
            found[id] = InstanceTraffic(
                requests: Self.signed(requests),
                errors: errors,
                p95: try p95(),
                open: Self.signed(open)
            )
        }
        return found
    }

    private mutating func p95() throws(Damaged) -> Double? {
        switch try coder.get(SampleSort.p95Kind) {
        case 0: return nil
        case 1:
            let bucket = try coder.get(SampleSort.p95, upTo: 1 << 20)
            return Double(LatencyHistogram.highest(in: Int32(bucket))) / 1_000
        default: return Double(bitPattern: coder.getPlain(bits: 64))
        }
    }

    private mutating func reading() throws(Damaged) -> Reading {
        let known = try coder.get(SampleSort.metric, upTo: Self.metrics.count)
        let metric = known > 0 ? Self.metrics[known - 1] : MetricName(rawValue: try text())
        let side = try coder.get(SampleSort.side)
        let arm: Arm? = side == 0 ? nil : side == 1 ? .stable : .canary
        let value = try value()
        let whole = try coder.get(SampleSort.flag) == 1 ? try self.value() : nil
        return Reading(metric: metric, arm: arm, value: value, whole: whole)
    }

    private mutating func value() throws(Damaged) -> Double {
        guard try coder.get(SampleSort.readingKind) == 0 else {
            return Double(bitPattern: coder.getPlain(bits: 64))
        }
        return Double(try coder.get(SampleSort.reading))
    }

    private mutating func text() throws(Damaged) -> String {
        let size = try coder.get(SampleSort.name, upTo: 10_000)
        var bytes: [UInt8] = []
        for _ in 0..<size {
            bytes.append(UInt8(try coder.get(SampleSort.letter, upTo: 255)))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
