package import RolloutCore

/// What a fleet needs to know to run one instance or one worker.
package struct Launch: Sendable, Hashable {
    /// What it is for.
    package enum Role: String, Sendable, Hashable, Codable {
        /// Takes requests: it has a port and answers checks.
        case instance
        /// Takes jobs: it has no port, and is ready once it ran through its soak.
        case worker
    }

    /// The instance's name; also the idempotency key.
    package var id: InstanceID
    /// What it runs.
    package var revision: Revision
    /// How often this instance crashed before in this release; a new attempt may start anew.
    package var attempt: Int
    /// What it is for.
    package var role: Role

    /// One instance to run, or one worker.
    package init(id: InstanceID, revision: Revision, attempt: Int, role: Role = .instance) {
        self.id = id
        self.revision = revision
        self.attempt = attempt
        self.role = role
    }

    /// How it is started, checked and stopped.
    ///
    /// - Precondition: a worker's revision says how its workers run.
    package var process: ProcessPlan {
        guard role == .worker else { return revision.process }
        guard let worker = revision.worker else {
            preconditionFailure("\(revision.label) has no workers, and \(id) is to be one")
        }
        return worker
    }
}

/// Starts, watches and stops the instances of one service.
///
/// Instances outlive the steward: they run in their own session and are adopted again by a later
/// steward. Every call may come twice for the same instance and then has no second effect.
package protocol Fleet: Sendable {
    /// Has the instance run and reports every change of its state, beginning with the present one.
    ///
    /// Starts a process only when none of this name runs (from before a crash of the steward, say):
    /// then that one is adopted. The probes of the launch's process plan decide about starting,
    /// ready and not ready; ready is said only after the soak. A worker has no probes: it is ready
    /// once its process ran through the soak, and its report has no endpoint. The stream ends after
    /// a report of `crashed` or `stopped`, and by cancellation, which stops the watching, never the
    /// process.
    ///
    /// - Throws: a ``Failure`` when no process could be started: no artifact, no free port.
    func run(_ launch: Launch) -> AsyncThrowingStream<InstanceReport, any Error>

    /// Has the process of the instance ended: TERM, at most `grace`, KILL. Returns how it ended;
    /// at once when none runs.
    ///
    /// - Throws: a ``Failure`` when it could not be ended.
    func stop(_ id: InstanceID, grace: Duration) async throws -> Exit

    /// The last lines the instance printed, oldest first, at most `count`, cleaned of control
    /// characters and bounded to 400 characters each. Empty when nothing is kept.
    func lastLines(of id: InstanceID, count: Int) async -> [String]

    /// Checks whether `count` more instances of the revision could be started now: the artifact's
    /// bytes, the variables, free ports; and its workers, when it has some, by `worker program` and
    /// `worker environment`. All findings, each with its name.
    func preflight(_ revision: Revision, count: Int) async -> [Check]

    /// A fingerprint of everything but time that an instance of the revision would start with now:
    /// its artifact, its command, its variables, and the command and variables of its workers.
    ///
    /// Equal only when all are; of secrets it knows their names alone, so it may be journaled.
    func fingerprint(of revision: Revision) async -> String
}
