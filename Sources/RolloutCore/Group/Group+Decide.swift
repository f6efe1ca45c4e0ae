/// What a group's steward is told: by persons, by releases, by its own operations, by time.
package enum GroupInput: Sendable, Hashable {
    /// A person's wish.
    case command(Command)
    /// A steward took the group up.
    case steward(Steward)
    /// All checks of a component were made.
    case checked(ComponentName, [Check], Digest?)
    /// The release of a component is that one, made for this group.
    case started(ComponentName, ReleaseID)
    /// A component has no release and gets none, in words.
    case notStarted(ComponentName, String)
    /// What a component's release shows.
    case observed(ComponentName, ComponentReport)
    /// A component's steward refused a command of the group's, in words; told after what its
    /// release showed by then, which may be why.
    case refused(ComponentName, Command.Verb, String)
    /// Nothing but time.
    case timePassed
}

extension Group {
    /// What is to be recorded for an input, in order; nothing when it changes nothing.
    ///
    /// - Throws: a ``Rejection`` in words the person can act on; only for a command.
    package func decide(_ input: GroupInput, at now: Timestamp) throws(Rejection) -> [GroupEvent] {
        var events = try immediate(input)
        var next = self
        next.record(events, at: now)
        // Each round starts, turns or ends something, and no thing twice.
        for _ in 0..<(2 * plan.components.count + 4) {
            let more = next.isOver ? [] : next.transitions(at: now)
            if more.isEmpty { return events }
            events += more
            next.record(more, at: now)
        }
        preconditionFailure("no end to the consequences of \(input) in \(phase.name)")
    }

    /// The state as if those events had been journaled at `now`.
    private mutating func record(_ events: [GroupEvent], at now: Timestamp) {
        for event in events {
            apply(GroupEntry(sequence: sequence + 1, at: now, event: event))
        }
    }

    private func immediate(_ input: GroupInput) throws(Rejection) -> [GroupEvent] {
        if case .command(let command) = input { return try decide(command) }
        guard !isOver else { return [] }
        switch input {
        case .command, .timePassed: return []
        case .steward(let steward):
            return [.stewardStarted(steward, resumed: self.steward != nil)]
        case .checked(let name, let checks, let digest):
            return component(name).checks == nil ? [.componentChecked(name, checks, digest)] : []
        case .started(let name, let release):
            guard component(name).standing == .starting else { return [] }
            return [.componentStarted(name, release)]
        case .notStarted(let name, let words):
            guard component(name).standing == .starting else { return [] }
            return [.componentNotStarted(name, words)]
        case .observed(let name, let report):
            guard component(name).standing == .started(report.release),
                component(name).report != report
            else { return [] }
            return [.componentChanged(name, report)]
        case .refused(let name, let verb, let words):
            let isTold = component(name).told == Component.refusal(of: verb, words)
            return isTold ? [] : [.componentRefused(name, verb, words)]
        }
    }

    /// What follows from the state alone.
    private func transitions(at now: Timestamp) -> [GroupEvent] {
        switch phase {
        case .checking: afterChecks
        case .releasing:
            troubleEvents ?? (pause == nil ? startEvents ?? finishEvents(at: now) : [])
        case .finishing: troubleEvents ?? (areAllOver ? [.ended(.succeeded)] : [])
        case .returning(let cause, _): endOfReturn(cause)
        case .ended: []
        }
    }

    private var afterChecks: [GroupEvent] {
        let found = components.values.compactMap(\.checks)
        guard found.count == components.count else { return [] }
        let isSound = found.joined().allSatisfy { check in
            check.passed || (start.override != nil && check.mayBeOverridden)
        }
        return [isSound ? .releaseBegan : .ended(.refused)]
    }

    /// The first component that does not arrive turns the whole; nil while there is none.
    private var troubleEvents: [GroupEvent]? {
        for component in plan.components {
            guard let trouble = self.component(component.name).trouble else { continue }
            return [.rollbackStarted(.component(component.name, trouble))]
        }
        return nil
    }

    /// Starts everything whose turn it is; nil when nothing is.
    private var startEvents: [GroupEvent]? {
        let ready = plan.components.map(\.name).filter { name in
            component(name).standing == .waiting && awaited(by: name).isEmpty
        }
        return ready.isEmpty ? nil : ready.map { .startBegan($0) }
    }

    private func finishEvents(at now: Timestamp) -> [GroupEvent] {
        guard let warmEnd, now >= warmEnd else { return [] }
        return [.warmEnded]
    }

    private var areAllOver: Bool { components.values.allSatisfy { !$0.mayRun } }
}
