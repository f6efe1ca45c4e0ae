import RolloutCore

/// What instances are sorted by.
enum InstanceSort: String, Sendable, Hashable, CaseIterable {
    /// What is odd first, then by side and number.
    case state
    /// By number.
    case name
    /// Most requests a second first.
    case requests
    /// The slowest first.
    case p95
    /// Most errors first.
    case errors
    /// Most open requests first.
    case open
    /// Most crashes first.
    case crashes
    /// What changed last first.
    case since

    /// Whether it goes by what was measured in the newest second.
    var isMeasured: Bool {
        switch self {
        case .requests, .p95, .errors, .open: true
        case .state, .name, .crashes, .since: false
        }
    }

    /// The figure of one instance, the smallest first; what was not measured comes last.
    func key(_ instance: Instance, _ traffic: InstanceTraffic?) -> Double {
        switch self {
        case .state: Double(instance.oddness)
        case .name: 0
        case .requests: traffic.map { -Double($0.requests) } ?? 1
        case .p95: traffic?.p95.map { -$0 } ?? 1
        case .errors: traffic.map { -Double($0.errors) } ?? 1
        case .open: traffic.map { -Double($0.open) } ?? 1
        case .crashes: -Double(instance.crashes)
        case .since: -Double(instance.since.microseconds)
        }
    }
}

extension Instance {
    /// Where it stands in the table, 0 first.
    var oddness: Int {
        switch (report.state, admission) {
        case (.crashed, _): 0
        case (.notReady, _): 1
        case (.starting, _), (.planned, _): 2
        case (.ready, .draining), (.ready, .drained): 3
        case (.ready, .out): 4
        case (.ready, .admitted): isConfirmed ? 5 : 4
        case (.stopped, _): 6
        }
    }
}
