import RolloutCore
import RolloutSimulation
import TestSupport

/// What goes wrong, or what a person does, in one column of the table.
///
/// The words are the heads of the columns.
enum Trouble: String, CaseIterable {
    case canaryCrash = "crs"
    case canaryNotReady = "nrd"
    case stableCrash = "stb"
    case workerCrash = "wrk"
    case noCapacity = "cap"
    case dependencyDown = "dep"
    case metricsGone = "met"
    case routerLost = "rtr"
    case journalUnwritable = "jrn"
    case migrationFails = "mgf"
    case migrationHangs = "mgh"
    case flagsGone = "flg"
    case hookSaysNo = "hno"
    case hookHangs = "hhg"
    case receiverGone = "rcv"
    case stewardKilled = "kil"
    case personRollsBack = "rbk"
    case personPauses = "pse"
    case nobodyWatches = "nob"
}

/// The phases in which it happens, one row of the table each.
enum Moment: String, CaseIterable {
    case preflight, rehearsing, expanding, starting, changingWorkers, shifting, baking, warm
    case retiring, contracting, rollingBack
}

/// One cell: a whole release with one trouble at one moment.
struct TroubledRelease {
    let moment: Moment
    let trouble: Trouble
    let trial: Trial
    private static let limit = Duration.seconds(30)

    init(_ moment: Moment, _ trouble: Trouble) {
        self.moment = moment
        self.trouble = trouble
        let plan = Plan.everything {
            $0.instanceCount = 2
            $0.stages = [5, 50, 100].map {
                Stage(weight: Weight(percent: $0), bake: .seconds(1))
            }
            $0.warm = .seconds(1)
            $0.externals[0].every = .milliseconds(500)
        }
        trial = Trial(plan, in: SimulatedWorld(requestsPerSecond: 60))
    }

    /// Carries it out: what comes of the trouble while it lasts, and where the release ends once it
    /// is over and a person went on.
    func carryOut() async -> String {
        var helm = trial.steer()
        if moment != .preflight { reach(&helm) }
        await strike(&helm)
        if trouble == .journalUnwritable {
            trial.advance(helm, atMost: .seconds(5))
            trial.shelf.fill(false)
        }
        _ = trial.outcome(helm, within: Self.limit)
        let during = spoken
        guard trial.rollout.outcome == nil else {
            await helm.kill()
            return during
        }
        heal()
        if trial.rollout.hold != nil || trial.rollout.pause != nil { trial.command(.resume) }
        _ = trial.outcome(helm, within: Self.limit)
        await helm.kill()
        return "\(during), then \(spoken)"
    }

    private func reach(_ helm: inout Helm) {
        let name =
            switch moment {
            case .changingWorkers: "changing workers"
            case .rollingBack: "rolling back"
            default: moment.rawValue
            }
        if moment == .contracting { trial.confirmsRemoval = false }
        if moment == .rollingBack {
            trial.advance(helm, atMost: .seconds(60)) { trial in
                trial.rollout.stage == 1 && trial.rollout.flags["new_checkout"]?.isOurs == true
            }
            trial.command(.rollback)
        }
        let isThere = trial.advance(helm, atMost: .seconds(60)) { $0.rollout.phase.name == name }
        precondition(isThere, "\(moment) was not reached")
    }

    /// Where the release stands or ended, in a few words.
    private var spoken: String {
        let rollout = trial.rollout
        if let outcome = rollout.outcome { return outcome.words }
        if let hold = rollout.hold { return "held (\(hold.word))" }
        if rollout.pause != nil { return "paused" }
        return "waits (\(rollout.phase.name))"
    }
}

extension TroubledRelease {
    private var world: SimulatedWorld { trial.world }

    private func running(_ arm: Arm) -> [InstanceID] {
        trial.rollout.instances(of: arm).map(\.id).filter(world.running.contains)
    }

    private func strike(_ helm: inout Helm) async {
        switch trouble {
        case .canaryCrash:
            world.behave("2.0", Behaviour { $0.crashesAfter = .milliseconds(100) })
            for id in running(.canary) { world.kill(id) }
        case .canaryNotReady:
            world.behave("2.0", Behaviour { $0.isNeverReady = true })
            for id in running(.canary) { world.set(id, isReady: false) }
        case .stableCrash: if let id = running(.stable).first { world.kill(id) }
        case .workerCrash:
            let workers = Arm.allCases.flatMap(trial.rollout.workforce.members).map(\.id)
            if let id = workers.last(where: world.running.contains) { world.kill(id) }
        case .noCapacity: world.fault { $0.refusedStarts = .max }
        case .dependencyDown: world.fault { $0.lostExternals = ["payments"] }
        case .metricsGone: world.fault { $0.areMetricsLost = true }
        case .routerLost: world.fault { $0.isRouterLost = true }
        case .journalUnwritable: trial.shelf.fill(true)
        case .migrationFails: world.database?.fault { $0.failing = [.expand, .contract] }
        case .migrationHangs: world.database?.fault { $0.hanging = [.expand, .contract] }
        case .flagsGone: world.fault { $0.areFlagsLost = true }
        case .hookSaysNo: strikeHooks(.refuses)
        case .hookHangs: strikeHooks(.hangs)
        case .receiverGone: world.receivers.fault(0, .absent, times: .max)
        case .stewardKilled:
            await helm.kill()
            world.advance(by: .seconds(3))
            helm = trial.steer()
        case .personRollsBack: trial.command(.rollback)
        case .personPauses: trial.command(.pause)
        case .nobodyWatches: trial.shelf.watch(0)
        }
        trial.confirmsRemoval = true
    }

    private func strikeHooks(_ fault: HookFault) {
        for hook in trial.rollout.plan.hooks { world.hooks.fault(hook.name, fault, times: .max) }
    }

    private func heal() {
        world.behave("2.0", Behaviour())
        for id in running(.canary) { world.set(id, isReady: true) }
        world.fault { $0 = Faults() }
        world.database?.fault { $0 = DatabaseFaults() }
        for hook in trial.rollout.plan.hooks { world.hooks.fault(hook.name, .refuses, times: 0) }
        world.receivers.fault(0, .absent, times: 0)
        trial.shelf.watch(1)
    }
}

extension Outcome {
    /// The end with its cause, in a few words.
    fileprivate var words: String {
        switch self {
        case .rolledBack(let cause): "back (\(cause.word))"
        case .rollbackFailed: "rollback failed"
        default: name
        }
    }
}

extension Cause {
    fileprivate var word: String {
        switch self {
        case .criterion(let metric, _): metric.rawValue
        case .person: "person"
        case .crashes: "crashes"
        case .notReady: "not ready"
        case .failure(let kind, _): kind.words
        case .rehearsal: "rehearsal"
        case .migration(let stage, _): stage.rawValue
        case .workers: "workers"
        case .unanswered: "unanswered"
        }
    }
}

extension Hold {
    /// What it is about.
    fileprivate var word: String {
        if let metric { return metric.rawValue }
        if reason.hasPrefix("hook") { return "hook" }
        if let kind = FailureKind.allCases.first(where: { reason.hasPrefix($0.words) }) {
            return kind.words
        }
        return reason.split(separator: " ").first.map(String.init) ?? ""
    }
}
