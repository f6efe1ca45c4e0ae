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
        /// Whether every criterion has to pass before it goes on.
        var needsCriteria = false
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
        var rehearsal: RehearsalPolicy
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
                rehearsal: plan.rehearsal,
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
                rehearsal: file.rehearsal,
                isFirst: false
            )
        )
    }

    /// The outline of a course.
    init(_ course: Course) {
        let preflight = Step(
            name: "preflight",
            action: "make every check, change nothing",
            atLeast: .zero,
            rollback: [Consequence("nothing was changed")]
        )
        steps = [preflight] + course.rehearsing + [course.start] + course.shifts + course.ending
    }
}

/// What happens at each step, and on the way back from it, as the core decides it.
extension PlanOutline.Course {
    private typealias Step = PlanOutline.Step

    private var drainTime: String {
        "at most \((process.drainLongLived + process.grace).spoken)"
    }

    fileprivate var rehearsing: [PlanOutline.Step] {
        guard !isFirst, rehearsal != .off else { return [] }
        var when = ""
        if case .whenOlderThan(let limit) = rehearsal {
            when = ", unless it did within \(limit.spoken)"
        }
        return [
            Step(
                name: "rehearse",
                action: "start 1 stable instance beside the fleet and see it ready" + when,
                atLeast: when.isEmpty ? process.soak : .zero,
                atMost: progressDeadline,
                rollback: [Consequence("no traffic has moved, ends that instance")]
            )
        ]
    }

    fileprivate var start: PlanOutline.Step {
        Step(
            name: "start",
            action: "start \(counted("canary")) at 0%, wait until ready and soaked",
            atLeast: process.soak,
            atMost: progressDeadline,
            rollback: [Consequence("no traffic has moved"), removal]
        )
    }

    /// A first release has nothing to compare with and goes to all traffic at once.
    fileprivate var shifts: [PlanOutline.Step] {
        stages.filter { !isFirst || $0.weight == .full }.map { stage in
            let isFull = stage.weight == .full
            return Step(
                name: "shift to \(stage.weight)",
                action: isFull
                    ? "all requests go to the canary"
                    : "\(stage.weight) of requests go to the canary, criteria are judged",
                atLeast: stage.bake,
                needsCriteria: !isFull,
                needsPerson: stage.gate == .person,
                rollback: wayBack(from: stage.weight)
            )
        }
    }

    fileprivate var ending: [PlanOutline.Step] {
        guard !isFirst else { return [] }
        let restart = Consequence(
            "starts stable instances that were stopped; traffic follows as they get ready",
            time: "at most \(progressDeadline.spoken)"
        )
        return [
            Step(
                name: "warm",
                action: "keep the previous revision running, criteria are judged",
                atLeast: warm,
                needsCriteria: true,
                rollback: wayBack(from: .full)
            ),
            Step(
                name: "retire",
                action: "drain and stop \(counted("previous"))",
                atLeast: .zero,
                atMost: process.drainLongLived + process.grace,
                rollback: [restart] + wayBack(from: .full)
            ),
        ]
    }

    private func wayBack(from weight: Weight) -> [Consequence] {
        guard !isFirst else {
            return [
                Consequence("no revision served before: nothing to return traffic to"), removal,
            ]
        }
        let rest = Weight(hundredths: Weight.full.hundredths - weight.hundredths)
        return [Consequence("canary \(weight) → 0%, stable \(rest) → 100%"), removal]
    }

    /// What follows once no traffic reaches the canary.
    private var removal: Consequence {
        Consequence("drains and stops \(counted("canary"))", time: drainTime)
    }

    private func counted(_ kind: String) -> String {
        "\(instanceCount) \(kind) instance" + (instanceCount == 1 ? "" : "s")
    }
}
