import RolloutCore

/// A plan file while it is being read: defaults, overwritten by what the file says.
///
/// Values without a default begin as something no release could use; they are in no finished
/// ``PlanFile``, because the section's table says they are required.
struct PlanDraft {
    var service = ""
    var environment = ""
    var artifact = ArtifactDraft()
    /// Variables that must be present.
    var variables: [String] = []
    /// Variables that must be present and are never shown.
    var secrets: [SecretDraft] = []
    var process = ProcessPlan(command: [], ports: 0...0)
    var instanceCount = 0
    var haproxy = HAProxyDraft()
    /// Criteria in the order of the file; those of ``defaultCriteria`` when it names none.
    var criteria: [Criterion] = []
    var judge = JudgePlan()
    var stages: [Stage] = []
    var warm = Duration.seconds(1_800)
    var whenUnwatched = Unwatched.hold
    var rehearsal = RehearsalPolicy.required
    var progressDeadline = Duration.seconds(600)
    var crashLimit = 2
    var migrations: MigrationsDraft?
    var workers: WorkersDraft?
    var flags: [FlagDraft] = []
    var externals: [ExternalDraft] = []
    var hooks: [HookDraft] = []
    var receivers: [ReceiverDraft] = []
    var freezes: [FreezeDraft] = []
    var unanswered = UnansweredPolicy()
    var failures = FailureDraft()
}

/// What is released, as the plan file says it.
struct ArtifactDraft {
    var path = ""
    var digest: Digest?
    var label: String?
    var validatedIn: String?
}

/// The router as the plan file says it: ours by `listen`, or the user's by the other keys.
struct HAProxyDraft {
    var listen: String?
    var affinity: SessionAffinity?
    var canaryWhen: CanarySign?
    var socket: String?
    var backends: [String]?
    var map: String?
    var records: Int?
}

/// One item of `steps`: a weight or a pause.
struct StepDraft {
    var weight: Weight?
    var pause: PauseDraft?
}

/// How long a pause lasts, and how many persons end it; by itself when none do.
struct PauseDraft {
    var length: Duration?
    var approvals: Int?

    /// Persons who have to open the gate; 0 when it opens by itself.
    var persons: Int { approvals ?? (length == nil ? 1 : 0) }
}
