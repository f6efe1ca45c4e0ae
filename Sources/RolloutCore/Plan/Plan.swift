/// What opens the gate at the end of a stage.
package enum Gate: Sendable, Hashable, Codable {
    /// Opens by itself once the stage's bake is over and every criterion passes.
    case automatic
    /// Opens when a person says so.
    case person
    /// Opens when so many different persons have said so; 2 or more.
    case persons(Int)

    /// Whether it opens by itself.
    package var isAutomatic: Bool { self == .automatic }
}

/// One weight of the plan, with how long to stay there and what opens the way on.
package struct Stage: Sendable, Hashable, Codable {
    /// The canary's share at this stage.
    package var weight: Weight
    /// The least time at this weight, counted from the router's confirmation.
    @InMicroseconds package var bake: Duration
    /// What opens the gate afterwards.
    package var gate: Gate

    /// A stage; weights rise from stage to stage, which the plan reader checks.
    package init(weight: Weight, bake: Duration, gate: Gate = .automatic) {
        self.weight = weight
        self.bake = bake
        self.gate = gate
    }
}

/// What to do when nobody has a dashboard open.
package enum Unwatched: String, Sendable, Hashable, Codable {
    /// Wait at the next gate.
    case hold
    /// Go on by the plan.
    case `continue`
}

/// Ordered stages and criteria, fixed when the rollout starts.
package struct Plan: Sendable, Hashable, Codable {
    /// The service being released.
    package var service: ServiceName
    /// Where: `production`, `staging`, `demo`.
    package var environment: String
    /// The revision to carry in.
    package var canary: Revision
    /// The revision serving now; nil brings the service up for the first time.
    package var stable: Revision?
    /// Instances of each revision while it carries all traffic; 1 or more.
    package var instanceCount: Int
    /// The router in front.
    package var router: RouterPlan
    /// What is judged, in the order of the plan file.
    package var criteria: [Criterion]
    /// How differences between the revisions are judged.
    package var judge = JudgePlan()
    /// The weights, rising, the last one 100%.
    package var stages: [Stage]
    /// How long the previous revision stays running after 100% so that rollback is one shift.
    @InMicroseconds package var warm: Duration
    /// How long instances may take to become ready, and a rollback to finish.
    @InMicroseconds package var progressDeadline: Duration
    /// Crashes of canary instances that roll the release back.
    package var crashLimit: Int
    /// What happens while no dashboard is open.
    package var whenUnwatched: Unwatched
    /// When the way back is rehearsed.
    package var rehearsal: RehearsalPolicy
    /// How the schema changes; nil when the release leaves it alone.
    package var migrations: MigrationPlan?
    /// How the workers change over; nil when the service has none.
    package var workers: WorkerPlan?
    /// Feature flags that change with the release, in the order in which they are set.
    package var flags: [FlagPlan] = []
    /// What the service depends on and the release does not change.
    package var externals: [ExternalPlan] = []
    /// The user's own steps, in the order in which those of one point run.
    package var hooks: [HookPlan] = []
    /// Who is told.
    package var notifications: [NotificationPlan] = []
    /// When nothing may be released.
    package var freezes: [FreezeWindow] = []
    /// The environment in which the canary's digest must have succeeded; nil for none.
    package var validatedIn: String?
    /// What is done about failures that are no criterion's.
    package var failures = FailurePolicy()
    /// What happens at a gate that waits for a person and gets no answer.
    package var unanswered = UnansweredPolicy()

    /// A plan with the release model's defaults; callers set what the plan file says otherwise.
    package init(
        service: ServiceName,
        environment: String,
        canary: Revision,
        stable: Revision?,
        instanceCount: Int,
        router: RouterPlan,
        criteria: [Criterion],
        stages: [Stage]
    ) {
        self.service = service
        self.environment = environment
        self.canary = canary
        self.stable = stable
        self.instanceCount = instanceCount
        self.router = router
        self.criteria = criteria
        self.stages = stages
        warm = .seconds(1_800)
        progressDeadline = .seconds(600)
        crashLimit = 2
        whenUnwatched = .hold
        rehearsal = .required
    }

    /// The revision of one side of the split; nil for stable on a first release.
    package func revision(of arm: Arm) -> Revision? {
        arm == .canary ? canary : stable
    }

    /// Least instances carrying traffic that may never be undercut because of us.
    package var capacityFloor: Int { instanceCount }
}
