/// The carrying-out of a group: the state folded from its entries.
///
/// The same kind of thing as a ``Rollout``, one level up: ``decide(_:at:)`` looks and changes
/// nothing, ``apply(_:)`` changes and decides nothing, ``outstanding`` is what has to be done. It
/// moves no traffic. Each component's release has its own steward and journal; the group starts
/// it, looks at it, and sends it the commands a person could send.
package struct Group: Sendable, Hashable {
    /// What the group started with.
    package let start: GroupStarted
    /// The sequence of the last entry folded in.
    package internal(set) var sequence: Int
    /// The time of the last entry folded in.
    package internal(set) var at: Timestamp
    /// Where it stands.
    package internal(set) var phase: GroupPhase
    /// The steward that has it, once one took it up.
    package internal(set) var steward: Steward?
    /// A person's stop on starting and advancing.
    package internal(set) var pause: Pause?
    /// What is known of each component.
    package internal(set) var components: [ComponentName: Component]

    /// The state right after the group's first entry.
    ///
    /// - Precondition: the entry is `groupStarted` with sequence 1.
    package init(_ entry: GroupEntry) {
        guard case .groupStarted(let start) = entry.event, entry.sequence == 1 else {
            preconditionFailure("a group begins with groupStarted, not \(entry.event)")
        }
        self.start = start
        sequence = 1
        at = entry.at
        phase = .checking(since: entry.at)
        components = Dictionary(
            uniqueKeysWithValues: start.plan.components.map { ($0.name, Component()) }
        )
    }

    /// The state after all of a group's entries; nil when there are none.
    package init?(folding entries: some Sequence<GroupEntry>) {
        var iterator = entries.makeIterator()
        guard let first = iterator.next() else { return nil }
        self.init(first)
        while let entry = iterator.next() { apply(entry) }
    }
}

extension Group {
    /// The plan, fixed when the group started.
    package var plan: GroupPlan { start.plan }

    /// How the group ended; nil while it goes on.
    package var outcome: GroupOutcome? {
        if case .ended(let outcome, _) = phase { outcome } else { nil }
    }

    /// Why it goes or went back; nil when it does not.
    package var cause: GroupCause? {
        switch phase {
        case .returning(let cause, _), .ended(.rolledBack(let cause), _),
            .ended(.rollbackFailed(let cause, _), _):
            cause
        default: nil
        }
    }

    /// Whether a steward has anything left to do.
    package var isOver: Bool { outcome != nil }

    /// What is known of a component; of one that the plan does not have, nothing.
    package func component(_ name: ComponentName) -> Component { components[name] ?? Component() }

    /// What a component still waits for before it starts, in the order of the plan.
    package func awaited(by name: ComponentName) -> [ComponentName] {
        (plan.component(name)?.after ?? []).filter { !component($0).hasArrived }
    }

    /// When the warm times of all components are over; nil while one has not arrived.
    package var warmEnd: Timestamp? {
        var end = Timestamp(rawValue: .min)
        for component in plan.components {
            guard let report = self.component(component.name).report, report.hasArrived else {
                return nil
            }
            if let since = report.warmSince { end = max(end, since + component.warm) }
        }
        return end
    }
}
