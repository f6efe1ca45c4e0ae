import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

/// A service's history on disk: what is written comes back, and what is damaged does not.
@Suite struct HistoryFolderTests {
    private static let start = 1_800_000_000

    private func observed(_ second: Int, level: Double? = nil) -> ObservedSecond {
        var sample = Sample(second: Timestamp(seconds: Int64(second)))
        sample.hasTraffic = true
        var latencies: [InstanceID: LatencyTally] = [:]
        for number in 1...3 {
            let id = InstanceID(ServiceName(rawValue: "shop"), number)
            sample.instances[id] = InstanceTraffic(
                requests: 40 + number,
                errors: second % 2,
                p95: 20,
                open: 1
            )
            var tally = LatencyTally()
            for request in 0..<40 { tally.add(milliseconds: Double(1 + request * number)) }
            latencies[id] = tally
        }
        if let level { sample.readings = [Reading(metric: .backlog, arm: nil, value: level)] }
        return ObservedSecond(sample: sample, latencies: latencies)
    }

    private let criteria = [
        Criterion(.backlog, .sharedLevel(OpenMetricsQuery(family: "jobs"), unit: "jobs"))
    ]

    private func write(
        _ folder: HistoryFolder,
        _ seconds: some Sequence<Int>,
        level: (Int) -> Double? = { _ in nil }
    ) async throws {
        let writer = try HistoryWriter(folder)
        for second in seconds {
            try await writer.write(observed(second, level: level(second)), levels: criteria)
        }
    }

    private func read(_ folder: HistoryFolder, before end: Int) -> [HistorySecond] {
        var seconds: [HistorySecond] = []
        folder.seconds(.seconds(86_400), before: Timestamp(seconds: Int64(end)))
            .forEachSecond { seconds.append($0) }
        return seconds
    }

    @Test func `seconds come back as they were observed`() async throws {
        try await HistoryFolder.withTemporary { folder in
            let span = Self.start..<(Self.start + 20)
            try await write(folder, span)
            let expected = span.compactMap { HistorySecond(observed($0)) }
            #expect(read(folder, before: Self.start + 20) == expected)
            #expect(read(folder, before: Self.start + 10).count == 10)
            let mode = try FileManager.default.attributesOfItem(atPath: folder.path)
            #expect(mode[.posixPermissions] as? Int == 0o700)
        }
    }

    @Test func `another writer goes on where the last one ended`() async throws {
        try await HistoryFolder.withTemporary { folder in
            try await write(folder, Self.start..<(Self.start + 5))
            try await write(folder, (Self.start + 5)..<(Self.start + 10))
            #expect(read(folder, before: Self.start + 60).count == 10)
            #expect(folder.damage == nil)
        }
    }

    @Test func `of a record that a crash cut off nothing is read, and writing goes on`()
        async throws
    {
        try await HistoryFolder.withTemporary { folder in
            try await write(folder, Self.start..<(Self.start + 5))
            let file = folder.file(.seconds, of: Self.start)
            let whole = try #require(FileManager.default.contents(atPath: file))
            try whole.dropLast(7).write(to: URL(filePath: file))
            #expect(read(folder, before: Self.start + 60).count == 4)
            #expect(folder.damage?.hasPrefix("1 file of the history damaged") == true)
            try await write(folder, (Self.start + 5)..<(Self.start + 8))
            #expect(read(folder, before: Self.start + 60).count == 7)
            #expect(folder.damage == nil)
        }
    }

    @Test(arguments: [30, 200, 900])
    func `a changed byte never makes another number`(_ place: Int) async throws {
        try await HistoryFolder.withTemporary { folder in
            try await write(folder, Self.start..<(Self.start + 5))
            let sound = read(folder, before: Self.start + 60)
            let file = folder.file(.seconds, of: Self.start)
            var bytes = try #require(FileManager.default.contents(atPath: file))
            bytes[place] ^= 0x10
            try bytes.write(to: URL(filePath: file))
            let left = read(folder, before: Self.start + 60)
            #expect(left.count < sound.count)
            #expect(left == Array(sound.prefix(left.count)))
            #expect(folder.damage != nil)
        }
    }

    @Test func `a file that is not ours is no history`() async throws {
        try await HistoryFolder.withTemporary { folder in
            try FileManager.default.createDirectory(
                atPath: folder.path,
                withIntermediateDirectories: true
            )
            let file = folder.file(.seconds, of: Self.start)
            try Data("hello, world, this is something else".utf8).write(to: URL(filePath: file))
            #expect(read(folder, before: Self.start + 60).isEmpty)
            #expect(folder.damage != nil)
        }
    }

    @Test func `only a day of seconds is kept`() async throws {
        try await HistoryFolder.withTemporary { folder in
            try await write(folder, (0..<40).map { Self.start + $0 * 3_600 })
            #expect(folder.numbers(.seconds).count == HistoryFolder.hours)
            #expect(read(folder, before: Self.start + 40 * 3_600).count == 24)
        }
    }

    @Test func `levels come back as medians of 10 s with gaps`() async throws {
        try await HistoryFolder.withTemporary { folder in
            let begin = Self.start / 10 * 10
            try await write(folder, begin..<(begin + 50)) { second in
                let block = (second - begin) / 10
                return block == 2 ? nil : Double(100 * block + (second % 10 == 3 ? 5_000 : 0))
            }
            let levels = folder.levels(.backlog, before: Timestamp(seconds: Int64(begin + 40)))
            #expect(levels == [0, 100, nil, 300])
            #expect(folder.levels(.connections, before: Timestamp(seconds: 0)).isEmpty)
        }
    }

    @Test func `a second that was not measured is a gap`() async throws {
        try await HistoryFolder.withTemporary { folder in
            let writer = try HistoryWriter(folder)
            var silent = observed(Self.start)
            silent.sample.hasTraffic = false
            try await writer.write(silent, levels: [])
            #expect(read(folder, before: Self.start + 60).isEmpty)
        }
    }

    @Test func `a lock is one holder's until it is let go of`() throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "handoff-lock-\(UUID().uuidString)").path(percentEncoded: false)
        defer { try? FileManager.default.removeItem(atPath: path) }
        var holder = try HeldLock(path, .exclusive)
        #expect(holder != nil)
        #expect(try HeldLock(path, .shared) == nil)
        holder = nil
        holder = try HeldLock(path, .shared)
        #expect(holder != nil)
        #expect(try HeldLock(path, .shared) != nil)
        #expect(try HeldLock(path, .exclusive) == nil)
        withExtendedLifetime(holder) {}
    }
}
