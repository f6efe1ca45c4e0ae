/// One row of the table: a kind of release, and what the judge has to achieve on it.
struct Row: Sendable {
    /// The row's name; also part of its seed, so renaming a row draws other releases.
    var name: String
    /// What is played.
    var scenario: Scenario
    /// What has to be achieved; empty where the row only informs.
    var bars: [Bar] = []
    /// Whether the row belongs to the small subset for continuous integration.
    var isQuick = false

    /// What is played.
    enum Scenario: Sendable {
        /// Failed requests.
        case errors(ErrorScenario)
        /// Latencies.
        case latency(LatencyScenario)
        /// A number without a split.
        case gauge(GaugeScenario)
    }

    /// Whether the release is worse than the stable revision, so that stopping it is right.
    var isWorse: Bool {
        switch scenario {
        case .errors(let scenario): scenario.isWorse
        case .latency(let scenario): scenario.isWorse
        case .gauge(let scenario): scenario.isWorse
        }
    }

    /// The rows' group in the table.
    var group: Group {
        switch scenario {
        case .errors: isWorse ? .worseErrors : .alikeErrors
        case .latency: isWorse ? .worseLatency : .alikeLatency
        case .gauge: isWorse ? .worseGauge : .alikeGauge
        }
    }

    /// The second in which the release becomes worse.
    var onset: Int {
        if case .errors(let scenario) = scenario { scenario.onset } else { 0 }
    }

    /// The least seconds any rule needs on average at 1% false rollbacks; nil where not known.
    var informationBound: Double? {
        switch scenario {
        case .errors(let scenario): scenario.informationBound
        case .latency(let scenario): scenario.informationBound
        case .gauge: nil
        }
    }

    /// All rows: the scenario definitions of the design.
    static let all = alikeErrors + worseErrors + alikeLatency + worseLatency + gauges
}

/// Rows that are printed and counted together.
enum Group: String, Sendable, Codable, CaseIterable {
    /// Releases that fail as often as the stable revision.
    case alikeErrors = "errors, nothing worse"
    /// Releases that fail more often.
    case worseErrors = "errors, worse"
    /// Releases as fast as the stable revision.
    case alikeLatency = "latency, nothing worse"
    /// Slower releases.
    case worseLatency = "latency, worse"
    /// Gauges that go on as before.
    case alikeGauge = "gauge, nothing worse"
    /// Gauges that the release raises.
    case worseGauge = "gauge, worse"

    /// Whether stopping these releases is right.
    var isWorse: Bool {
        self == .worseErrors || self == .worseLatency || self == .worseGauge
    }
}

/// Something a row has to achieve.
enum Bar: Sendable, Hashable {
    /// The median time to rollback in seconds.
    case median(atMost: Double)
    /// The median time to rollback in multiples of the information bound.
    case ratio(atMost: Double)
    /// The share of good releases rolled back.
    case falseRollbacks(atMost: Double)
    /// The share of good releases ever held.
    case holds(atMost: Double)
    /// The median time to a hold in seconds.
    case medianHold(atMost: Double)
}
