extension Group {
    /// Components that have to go back in a way back with that cause.
    ///
    /// All, or only those that have not arrived where the plan keeps what is done.
    package func mustReturn(_ name: ComponentName) -> Bool {
        plan.returnsTogether || !component(name).hasArrived
    }

    /// Components that came after that one and are not back, which their routers have to confirm
    /// before that one goes back.
    package func unreturned(after name: ComponentName) -> [ComponentName] {
        plan.dependants(of: name).filter { !component($0).isBack }
    }

    /// Why a component stays on its new revision although it should go back; nil when it does not.
    ///
    /// What depends on it and stays keeps it as well: its old revision may not be enough for it.
    package func reasonToStay(_ name: ComponentName) -> String? {
        let known = component(name)
        guard mustReturn(name), !known.isBack else { return nil }
        switch known.report?.state {
        case .ended(.rollbackFailed(_, let left)): return left
        case .ended(.succeeded): return "its release is over and nothing of it is warm any more"
        case .rollingBack: return nil
        default: break
        }
        if let refusal = known.refusal { return refusal }
        let staying = plan.dependants(of: name).filter { reasonToStay($0) != nil }
        return staying.isEmpty
            ? nil : "\(staying.map(\.rawValue).spokenList) came after it and stays"
    }

    /// The end of a way back once nothing of it can still move; nothing before.
    func endOfReturn(_ cause: GroupCause) -> [GroupEvent] {
        let names = plan.components.map(\.name)
        let isSettled = names.allSatisfy { !component($0).mayRun || reasonToStay($0) != nil }
        guard isSettled else { return [] }
        let left = names.compactMap { name in
            reasonToStay(name).map { "\(name) stays on its new revision: \($0)" }
        }
        guard left.isEmpty else {
            return [.ended(.rollbackFailed(cause, left: left.joined(separator: "; ")))]
        }
        return [.ended(wasAnythingMoved ? .rolledBack(cause) : endWithoutTraffic(cause))]
    }

    /// Whether any component's traffic may have moved.
    private var wasAnythingMoved: Bool {
        components.values.contains { component in
            switch component.report?.state {
            case .ended(.refused), .ended(.aborted): false
            case nil: false
            default: true
            }
        }
    }

    private func endWithoutTraffic(_ cause: GroupCause) -> GroupOutcome {
        if case .person(let person, _) = cause { return .aborted(person) }
        if case .component(_, .ended(.aborted(let person))) = cause { return .aborted(person) }
        return cause.isPersons ? .rolledBack(cause) : .refused
    }
}
