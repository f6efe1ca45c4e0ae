/// Another tool's rule, as its documentation sets it or tuned by somebody who knows the truth.
enum Peer: String, Sendable, CaseIterable, Codable, CodingKeyRepresentable {
    /// Argo Rollouts with the example of its documentation.
    case argoDocumented = "Argo docs"
    /// Argo Rollouts every 30 s with a limit 1.5 times the true rate.
    case argoTuned = "Argo tuned"
    /// Argo Rollouts every 30 s, canary against 1.5 times the baseline.
    case argoRelative = "Argo relative"
    /// Flagger with the example of its documentation.
    case flaggerDocumented = "Flagger docs"
    /// Flagger every 10 s with a limit 1.5 times the true rate.
    case flaggerTuned = "Flagger tuned"
    /// Kayenta every 10 minutes on samples of 60 s.
    case kayentaTenMinutes = "Kayenta 10 min"
    /// Kayenta every minute on samples of 10 s.
    case kayentaOneMinute = "Kayenta 1 min"
    /// Kayenta with the hour before the release as its baseline, for gauges.
    case kayentaShifted = "Kayenta time-shifted"
    /// An alert above 1.2 times the last day's 99.9% quantile for five minutes, for gauges.
    case alertRule = "Alert rule"
    /// Three blocks in a row above the last hour's mean by three deviations, for gauges.
    case threeSigma = "Three sigma"
}

/// The seconds at which the peers stop one release; a peer that never does has nil.
typealias PeerStops = [Peer: Int?]
