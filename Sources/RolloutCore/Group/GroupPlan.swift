/// The name of a component within its group, as the plan of the group spells it.
package struct ComponentName: RawRepresentable, Sendable, Hashable, Comparable, Codable,
    CodingKeyRepresentable, CustomStringConvertible
{
    /// Letters, digits, `-` and `_`; the plan reader refuses anything else.
    package let rawValue: String

    /// A name that was checked by the plan reader or comes from a journal.
    package init(rawValue: String) { self.rawValue = rawValue }

    package static func < (left: ComponentName, right: ComponentName) -> Bool {
        left.rawValue < right.rawValue
    }

    package var description: String { rawValue }
}

/// One service of a group, with what has to have arrived before its release starts.
package struct ComponentPlan: Sendable, Hashable, Codable {
    /// What the group calls it.
    package var name: ComponentName
    /// The service that its own plan file names.
    package var service: ServiceName
    /// Its own plan file; an absolute path, because the group is resumed from anywhere.
    package var file: String
    /// Components whose traffic has to be on their new revision before this one starts.
    package var after: [ComponentName]
    /// The warm time of its own plan, which counts from its arrival.
    @InMicroseconds package var warm: Duration

    /// A component as the plan of its group has it.
    package init(
        name: ComponentName,
        service: ServiceName,
        file: String,
        after: [ComponentName] = [],
        warm: Duration = .zero
    ) {
        self.name = name
        self.service = service
        self.file = file
        self.after = after
        self.warm = warm
    }
}

/// Several components that are released as one, in the order their edges leave.
package struct GroupPlan: Sendable, Hashable, Codable {
    /// The name of the whole; no component's service has it.
    package var name: ServiceName
    /// Where all of them are released to.
    package var environment: String
    /// In the order of the file.
    package var components: [ComponentPlan]
    /// Whether one that does not arrive takes those back that have arrived.
    package var returnsTogether: Bool

    /// A plan whose names and edges were checked.
    package init(
        name: ServiceName,
        environment: String,
        components: [ComponentPlan],
        returnsTogether: Bool = true
    ) {
        self.name = name
        self.environment = environment
        self.components = components
        self.returnsTogether = returnsTogether
    }

    /// The component of that name; nil when there is none.
    package func component(_ name: ComponentName) -> ComponentPlan? {
        components.first { $0.name == name }
    }

    /// Components that wait for that one, in the order of the file.
    package func dependants(of name: ComponentName) -> [ComponentName] {
        components.filter { $0.after.contains(name) }.map(\.name)
    }

    /// A way along the edges that comes back to where it began, the first name again at its end;
    /// nil when there is none.
    package var cycle: [ComponentName]? {
        var finished: Set<ComponentName> = []
        for component in components {
            if let found = cycle(through: [component.name], &finished) { return found }
        }
        return nil
    }

    private func cycle(
        through path: [ComponentName],
        _ finished: inout Set<ComponentName>
    ) -> [ComponentName]? {
        guard let last = path.last, !finished.contains(last) else { return nil }
        for next in component(last)?.after ?? [] {
            if let first = path.firstIndex(of: next) { return Array(path[first...]) + [next] }
            if let found = cycle(through: path + [next], &finished) { return found }
        }
        finished.insert(last)
        return nil
    }
}
