/// The canary's share of a block's requests, drawn towards its share since the stage began.
///
/// `statistics.md` 4.4. A block of one to three requests would otherwise have a share of 0 or 1 and
/// could say nothing; with twenty requests' worth of the stage's own share it can.
package struct RunningShare: Sendable, Hashable, Codable {
    private static let pull = 20.0
    private static let priorRequests = 200.0

    /// The configured share of the present stage; nil before the first block.
    private var weight: Double?
    private var canary = 0.0
    private var all = 0.0

    /// Nothing seen yet.
    package init() {}

    /// The share for judging this block, from everything before it and its own requests.
    ///
    /// `weight` is the configured share, 0 through 1; another one than before begins a stage, and
    /// the stage begins with 200 requests' worth of it.
    package mutating func next(_ block: BlockCounts, weight: Double) -> Double {
        if weight != self.weight {
            self.weight = weight
            canary = Self.priorRequests * weight
            all = Self.priorRequests
        }
        let share =
            (block.canaryRequests + Self.pull * canary / all) / (block.requests + Self.pull)
        canary += block.canaryRequests
        all += block.requests
        return share
    }
}
