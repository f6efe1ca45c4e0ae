import Histogram
import RolloutCore

/// The records of the last seconds, added up by second and server.
///
/// Used under the receiver's lock only.
struct RecordLedger {
    /// What one server did in one second.
    struct ServerSecond: Sendable {
        /// The instance; nil for requests that reached no server.
        var instance: InstanceID?
        /// The backend whose server it is.
        var slot: Slot
        /// What it served.
        var traffic: Traffic
    }

    private struct Key: Hashable {
        let slot: Slot
        let server: UInt64
    }

    fileprivate final class Tally {
        var requests = 0
        var errors = 0
        var latency = Histogram<UInt32>(
            lowestDiscernibleValue: 1,
            highestTrackableValue: 3_600_000_000,
            numberOfSignificantValueDigits: .three
        )
    }

    /// Seconds kept while nobody takes them.
    private static let capacity = 8

    private var seconds: [Int64: [Key: Tally]] = [:]
    private var names: [UInt64: InstanceID] = [:]
    private var takenUpTo: Int64 = .min
    /// Records so far, by backend.
    private(set) var received: [Slot: Int] = [.blue: 0, .green: 0]
    /// When the last one of each backend came, in microseconds since 1970.
    private(set) var lastArrival: [Slot: Int64] = [:]

    /// Adds a record that arrived at `now`.
    ///
    /// One of a second already taken goes into the next; one from the future into the present.
    /// `name` is the server's, with its first record. One of a request that reached the canary by
    /// its sign counts as received and as nothing else.
    mutating func add(_ record: RequestRecord, name: String?, now: Int64) {
        received[record.slot, default: 0] += 1
        if let name { names[record.server] = InstanceID(rawValue: name) }
        guard !record.isSmoke else { return }
        lastArrival[record.slot] = now
        let second = max(min(record.end, now) / 1_000_000, takenUpTo &+ 1)
        let tally = tally(second, Key(slot: record.slot, server: record.server))
        tally.requests += 1
        switch record.outcome {
        case .answered: tally.latency.record(UInt64(record.took))
        case .answeredWithError:
            tally.errors += 1
            tally.latency.record(UInt64(record.took))
        case .unanswered: tally.errors += 1
        case .clientGone: break
        }
    }

    private mutating func tally(_ second: Int64, _ key: Key) -> Tally {
        if let tally = seconds[second]?[key] { return tally }
        if seconds[second] == nil, seconds.count >= Self.capacity, let oldest = seconds.keys.min() {
            seconds[oldest] = nil
        }
        let tally = Tally()
        seconds[second, default: [:]][key] = tally
        return tally
    }

    /// Hands out a second, and any older one still here with it, for good.
    mutating func take(second: Int64) -> [ServerSecond] {
        takenUpTo = max(takenUpTo, second)
        var found: [Key: Traffic] = [:]
        for old in seconds.keys where old <= second {
            for (key, tally) in seconds.removeValue(forKey: old) ?? [:] {
                found[key, default: Traffic()].add(tally.traffic)
            }
        }
        return found.map { key, traffic in
            ServerSecond(
                instance: key.server == RequestRecord.noServer ? nil : names[key.server],
                slot: key.slot,
                traffic: traffic
            )
        }
    }

    /// Forgets what came before that second.
    mutating func skip(before second: Int64) {
        for old in seconds.keys where old < second { seconds[old] = nil }
        takenUpTo = max(takenUpTo, second - 1)
    }
}

extension RecordLedger.Tally {
    fileprivate var traffic: Traffic {
        var histogram = LatencyHistogram()
        for value in latency.recordedValues() {
            histogram.add(microseconds: Int64(value.value), count: Int32(clamping: value.count))
        }
        return Traffic(requests: requests, errors: errors, latency: histogram)
    }
}
