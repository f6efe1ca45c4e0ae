import RolloutCore

/// What a plan will do, step by step, with the time each takes and what rollback would do there.
///
/// Computed from the plan alone, before anything runs, so the times are bounds: how long each step
/// takes at least by the plan, and where the plan gives up waiting.
struct PlanOutline: Hashable, Sendable {
    /// One step.
    struct Step: Hashable, Sendable {
        /// Which part of the release it is, by which hooks find it.
        var part: HookStep
        /// Its name: `preflight`, `shift to 25%`.
        var name: String
        /// What is done.
        var action: String
        /// The least time it takes by the plan.
        var atLeast = Duration.zero
        /// Where the plan gives up waiting; nil when there is no such limit.
        var atMost: Duration?
        /// What has to be so before it goes on, beside criteria and persons: `payments is up`.
        var needs: [String] = []
        /// Whether every criterion has to pass before it goes on.
        var needsCriteria = false
        /// Different persons who have to open the way on.
        var persons = 0
        /// The user's own steps around it, in their order: `before: backup, at most 1 m`.
        var hooks: [String] = []
        /// What a rollback would do from here, in its order.
        var rollback: [Consequence]

        /// Whether a person has to open the way on.
        var needsPerson: Bool { persons > 0 }
    }

    /// The steps in their order.
    var steps: [Step]

    /// The least time to the end, when every gate opens at once.
    var shortest: Duration { steps.reduce(.zero) { $0 + $1.atLeast } }

    /// The steps after which a person is needed.
    var personSteps: [Step] { steps.filter(\.needsPerson) }
}

extension PlanOutline {
    /// What of a plan decides its course.
    struct Course: Hashable, Sendable {
        var process: ProcessPlan
        var worker: ProcessPlan?
        var instanceCount: Int
        var stages: [Stage]
        var warm: Duration
        var progressDeadline: Duration
        var rehearsal: RehearsalPolicy
        var migrations: MigrationPlan?
        var workers: WorkerPlan?
        var flags: [FlagPlan]
        var externals: [ExternalPlan]
        var hooks: [HookPlan]
        var freezes: [FreezeWindow]
        var validatedIn: String?
        /// Whether no revision serves yet, so that there is nothing to return to.
        var isFirst: Bool
    }

    /// The outline of a plan as a release carries it out.
    init(_ plan: Plan) {
        self.init(
            Course(
                process: plan.canary.process,
                worker: plan.canary.worker,
                instanceCount: plan.instanceCount,
                stages: plan.stages,
                warm: plan.warm,
                progressDeadline: plan.progressDeadline,
                rehearsal: plan.rehearsal,
                migrations: plan.migrations,
                workers: plan.workers,
                flags: plan.flags,
                externals: plan.externals,
                hooks: plan.hooks,
                freezes: plan.freezes,
                validatedIn: plan.validatedIn,
                isFirst: plan.stable == nil
            )
        )
    }

    /// The outline of a plan file, for a service that has a revision already.
    init(_ file: PlanFile) {
        self.init(
            Course(
                process: file.process,
                worker: file.worker,
                instanceCount: file.instanceCount,
                stages: file.stages,
                warm: file.warm,
                progressDeadline: file.progressDeadline,
                rehearsal: file.rehearsal,
                migrations: file.migrations,
                workers: file.workers,
                flags: file.flags,
                externals: file.externals,
                hooks: file.hooks,
                freezes: file.freezes,
                validatedIn: file.validatedIn,
                isFirst: false
            )
        )
    }

    /// The outline of a course.
    init(_ course: Course) {
        let before = [course.preflight] + course.rehearsing + course.expanding
        let during = [course.start] + course.changingWorkers + course.shifts
        steps = (before + during + course.ending + course.contracting).map(course.withHooks)
    }
}
