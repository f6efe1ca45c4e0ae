/// Something a group's steward has to get done; asked for again after a crash, and the same then.
package enum GroupOperation: Sendable, Hashable {
    /// Make all checks of a component, changing nothing.
    case check(ComponentName)
    /// See that the component has a release of this group.
    case start(ComponentName)
    /// See whether the component got a release of this group, and start none.
    case lookForRelease(ComponentName)
    /// Send a command to the component's steward.
    case send(ComponentName, Command.Verb)

    /// The component it is for.
    package var name: ComponentName {
        switch self {
        case .check(let name), .start(let name), .lookForRelease(let name), .send(let name, _):
            name
        }
    }
}

extension Group {
    /// What has to be done now, in the order of the plan.
    package var outstanding: [GroupOperation] {
        plan.components.compactMap { outstanding(for: $0.name) }
    }

    /// At most one thing a component at a time, because each changes what is next.
    private func outstanding(for name: ComponentName) -> GroupOperation? {
        let known = component(name)
        switch phase {
        case .checking: return known.checks == nil ? .check(name) : nil
        case .ended: return nil
        case .releasing, .finishing, .returning: break
        }
        if known.standing == .starting { return isReturning ? .lookForRelease(name) : .start(name) }
        guard let report = known.report, !report.isOver else { return nil }
        if isReturning, mustReturn(name) {
            if case .rollingBack = report.state { return nil }
            let goes = known.refusal == nil && unreturned(after: name).isEmpty
            return goes ? .send(name, .rollback) : nil
        }
        if let wish = known.wish { return .send(name, wish) }
        guard report.state == .warm else { return nil }
        if case .releasing = phase { return report.isWarmHeld ? nil : .send(name, .holdWarm) }
        return pause == nil || isReturning ? .send(name, .releaseWarm) : nil
    }

    private var isReturning: Bool { if case .returning = phase { true } else { false } }
}
