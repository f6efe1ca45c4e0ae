/// What a release changes, from what serves now to what it carries in.
///
/// Made from two plans alone: by name, never by value where a value may be secret.
package struct PlanDifference: Sendable, Hashable, Codable {
    /// What a change is about.
    package enum Part: String, Sendable, Hashable, Codable, CaseIterable {
        /// The bytes: their digest and their size.
        case artifact
        /// Variables and secrets, by name, and where they come from.
        case configuration
        /// How instances and workers are started.
        case command
        /// What the schema is brought to.
        case migrations
        /// Feature flags and their values.
        case flags
        /// How many workers, and how they change over.
        case workers
        /// How many instances.
        case instances
        /// What is judged, and by which limits.
        case criteria
        /// The weights, and what opens the way from one to the next.
        case steps
    }

    /// One thing that is not as it was.
    package struct Change: Sendable, Hashable, Codable {
        /// What it is about.
        package var part: Part
        /// Its name within the part, such as a variable's or a criterion's.
        package var name: String
        /// As it was; nil when it was not there.
        package var old: String?
        /// As it will be; nil when it is gone.
        package var new: String?
    }

    /// The label of what serves now; nil on a first release.
    package var from: String?
    /// The label of what is carried in.
    package var to: String
    /// Whether the plan that brought in what serves now is known; without it only the revisions
    /// are compared.
    package var isComplete: Bool
    /// Everything that is not as it was, in the order of ``Part``; empty on a first release, where
    /// everything is new.
    package var changes: [Change]

    /// Compares a plan with the one that brought in the revision that serves now.
    ///
    /// - Parameters:
    ///   - plan: the plan of the release; its stable revision is what serves now.
    ///   - previous: the plan that brought that revision in; nil when it is not known.
    ///   - sizes: bytes of the artifact that serves now and of the new one; nil where unknown.
    package init(
        _ plan: Plan,
        after previous: Plan?,
        sizes: (old: Int64?, new: Int64?) = (nil, nil)
    ) {
        from = plan.stable?.label
        to = plan.canary.label
        let previous = previous.flatMap { $0.canary.digest == plan.stable?.digest ? $0 : nil }
        isComplete = plan.stable == nil || previous != nil
        guard let stable = plan.stable else {
            changes = []
            return
        }
        var old = stable.items(size: sizes.old)
        var new = plan.canary.items(size: sizes.new)
        if let previous {
            old += previous.items
            new += plan.items
        }
        changes = Self.changes(from: old, to: new)
    }

    /// Compares the plans of two releases of one service, whichever of them came first.
    package init(from old: Plan, to new: Plan) {
        from = old.canary.label
        to = new.canary.label
        isComplete = true
        changes = Self.changes(
            from: old.canary.items(size: nil) + old.items,
            to: new.canary.items(size: nil) + new.items
        )
    }

    private static func changes(from old: [Item], to new: [Item]) -> [Change] {
        Part.allCases.flatMap { part -> [Change] in
            let (before, after) = (old.filter { $0.part == part }, new.filter { $0.part == part })
            let kept = after.compactMap { item -> Change? in
                let was = before.first { $0.name == item.name }?.text
                guard was != item.text else { return nil }
                return Change(part: part, name: item.name, old: was, new: item.text)
            }
            let gone = before.filter { item in !after.contains { $0.name == item.name } }
            return kept
                + gone.map { Change(part: part, name: $0.name, old: $0.text, new: nil) }
        }
    }

    /// One thing of a plan that may differ.
    struct Item {
        var part: Part
        var name: String
        var text: String
    }
}
