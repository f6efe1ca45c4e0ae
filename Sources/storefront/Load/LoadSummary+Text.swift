import Foundation

extension LoadSummary {
    /// The summary for people, with every failed request as far as they are kept.
    var text: String {
        var lines = [
            "requests \(requests) at \(Self.decimals(rate))/s "
                + "(\(Self.decimals(askedRate))/s asked), failed \(failed), "
                + "reconnected \(reconnected)",
            "latency from the intended time: \(Self.quantiles(latencies))",
            "latency of the slow reports: \(Self.quantiles(reportLatencies))",
            "sent later than intended: \(Self.quantiles(lateness))",
        ]
        for kind in RequestKind.allCases {
            guard let count = routes[kind] else { continue }
            lines.append("  \(kind.rawValue): \(count.requests), failed \(count.failed)")
        }
        if reconnected > 0 {
            lines.append("\(reconnected) idle connections were found closed before use; their")
            lines.append("requests (GET, no byte answered) were sent once more on a new one")
        }
        lines += failureLines
        return lines.joined(separator: "\n")
    }

    private var failureLines: [String] {
        guard failed > 0 else { return [] }
        var lines = failures.map { failure in
            "failed at \(Self.decimals(failure.at, 3)) s: \(failure.route): \(failure.reason)"
        }
        lines.append("failures by reason:")
        for (reason, count) in failuresByReason.sorted(by: { $0.value > $1.value }) {
            lines.append("  \(count) × \(reason)")
        }
        return lines
    }

    /// The summary as one line of JSON.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return String(decoding: try encoder.encode(Report(self)), as: UTF8.self)
        }
    }

    private static func quantiles(_ latencies: LatencyHistogram) -> String {
        guard latencies.count > 0 else { return "none measured" }
        let shares = [("p50", 0.5), ("p95", 0.95), ("p99", 0.99)]
        let texts = shares.map { name, share in
            "\(name) \(milliseconds(latencies.quantile(share)))"
        }
        return (texts + ["max \(milliseconds(latencies.max))"]).joined(separator: ", ")
    }

    private static func milliseconds(_ duration: Duration?) -> String {
        duration.map { "\(decimals($0 / .milliseconds(1), 2)) ms" } ?? "none"
    }

    private static func decimals(_ value: Double, _ places: Int = 1) -> String {
        value.formatted(
            .number.precision(.fractionLength(places)).grouping(.never)
                .locale(Locale(identifier: "en_US_POSIX"))
        )
    }
}

/// The fields of the JSON line.
private struct Report: Encodable {
    var requests: Int
    var failed: Int
    var reconnected: Int
    var rate: Double
    var askedRate: Double
    var startedAt: Double
    var p50Milliseconds: Double?
    var p95Milliseconds: Double?
    var p99Milliseconds: Double?
    var maxMilliseconds: Double
    var reportMaxMilliseconds: Double
    var sentLateP99Milliseconds: Double?
    var routes: [String: LoadSummary.RouteCount]
    var failures: [LoadSummary.Failure]
    var failuresByReason: [String: Int]

    init(_ summary: LoadSummary) {
        let quantile = { (latencies: LatencyHistogram, share: Double) -> Double? in
            latencies.quantile(share).map { $0 / .milliseconds(1) }
        }
        requests = summary.requests
        failed = summary.failed
        reconnected = summary.reconnected
        rate = summary.rate
        askedRate = summary.askedRate
        startedAt = summary.startedAt
        p50Milliseconds = quantile(summary.latencies, 0.5)
        p95Milliseconds = quantile(summary.latencies, 0.95)
        p99Milliseconds = quantile(summary.latencies, 0.99)
        maxMilliseconds = summary.latencies.max / .milliseconds(1)
        reportMaxMilliseconds = summary.reportLatencies.max / .milliseconds(1)
        sentLateP99Milliseconds = quantile(summary.lateness, 0.99)
        routes = Dictionary(
            uniqueKeysWithValues: summary.routes.map { ($0.key.rawValue, $0.value) }
        )
        failures = summary.failures
        failuresByReason = summary.failuresByReason
    }
}
