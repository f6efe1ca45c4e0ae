/// What a release has cost: the requests that failed and would not have failed on the baseline.
///
/// Stage by stage, because within one the baseline stood under the same load at the same time.
package struct FailureCost: Sendable, Hashable, Codable {
    private var stage = BlockCounts()
    private var earlier = BlockCounts()
    private var expectedEarlier = 0.0
    private var lastRate = 0.0
    private var hasControl = true

    init() {}

    mutating func beginStage(hasControl: Bool) {
        expectedEarlier += expectedInStage
        lastRate = rate
        earlier.add(stage)
        stage = BlockCounts()
        self.hasControl = hasControl
    }

    mutating func take(_ arms: ArmPair) {
        stage.add(
            BlockCounts(
                canaryEvents: Double(arms.canary.errors),
                baselineEvents: Double(arms.baseline.errors),
                canaryRequests: Double(arms.canary.requests),
                baselineRequests: Double(arms.baseline.requests)
            )
        )
    }

    /// The baseline's rate to go by: of this stage, without a control of the one before.
    private var rate: Double {
        hasControl && stage.baselineRequests > 0 ? stage.baselineRate : lastRate
    }

    private var expectedInStage: Double { stage.canaryRequests * rate }

    /// The canary's requests so far.
    package var canaryRequests: Double { earlier.canaryRequests + stage.canaryRequests }

    /// The canary's failed requests so far.
    package var canaryErrors: Double { earlier.canaryEvents + stage.canaryEvents }

    /// The baseline's requests so far.
    package var baselineRequests: Double { earlier.baselineRequests + stage.baselineRequests }

    /// How many of the canary's requests would have failed at the baseline's rate.
    package var expectedErrors: Double { expectedEarlier + expectedInStage }

    /// Failed requests beyond what the baseline would have had; below 0 when there were fewer.
    package var extraErrors: Double { canaryErrors - expectedErrors }

    /// The canary's error rate; nil without requests.
    package var canaryRate: Double? {
        canaryRequests > 0 ? canaryErrors / canaryRequests : nil
    }

    /// The baseline's error rate at the times the canary had requests; nil without requests.
    package var baselineRate: Double? {
        canaryRequests > 0 && baselineRequests > 0 ? expectedErrors / canaryRequests : nil
    }

    /// The canary's requests of the present stage.
    package var stageRequests: Double { stage.canaryRequests }
}
