import Foundation

extension Audit {
    /// The audit as lines for people; times are of the day, in UTC.
    var text: String {
        let counts =
            "jobs: \(made) made, \(done) done, \(lost) lost, \(doneTwice) done twice, "
            + "\(waiting) waiting, \(underWay) under way, \(takenTwice) taken more than once"
        let work = revisions.map { revision in
            let times = revision.intervals.map(Self.text).joined(separator: ", ")
            return "revision \(revision.revision): \(revision.done) done, took jobs \(times)"
        }
        let shared = overlaps.map {
            $0.revisions.joined(separator: " and ") + " took jobs at the same time "
                + Self.text($0.interval)
        }
        let verdict = shared.isEmpty ? ["no two revisions took jobs at the same time"] : shared
        return ([counts] + work + verdict).joined(separator: "\n")
    }

    /// The audit as one line of JSON.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }

    private static func text(_ interval: Interval) -> String {
        "\(time(interval.from)) to \(time(interval.to))"
    }

    private static func time(_ seconds: Double) -> String {
        let thousandths = Int((seconds * 1_000).rounded()) % 86_400_000
        let parts = [thousandths / 3_600_000, thousandths / 60_000 % 60, thousandths / 1_000 % 60]
        let clock = parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return clock + "." + String(String(1_000 + thousandths % 1_000).dropFirst())
    }
}
