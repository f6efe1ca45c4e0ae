/// What came of one simulated release.
struct RunOutcome: Sendable {
    /// What the judge under test did.
    var decisions: Decisions
    /// Failed requests beyond the baseline's share until the judge stopped, or until the end.
    var extraFailed: Double?
    /// When the peers stopped it; nil when they were not asked.
    var peers: PeerStops?
}
