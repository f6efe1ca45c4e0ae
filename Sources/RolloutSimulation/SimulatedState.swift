import RolloutCore
import RolloutEngine

/// Everything of the simulated world that changes, in one value under one lock.
struct SimulatedState {
    var now: Timestamp
    var numbers: SplitMix64
    var requestsPerSecond: Double
    /// What instances are configured with; only compared.
    var configuration = "1"
    var behaviours: [String: Behaviour] = [:]
    /// How the workers of a revision behave, by its label.
    var workerBehaviours: [String: Behaviour] = [:]
    var faults = Faults()
    var script: [(at: Timestamp, change: @Sendable (inout Faults) -> Void)] = []
    var processes: [InstanceID: SimulatedProcess] = [:]
    var nextPid = 4_000
    var router = RouterState()
    var seconds = SecondTally()
    var metricWatchers: [MetricWatcher] = []
    var deeds: [Deed] = []
    var violations: [String] = []
    /// Least instances that get new requests; 0 until that many once did.
    var floor = 0
    var hasReachedFloor = false
    /// Requests that were answered with an error or not at all, by what was to blame.
    var failed: [String: Int] = [:]
    var served = 0
    /// Feature flags that have a value, whatever store a plan says they are in.
    var flags: [String: FlagValue] = [:]
    /// How often each dependency was asked.
    var externalAnswers: [String: Int] = [:]

    /// Lets the world live until `moment`.
    mutating func tick(to moment: Timestamp) {
        let span = moment - now
        now = moment
        while let next = script.first, next.at <= now {
            script.removeFirst()
            next.change(&faults)
        }
        tickProcesses()
        tickRequests(over: span)
        tickRouter()
        tickMetrics()
        checkCapacity()
    }

    mutating func violated(_ sentence: String) {
        let seconds = now.microseconds / 1_000 % 1_000_000_000
        violations.append("\(sentence) (at \(seconds) ms)")
    }
}
