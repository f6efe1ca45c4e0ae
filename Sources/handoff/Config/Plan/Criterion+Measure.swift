import RolloutCore

/// The parts of a measure as the plan file's keys set them, one by one.
extension Criterion {
    /// What instances are asked for; empty for what the router's records give.
    var query: OpenMetricsQuery {
        get { measure.query ?? OpenMetricsQuery(family: "") }
        set {
            switch measure {
            case .errorRate, .latency: break
            case .failureShare: measure = .failureShare(newValue)
            case .saturation: measure = .saturation(newValue)
            case .sharedLevel(_, let unit): measure = .sharedLevel(newValue, unit: unit)
            case .level(_, let unit): measure = .level(newValue, unit: unit)
            }
        }
    }

    /// Whether a level is one for each revision; shares always are.
    var isPerRevision: Bool {
        get { if case .sharedLevel = measure { false } else { true } }
        set {
            switch measure {
            case .sharedLevel(let query, let unit) where newValue:
                measure = .level(query, unit: unit)
            case .level(let query, let unit) where !newValue:
                measure = .sharedLevel(query, unit: unit)
            default: break
            }
        }
    }

    /// What a level is counted in.
    var levelUnit: String {
        get { measure.unit }
        set {
            switch measure {
            case .sharedLevel(let query, _): measure = .sharedLevel(query, unit: newValue)
            case .level(let query, _): measure = .level(query, unit: newValue)
            default: break
            }
        }
    }
}
