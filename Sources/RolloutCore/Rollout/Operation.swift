/// Something outside that must be done, derived from the state.
///
/// All are *ensure* operations: asked for again after a crash, the answer is the same and nothing
/// happens twice. The value itself is the idempotency key.
package enum Operation: Sendable, Hashable, Codable {
    /// Make every check before anything is changed.
    case preflight
    /// Start one instance of stable beside the fleet, see it ready, and end it again.
    case rehearse
    /// Have no such instance run any more.
    case clearRehearsal
    /// Have the instance run and keep reporting it; `attempt` counts its crashes, so a crashed
    /// one is asked for anew.
    case run(InstanceID, attempt: Int)
    /// Have the router know the instance, in the backend of its arm, once its own check passes.
    case admit(InstanceID)
    /// Have the router split traffic like this.
    case shift(Weight)
    /// Have the router send the instance nothing new, and wait for its open requests.
    case drain(InstanceID)
    /// Have the instance's process ended: TERM, grace, KILL.
    case stop(InstanceID)
    /// Have the router take the canary for the stable revision from here on.
    case promote
    /// Have that stage of the migration done.
    case migrate(MigrationStage)
    /// Have the backfill go on, batch by batch, as ``Rollout/backfillWish`` says.
    case backfill
    /// Say what the schema is after a change that came to no good end.
    case readSchema
    /// Have the flag be that.
    case setFlag(String, to: FlagReading)
    /// Keep reading the flags.
    case watchFlags
    /// Keep asking what the service depends on.
    case watchExternals
    /// Run that hook to its end.
    case hook(HookRun)
    /// Have the message of that id taken by its receiver.
    case send(String)
    /// Keep the router running where it is ours, and keep reading its weights.
    case watchRouter
    /// Keep measuring.
    case watchMetrics
}

extension Operation {
    /// Whether one that was given up is tried again when a person lets the release go on.
    var isTriedByPerson: Bool {
        switch self {
        case .hook, .setFlag, .migrate, .backfill: true
        default: false
        }
    }
}

extension Operation: CustomStringConvertible {
    /// As told in events and errors: `start storefront-5`, `shift to 25%`.
    package var description: String {
        switch self {
        case .preflight: "run the checks"
        case .rehearse: "rehearse the way back"
        case .clearRehearsal: "end the rehearsal"
        case .run(let id, _): "start \(id)"
        case .admit(let id): "put \(id) into the router"
        case .shift(let weight): "shift to \(weight)"
        case .drain(let id): "drain \(id)"
        case .stop(let id): "stop \(id)"
        case .promote: "make the canary stable"
        case .migrate(let stage): "\(stage.rawValue) the schema"
        case .backfill: "backfill"
        case .readSchema: "read the schema"
        case .setFlag(let name, let reading): "set flag \(name) to \(reading)"
        case .watchFlags: "read the flags"
        case .watchExternals: "ask what the service depends on"
        case .hook(let run): "run hook \(run.hook)"
        case .send(let id): "send message \(id)"
        case .watchRouter: "read the router"
        case .watchMetrics: "measure"
        }
    }
}

/// A fact from the world.
package enum Observation: Sendable, Hashable {
    /// Findings of some checks, while others are still out.
    case checks([Check])
    /// The checks' findings, all of them, and the fingerprint of stable's configuration.
    case preflight([Check], configuration: String?)
    /// To what the judge is to be set, found before the checks are finished.
    case judgePrepared(JudgePreparation)
    /// What the rehearsal showed; its instance runs no more.
    case rehearsed(Rehearsal)
    /// What the fleet says of one instance or worker.
    case instance(InstanceID, InstanceReport)
    /// The router took the instance in and its own check passed.
    case admitted(InstanceID)
    /// What the router reports as the canary's share; nil when it can't be read.
    case weight(Weight?)
    /// What the router reported after it had taken this weight from us.
    case shifted(to: Weight, observed: Weight)
    /// Requests still open on an instance that gets no new ones.
    case draining(InstanceID, open: Int)
    /// The wait for them is over.
    case drained(InstanceID, leftOpen: Int)
    /// One second of measurements.
    case sample(Sample)
    /// A stage of the migration is done; the database says so.
    case migrated(MigrationReceipt)
    /// How far the backfill is.
    case backfill(BackfillProgress)
    /// What the database says of its schema.
    case schema(SchemaState)
    /// What the store says of a flag.
    case flag(String, FlagValue?)
    /// A flag was set to that, and its store says so.
    case flagSet(String, FlagReading)
    /// The health of something the service depends on.
    case external(String, ExternalReport)
    /// A hook advanced the release, with its last line.
    case hookPassed(HookRun, said: String)
    /// Dashboards that watch now.
    case watchers(Int)
    /// An operation did not work.
    case failed(Operation, Failure)
    /// An operation ended well and had nothing else to say.
    case finished(Operation)
}

/// What the loop hands to the core: a wish, a fact, or the passing of time.
package enum Input: Sendable, Hashable {
    /// A wish from a person.
    case command(Command)
    /// A fact from the world.
    case observed(Observation)
    /// A steward took up the release.
    case steward(Steward)
    /// A moment the core had asked to be woken at.
    case timePassed
}
