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
    /// The first deed that can be the present release's.
    var firstDeed = 0
    var violations: [String] = []
    /// Least instances that get new requests; 0 until that many once did.
    var floor = 0
    var hasReachedFloor = false
    /// Requests that were answered with an error or not at all, by what was to blame.
    var failed: [String: Int] = [:]
    var served = 0
    /// The jobs, and who does them.
    var jobs = JobQueue()
    /// What the present release has for a plan; nil outside any.
    var plan: Plan?
    /// Who reads along in its journal.
    var witness: JournalWitness?
    let hooks: SimulatedHookHost
    let receivers: SimulatedReceivers
    var database: SimulatedDatabase?
    /// When requests of the canary were last measured.
    var measured: Timestamp?
    var routerLostSince: Timestamp?
    var unwatchedSince: Timestamp?
    var externalsLostSince: [String: Timestamp] = [:]
    /// What the flags of the release were before it.
    var flagsBefore: [String: FlagValue?] = [:]
    private var said: Set<String> = []
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
        finishJobs()
        tickProcesses()
        tickJobs(over: span)
        tickRequests(over: span)
        tickRouter()
        tickMetrics()
        checkCapacity()
        noteOutages()
        checkRecord()
        for id in receivers.altered.sorted() {
            violatedOnce(.messages, "different messages were sent under the id \(id)")
        }
    }

    /// Keeps what broke an invariant, with its number and the moment.
    mutating func violated(_ invariant: Invariant, _ sentence: String) {
        let moment = now.microseconds / 1_000 % 1_000_000_000
        violations.append("invariant \(invariant.rawValue): \(sentence) (at \(moment) ms)")
    }

    /// Keeps what would be seen again at every step only once.
    mutating func violatedOnce(_ invariant: Invariant, _ sentence: String) {
        guard said.insert(sentence).inserted else { return }
        violated(invariant, sentence)
    }

    init(
        now: Timestamp,
        numbers: SplitMix64,
        requestsPerSecond: Double,
        hooks: SimulatedHookHost,
        receivers: SimulatedReceivers
    ) {
        self.now = now
        self.numbers = numbers
        self.requestsPerSecond = requestsPerSecond
        self.hooks = hooks
        self.receivers = receivers
    }
}
