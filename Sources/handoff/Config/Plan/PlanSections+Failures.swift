import RolloutCore

extension PlanSections {
    /// What is done about failures that are no criterion's.
    static var failures: Section<FailureDraft> {
        Section(
            keys: FailureKind.allCases.map { kind in
                Key(
                    kind.rawValue,
                    \.[kind],
                    answer(to: kind),
                    "\(kind.note): \(kind.usualAction.rawValue) when absent."
                )
            }
        )
    }

    /// One answer for everywhere, or one for each step in which it can happen.
    private static func answer(to kind: FailureKind) -> Kind<FailureAnswer> {
        let actions = Kind<OnWorse>.word(.rollback, .hold, .page)
        let steps = Section<FailureAnswer>(
            keys: kind.steps.map { step in
                Key(step.rawValue, \.[step], actions, "What is done while it is at that step.")
            }
        )
        let first = kind.steps.first?.rawValue ?? "start"
        return .either(
            actions.map { FailureAnswer(everywhere: $0) },
            orSection: .section(FailureAnswer(), steps),
            "rollback, hold, page, or one of them for a step such as {\(first): hold}"
        )
    }
}

/// What a plan file says about failures, while it is being read.
struct FailureDraft {
    private var answers: [FailureKind: FailureAnswer] = [:]

    /// The answer to one kind; nil when the file gives none.
    subscript(kind: FailureKind) -> FailureAnswer? {
        get { answers[kind] }
        set { answers[kind] = newValue }
    }

    /// The policy, its lines in the order of the kinds.
    var policy: FailurePolicy {
        FailurePolicy(
            FailureKind.allCases.flatMap { kind -> [FailurePolicy.Rule] in
                guard let answer = answers[kind] else { return [] }
                let general = answer.everywhere.map { FailurePolicy.Rule(kind, $0) }
                let special = HookStep.allCases.compactMap { step in
                    answer[step].map { FailurePolicy.Rule(kind, in: step, $0) }
                }
                return [general].compactMap { $0 } + special
            }
        )
    }
}

/// What is done about one kind of failure.
struct FailureAnswer {
    /// What is done wherever no step says otherwise; nil for what is usual.
    var everywhere: OnWorse?
    private var steps: [HookStep: OnWorse] = [:]

    init(everywhere: OnWorse? = nil) { self.everywhere = everywhere }

    /// What is done in one step; nil when that is not said.
    subscript(step: HookStep) -> OnWorse? {
        get { steps[step] }
        set { steps[step] = newValue }
    }
}

extension FailureKind {
    /// Steps in which it can happen.
    fileprivate var steps: [HookStep] {
        switch self {
        case .crash: [.start, .workers, .shift, .warm]
        case .notReady, .noCapacity, .dependency: [.start]
        case .lostCapacity, .metricOutage: [.shift, .warm]
        }
    }

    fileprivate var note: String {
        switch self {
        case .crash: "New instances or workers crashed as often as `crashLimit` says"
        case .notReady: "New instances did not become ready in time"
        case .noCapacity: "There was no port or other room for new instances"
        case .dependency: "New instances were not ready in time while an external was down"
        case .lostCapacity: "Less than half of the new instances took traffic for 5 s"
        case .metricOutage: "A criterion had no numbers for a minute"
        }
    }
}
