import Foundation
import RolloutCore
import Testing

@testable import handoff

@Suite("Exported entries")
struct ExportTests {
    private static let release = ReleaseID(rawValue: 7)
    private static let moment = Timestamp(microseconds: 1_795_442_400_000_420)

    private static func object(
        _ event: Event,
        text: String? = nil
    ) throws -> [String: Any] {
        let entry = Entry(release: release, sequence: 3, at: moment, event: event)
        let line = try ExportCoding().line(entry, text: text)
        #expect(!line.contains("\n"))
        return try #require(
            try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        )
    }

    @Test func `an entry is an object with release, sequence, time, kind and version`() throws {
        let object = try Self.object(.watchersChanged(2))
        #expect(object["release"] as? Int == 7)
        #expect(object["sequence"] as? Int == 3)
        #expect(object["at"] as? String == "2026-11-23T14:00:00.000420Z")
        #expect(object["kind"] as? String == "watchersChanged")
        #expect(object["version"] as? Int == 1)
        #expect((object["payload"] as? [String: Any])?["count"] as? Int == 2)
        #expect(object["text"] == nil)
    }

    @Test(arguments: ["line\nbreak \"quoted\" \\ 🚀", "שלום", "\u{1B}[31m"])
    func `text stays text, whatever it says`(_ text: String) throws {
        let by = Operator(name: text, uid: 1, via: "pts/3")
        let object = try Self.object(.paused(by: by, reason: text), text: text)
        #expect(object["text"] as? String == text)
        #expect((object["payload"] as? [String: Any])?["reason"] as? String == text)
    }

    @Test func `a second of measurements has latencies that others can read`() throws {
        var sample = Sample(second: Self.moment.second)
        sample.hasTraffic = true
        sample.canary = Traffic(
            requests: 3,
            errors: 1,
            latency: LatencyHistogram(microseconds: [1_000, 1_000, 2_000])
        )
        sample.readings = [Reading(metric: .backlog, arm: nil, value: .nan)]
        let payload = try #require(try Self.object(.sampled(sample))["payload"] as? [String: Any])
        let canary = try #require(payload["canary"] as? [String: Any])
        #expect(canary["requests"] as? Int == 3 && canary["errors"] as? Int == 1)
        #expect(canary["p50"] as? Double == 1 && canary["p99"] as? Double == 2)
        #expect(payload["second"] as? String == "2026-11-23T14:00:00Z")
        let stable = try #require(payload["stable"] as? [String: Any])
        #expect(stable["p99"] == nil)
    }
}
