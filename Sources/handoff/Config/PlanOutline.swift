import RolloutCore

/// What a plan will do, step by step, with the time each takes and what rollback would do there.
///
/// Computed from the plan alone, before anything runs, so the times are bounds: how long each step
/// takes at least by the plan, and where the plan gives up waiting.
struct PlanOutline: Hashable, Sendable {
    /// One step.
    struct Step: Hashable, Sendable {
        /// Its name: `preflight`, `shift to 25%`.
        var name: String
        /// What is done.
        var action: String
        /// The least time it takes by the plan.
        var atLeast: Duration
        /// Where the plan gives up waiting; nil when there is no such limit.
        var atMost: Duration?
        /// Whether a person has to open the way on.
        var needsPerson = false
        /// What a rollback would do from here, in its order.
        var rollback: [Consequence]
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
        var instanceCount: Int
        var stages: [Stage]
        var warm: Duration
        var progressDeadline: Duration
        /// Whether no revision serves yet, so that there is nothing to return to.
        var isFirst: Bool
    }

    /// The outline of a plan as a release carries it out.
    init(_ plan: Plan) {
        self.init(
            Course(
                process: plan.canary.process,
                instanceCount: plan.instanceCount,
                stages: plan.stages,
                warm: plan.warm,
                progressDeadline: plan.progressDeadline,
                isFirst: plan.stable == nil
            )
        )
    }

    /// The outline of a plan file, for a service that has a revision already.
    init(_ file: PlanFile) {
        self.init(
            Course(
                process: file.process,
                instanceCount: file.instanceCount,
                stages: file.stages,
                warm: file.warm,
                progressDeadline: file.progressDeadline,
                isFirst: false
            )
        )
    }

    /// The outline of a course.
    init(_ course: Course) {
        let untouched = Consequence("nothing to return: nothing was changed")
        let preflight = Step(
            name: "preflight",
            action: "make every check, change nothing",
            atLeast: .zero,
            rollback: [untouched]
        )
        steps = [preflight, course.start] + course.shifts + course.ending
    }
}

extension PlanOutline.Course {
    private typealias Step = PlanOutline.Step

    private var instances: String {
        instanceCount == 1 ? "1 instance" : "\(instanceCount) instances"
    }

    fileprivate var start: PlanOutline.Step {
        Step(
            name: "start",
            action: "start \(instances) of the canary at 0%, wait until ready and soaked",
            atLeast: process.soak,
            atMost: progressDeadline,
            rollback: [Consequence("no traffic had moved")] + removal.dropFirst()
        )
    }

    fileprivate var shifts: [PlanOutline.Step] {
        stages.map { stage in
            Step(
                name: "shift to \(stage.weight)",
                action: stage.weight == .full
                    ? "all requests go to the canary"
                    : "\(stage.weight) of requests go to the canary, criteria are judged",
                atLeast: stage.bake,
                needsPerson: stage.gate == .person,
                rollback: wayBack(from: stage.weight)
            )
        }
    }

    fileprivate var ending: [PlanOutline.Step] {
        guard !isFirst else { return [] }
        return [
            Step(
                name: "warm",
                action: "keep the previous revision running, criteria are judged",
                atLeast: warm,
                rollback: wayBack(from: .full)
            ),
            Step(
                name: "retire",
                action: "drain and stop \(instances) of the previous revision",
                atLeast: .zero,
                atMost: process.drainLongLived + process.grace,
                rollback: [
                    Consequence(
                        "instances of stable that were stopped start again",
                        time: "at least \(process.soak.spoken), at most \(progressDeadline.spoken)"
                    )
                ] + wayBack(from: .full)
            ),
        ]
    }

    private func wayBack(from weight: Weight) -> [Consequence] {
        guard !isFirst else {
            return [Consequence("no revision served before, so there is nothing to return to")]
        }
        let shift = Consequence("\(weight) → 0% on the canary, as soon as the router confirms")
        return [shift] + removal
    }

    /// What follows once no traffic reaches the canary.
    private var removal: [Consequence] {
        [
            Consequence(
                "the canary drains",
                time: "at most \(process.drainWithin.spoken), long-lived connections at most "
                    + process.drainLongLived.spoken
            ),
            Consequence("the canary stops", time: "at most \(process.grace.spoken)"),
        ]
    }
}
