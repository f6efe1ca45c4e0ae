package import RolloutCore

/// What both revisions served while the router reported one weight.
package struct WeightFigures: Sendable, Hashable {
    /// The canary's share.
    package var weight: Weight
    /// When the router first reported it.
    package var from: Timestamp
    /// When it reported another, or nothing more is known.
    package var to: Timestamp
    /// What the revision that served before served in whole seconds of that time.
    package var stable: Traffic
    /// What the new revision served.
    package var canary: Traffic
}

extension Traffic {
    /// The share of failed requests in percent; nil without requests.
    package var errorRate: Double? {
        requests > 0 ? Double(errors) / Double(requests) * 100 : nil
    }
}

/// What a release cost in failed requests.
package struct RequestCost: Sendable, Hashable {
    /// Requests the canary answered or failed.
    package var canaryRequests = 0
    /// Those of them that failed.
    package var canaryErrors = 0
    /// Requests of stable in the same time.
    package var stableRequests = 0
    /// Those of them that failed.
    package var stableErrors = 0
    /// How many of the canary's would have failed at the rate stable had at the same weight, or at
    /// the weight before where stable had no requests; nil when stable never had any.
    package var expectedErrors: Double?

    /// Failed requests beyond that; below 0 when there were fewer, nil when nobody can say.
    package var extraErrors: Double? { expectedErrors.map { Double(canaryErrors) - $0 } }

    /// The cost of what was served, weight by weight.
    init(_ figures: [WeightFigures]) {
        var rate: Double?
        for figure in figures {
            canaryRequests += figure.canary.requests
            canaryErrors += figure.canary.errors
            stableRequests += figure.stable.requests
            stableErrors += figure.stable.errors
            rate = figure.stable.errorRate ?? rate
            guard let rate else { continue }
            expectedErrors =
                (expectedErrors ?? 0) + Double(figure.canary.requests) * rate.scaled(by: 100)
        }
    }
}

/// One instance or worker, from its start to its end.
package struct InstanceLife: Sendable, Hashable {
    /// Its name.
    package var id: InstanceID
    /// Which revision it runs.
    package var arm: Arm
    /// Whether it does jobs and takes no requests.
    package var isWorker: Bool
    /// When its process was first seen to start in this release; nil for those before it.
    package var started: Timestamp?
    /// From its start to ready; nil when it was ready before or never was.
    package var readyAfter: Duration?
    /// How long its open requests took to end; nil when it was not drained.
    package var drained: Duration?
    /// Requests still open when the limit of its drain had passed.
    package var leftOpen = 0
    /// How often it crashed.
    package var crashes = 0
    /// What was last reported of it.
    package var report: InstanceReport
    /// Requests it served in this release.
    package var requests = 0
    /// Those that failed.
    package var errors = 0
}

/// One metric over the whole release.
package struct MetricChart: Sendable, Hashable {
    /// A value at the beginning of a bucket; nil where nothing was measured.
    package typealias Values = [Double?]

    /// What it shows: a criterion's metric, or `requests per second`.
    package var name: String
    /// The unit of its values.
    package var unit: String
    /// The beginning of the first bucket.
    package var from: Timestamp
    /// How long a bucket is, whole seconds.
    package var bucket: Duration
    /// Values of stable; empty for what both revisions share.
    package var stable: Values
    /// Values of the canary; empty for what both share.
    package var canary: Values
    /// Values both share; empty for what each has of its own.
    package var shared: Values
    /// The limit as verdicts named it, from their moment on.
    package var limits: [LimitChange]
    /// The most serious verdict; nil for what is not judged.
    package var worst: Verdict?

    /// Whether anything was measured.
    package var hasValues: Bool {
        [stable, canary, shared].contains { $0.contains { $0 != nil } }
    }

    /// All lines that have values, with what they are called.
    package var series: [(name: String, values: Values)] {
        [("stable", stable), ("canary", canary), ("both", shared)].filter { line in
            line.values.contains { $0 != nil }
        }
    }
}

/// A limit from a moment on.
package struct LimitChange: Sendable, Hashable {
    /// When the verdict that names it was journaled.
    package var at: Timestamp
    /// The limit in the chart's unit.
    package var limit: Double
}
