import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct PackedSampleTests {
    /// Seconds as odd as a journal may have to hold them.
    private static func odd(_ random: inout some RandomNumberGenerator) -> Sample {
        var sample = Sample(
            second: Timestamp(microseconds: .random(in: 0...2_000_000_000_000_000, using: &random))
        )
        sample.hasTraffic = .random(using: &random)
        sample.lostRecords = .random(in: 0...3, using: &random)
        for _ in 0..<Int.random(in: 0...300, using: &random) {
            let exponent = Int.random(in: 0...40, using: &random)
            let latency = Int64.random(in: 0...(1 << Int64(exponent)), using: &random)
            sample.stable.latency.add(
                microseconds: latency,
                count: .random(in: 1...(1 << (exponent % 20)), using: &random)
            )
        }
        sample.stable.requests = .random(in: 0...1_000_000, using: &random)
        sample.canary = Traffic(requests: -3, errors: 2)
        for number in 0..<Int.random(in: 0...40, using: &random) {
            let name = number % 7 == 0 ? "odd name \(number)" : "shop-eu-\(number * 3 % 50)"
            sample.instances[InstanceID(rawValue: name)] = InstanceTraffic(
                requests: .random(in: 0...90, using: &random),
                errors: number % 5,
                p95: number % 3 == 0 ? nil : .random(in: 0...1_000, using: &random),
                open: .random(in: 0...4, using: &random)
            )
        }
        let values = [0, -0.0, 12, 0.25, -7, 1e300, .infinity, .greatestFiniteMagnitude]
        sample.readings = values.map {
            Reading(metric: MetricName(rawValue: "m \($0)"), arm: .canary, value: $0, whole: 3)
        }
        return sample
    }

    @Test(arguments: 0..<20)
    func `whatever was measured comes back bit for bit`(seed: Int) throws {
        var random = Seeded(UInt64(seed))
        let sample = Self.odd(&random)
        let read = try PackedSample.unpack(PackedSample.pack(sample))
        #expect(read == sample)
        let bits = { (sample: Sample) in sample.readings.map(\.value.bitPattern) }
        #expect(bits(read) == bits(sample))
    }

    @Test func `a damaged byte is seen wherever it is`() throws {
        let bytes = PackedSample.pack(Example.sample())
        for place in bytes.indices {
            var damaged = bytes
            damaged[place] ^= 0x11
            #expect(throws: RangeDecoder.Damaged.self) { try PackedSample.unpack(damaged) }
        }
    }

    @Test func `a second that ends too early is refused`() {
        let bytes = PackedSample.pack(Example.sample())
        for length in 0..<bytes.count {
            #expect(throws: RangeDecoder.Damaged.self) {
                try PackedSample.unpack(Array(bytes.prefix(length)))
            }
        }
    }

    @Test func `a second of eight instances under 1,000 requests stays below 320 bytes`() {
        #expect(PackedSample.pack(Example.sample(spread: 60)).count < 320)
    }

    @Test func `a second of 1,000 instances under 20,000 requests stays below 1 KiB`() {
        var random = Seeded(7)
        var sample = Sample(second: Example.start)
        for _ in 0..<20_000 {
            let latency = exponential(&random) * 40_000 + 4_000
            sample.stable.latency.add(microseconds: Int64(latency))
        }
        for number in 1...1_000 {
            sample.instances[InstanceID(rawValue: "shop-\(number)")] = InstanceTraffic(
                requests: .random(in: 12...28, using: &random),
                errors: 0,
                p95: .random(in: 80...160, using: &random),
                open: .random(in: 0...3, using: &random)
            )
        }
        let size = PackedSample.pack(sample.thinned).count
        #expect(size < 1_024, "\(size) bytes")
    }

    private func exponential(_ random: inout Seeded) -> Double {
        var value = Double.random(in: 0...1, using: &random)
        for _ in 0..<3 { value += Double.random(in: 0...1, using: &random) * value }
        return value
    }
}

/// Random numbers that are the same at every run.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
