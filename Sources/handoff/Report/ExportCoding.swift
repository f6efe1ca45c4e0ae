import Foundation
import RolloutCore
import RolloutJournal

/// The stable shape of an exported entry.
struct ExportCoding {
    private let coding = EntryCoding()
    private let encoder = JSONEncoder()

    init() {
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        encoder.nonConformingFloatEncodingStrategy = .convertToString(
            positiveInfinity: "inf",
            negativeInfinity: "-inf",
            nan: "nan"
        )
    }

    /// The entry as one line without its end; `text` is what the dashboard says of it.
    func line(_ entry: Entry, text: String?) throws -> String {
        let stored = try coding.encode(entry.event)
        let payload =
            if case .sampled(let sample) = entry.event { try json(ExportedSample(sample)) } else {
                try coding.json(of: entry.event)
            }
        let words = try text.map { ",\"text\":\(try json($0))" } ?? ""
        return "{\"release\":\(entry.release.rawValue),\"sequence\":\(entry.sequence),"
            + "\"at\":\"\(entry.at.isoWithMicroseconds)\",\"kind\":\"\(stored.kind)\","
            + "\"version\":\(stored.version)\(words),\"payload\":\(payload)}"
    }

    private func json(_ value: some Encodable) throws -> String {
        String(decoding: try encoder.encode(value), as: UTF8.self)
    }
}

extension Timestamp {
    /// As in `2026-11-23T14:02:00.123456Z`.
    var isoWithMicroseconds: String {
        let rest = String(microseconds - second.microseconds)
        let fraction = String(repeating: "0", count: max(0, 6 - rest.count)) + rest
        return "\(second.iso.dropLast()).\(fraction)Z"
    }
}

/// A second of measurements without the histograms only handoff reads.
private struct ExportedSample: Encodable {
    struct Side: Encodable {
        var requests: Int
        var errors: Int
        var p50: Double?
        var p95: Double?
        var p99: Double?

        init(_ traffic: Traffic) {
            requests = traffic.requests
            errors = traffic.errors
            p50 = traffic.latency.milliseconds(atQuantile: 0.5)
            p95 = traffic.latency.milliseconds(atQuantile: 0.95)
            p99 = traffic.latency.milliseconds(atQuantile: 0.99)
        }
    }

    struct Number: Encodable {
        var metric: String
        var revision: String?
        var value: Double
        var whole: Double?
    }

    var second: String
    var hasTraffic: Bool
    var lostRecords: Int
    var stable: Side
    var canary: Side
    var instances: [String: InstanceTraffic]
    var readings: [Number]

    init(_ sample: Sample) {
        second = sample.second.iso
        hasTraffic = sample.hasTraffic
        lostRecords = sample.lostRecords
        stable = Side(sample.stable)
        canary = Side(sample.canary)
        instances = Dictionary(
            uniqueKeysWithValues: sample.instances.map { ($0.key.rawValue, $0.value) }
        )
        readings = sample.readings.map { reading in
            Number(
                metric: reading.metric.rawValue,
                revision: reading.arm?.rawValue,
                value: reading.value,
                whole: reading.whole
            )
        }
    }
}
