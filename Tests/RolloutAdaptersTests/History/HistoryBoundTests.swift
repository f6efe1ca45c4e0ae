import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

/// How large a history gets, however much there is to keep.
@Suite struct HistoryBoundTests {
    private static let start = 1_800_000_000 / 3_600 * 3_600

    /// A second of so many instances with long names, each with requests in every bucket.
    private func large(_ second: Int, instances: Int) -> ObservedSecond {
        var sample = Sample(second: Timestamp(seconds: Int64(second)))
        sample.hasTraffic = true
        var latencies: [InstanceID: LatencyTally] = [:]
        let full = LatencyTally(first: 0, counts: Array(repeating: 100, count: 290))
        for number in 0..<instances {
            let id = InstanceID(rawValue: String(repeating: "shop", count: 50) + "-\(number)")
            sample.instances[id] = InstanceTraffic(requests: 29_000, errors: 1, p95: 20, open: 1)
            latencies[id] = full
        }
        return ObservedSecond(sample: sample, latencies: latencies)
    }

    private func bytes(_ folder: HistoryFolder) throws -> [Int] {
        try folder.numbers(.seconds).map { number in
            let path = "\(folder.path)/seconds-\(number)"
            let size = try FileManager.default.attributesOfItem(atPath: path)[.size]
            return try #require(size as? Int)
        }
    }

    @Test func `a file grows to 8 MB at most, first without latencies, then without more seconds`()
        async throws
    {
        try await HistoryFolder.withTemporary { folder in
            let writer = try HistoryWriter(folder)
            for second in 0..<140 {
                try await writer.write(large(Self.start + second, instances: 400), levels: [])
            }
            let size = try bytes(folder)
            #expect(size.count == 1 && size.allSatisfy { $0 <= HistoryFolder.mostBytes })
            #expect(size.allSatisfy { $0 > HistoryFolder.mostBytes * 9 / 10 })
            var kept: [Bool] = []
            folder.seconds(.seconds(3_600), before: Timestamp(seconds: Int64(Self.start + 3_600)))
                .forEachSecond { kept.append($0.slices.first?.counts.latency != nil) }
            let withLatency = kept.prefix { $0 }.count
            #expect(withLatency > 0 && withLatency < kept.count && kept.count < 140)
            #expect(!kept.dropFirst(withLatency).contains(true))
            #expect(folder.damage == nil)
            // The next hour has room again.
            try await writer.write(large(Self.start + 3_600, instances: 400), levels: [])
            #expect(try bytes(folder).count == 2)
        }
    }

    @Test func `a second too large for a record is left out, and what follows is kept`()
        async throws
    {
        try await HistoryFolder.withTemporary { folder in
            let writer = try HistoryWriter(folder)
            try await writer.write(large(Self.start, instances: 2_000), levels: [])
            try await writer.write(large(Self.start + 1, instances: 2), levels: [])
            var seconds = 0
            folder.seconds(.seconds(3_600), before: Timestamp(seconds: Int64(Self.start + 3_600)))
                .forEachSecond { _ in seconds += 1 }
            #expect(seconds == 1)
        }
    }
}
