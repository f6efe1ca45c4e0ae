/// What one arm or one instance served in one second.
package struct Traffic: Sendable, Hashable, Codable {
    /// Requests that ended in this second.
    package var requests: Int
    /// Those answered 5xx or with no answer at all: connect failure, reset, timeout.
    package var errors: Int
    /// Time from accepted request to last byte of every request that got an answer.
    package var latency: LatencyHistogram

    /// What was served; nothing by default.
    package init(requests: Int = 0, errors: Int = 0, latency: LatencyHistogram = .init()) {
        self.requests = requests
        self.errors = errors
        self.latency = latency
    }

    /// Adds what another second or another instance served.
    package mutating func add(_ other: Traffic) {
        requests += other.requests
        errors += other.errors
        latency.add(other.latency)
    }
}

/// What one instance served in one second, in little: for the instance table, not for judging.
package struct InstanceTraffic: Sendable, Hashable, Codable {
    /// Requests that ended in this second.
    package var requests: Int
    /// Those answered 5xx or not at all.
    package var errors: Int
    /// Its p95 in milliseconds; nil without requests.
    package var p95: Double?
    /// Requests open at the router now.
    package var open: Int

    /// What one instance served.
    package init(requests: Int, errors: Int, p95: Double?, open: Int) {
        self.requests = requests
        self.errors = errors
        self.p95 = p95
        self.open = open
    }
}

/// A number read from somewhere other than the request records.
package struct Reading: Sendable, Hashable, Codable {
    /// Which criterion's metric it is.
    package var metric: MetricName
    /// The revision it belongs to; nil when both share it, as a queue.
    package var arm: Arm?
    /// The number itself, in the metric's unit; for shares, the part.
    package var value: Double
    /// What the value is a part of: deliveries, or the limit of a pool; nil for plain levels.
    package var whole: Double?

    /// A reading as a metric source makes it.
    package init(metric: MetricName, arm: Arm?, value: Double, whole: Double? = nil) {
        self.metric = metric
        self.arm = arm
        self.value = value
        self.whole = whole
    }
}

/// One second of everything that is measured, per revision.
///
/// Journaled as one entry. What is missing is missing: an absent reading is not zero.
package struct Sample: Sendable, Hashable, Codable {
    /// The beginning of the second, whole.
    package var second: Timestamp
    /// What the stable revision served.
    package var stable: Traffic
    /// What the canary served.
    package var canary: Traffic
    /// What each instance served, for display.
    package var instances: [InstanceID: InstanceTraffic]
    /// Everything read elsewhere in this second.
    package var readings: [Reading]
    /// Records the router says it sent and that never arrived, in this second.
    package var lostRecords: Int
    /// Whether the router's request records were being read throughout the second.
    package var hasTraffic: Bool

    /// A second in which nothing was measured yet.
    package init(second: Timestamp) {
        self.second = second
        stable = Traffic()
        canary = Traffic()
        instances = [:]
        readings = []
        lostRecords = 0
        hasTraffic = false
    }

    /// What one side of the split served.
    package func traffic(of arm: Arm) -> Traffic {
        arm == .canary ? canary : stable
    }
}
