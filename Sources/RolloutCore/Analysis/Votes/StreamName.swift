/// What is compared between canary and baseline.
package enum JudgedMetric: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable
{
    /// The share of failed requests.
    case errors
    /// The share of requests slower than the baseline's 99th percentile.
    case p99
    /// The share of requests slower than the baseline's 95th percentile.
    case p95
    /// The share of requests slower than the baseline's median.
    case p50

    /// The quantile of the baseline beyond which requests count as slow; nil for errors.
    package var quantile: Double? {
        switch self {
        case .errors: nil
        case .p99: 0.99
        case .p95: 0.95
        case .p50: 0.5
        }
    }
}

/// The nine streams of votes, in the order in which their evidence is summed.
package enum StreamName: String, Sendable, Hashable, Codable, CaseIterable, CodingKeyRepresentable {
    /// Which share of the errors fell on the canary.
    case errorShare = "error share"
    /// How far the canary's error rate is above the baseline's.
    case errorExcess = "error excess"
    /// Whether the canary fails outright; heard even during the warm-up.
    case crash
    /// Which share of the requests beyond p99 fell on the canary.
    case p99Share = "p99 share"
    /// How far the canary's share of requests beyond p99 is above the baseline's.
    case p99Excess = "p99 excess"
    /// Which share of the requests beyond p95 fell on the canary.
    case p95Share = "p95 share"
    /// How far the canary's share of requests beyond p95 is above the baseline's.
    case p95Excess = "p95 excess"
    /// Which share of the requests beyond the median fell on the canary.
    case p50Share = "p50 share"
    /// How far the canary's share of requests beyond the median is above the baseline's.
    case p50Excess = "p50 excess"

    /// How a stream's votes are made.
    package enum Kind: String, Sendable, Hashable, Codable {
        /// By ``ShareVotes``.
        case share
        /// By ``ExcessVotes``.
        case excess
        /// By ``Vote/crash(_:)``.
        case crash
    }

    /// How its votes are made.
    package var kind: Kind {
        switch self {
        case .errorShare, .p99Share, .p95Share, .p50Share: .share
        case .errorExcess, .p99Excess, .p95Excess, .p50Excess: .excess
        case .crash: .crash
        }
    }

    /// What it looks at.
    package var metric: JudgedMetric {
        switch self {
        case .errorShare, .errorExcess, .crash: .errors
        case .p99Share, .p99Excess: .p99
        case .p95Share, .p95Excess: .p95
        case .p50Share, .p50Excess: .p50
        }
    }

    /// Its part in the combined evidence by default; all nine sum to 1.
    package var usualWeight: Double {
        switch self {
        case .errorShare: 0.30
        case .errorExcess: 0.15
        case .crash: 0.05
        case .p99Share, .p95Share: 0.12
        case .p99Excess, .p95Excess: 0.08
        case .p50Share, .p50Excess: 0.05
        }
    }
}
