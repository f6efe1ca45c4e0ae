/// The workers of both revisions, and which of them may take jobs.
package struct Workforce: Sendable, Hashable, Codable {
    /// How far the changeover is.
    package enum Stage: Sendable, Hashable, Codable {
        /// The old workers do all jobs.
        case old
        /// Some new ones do jobs beside the old, and are watched.
        case trying
        /// The old are to end and the new to do all jobs.
        case handingOver
    }

    /// Every worker, by name; none of them is ever in the router.
    package internal(set) var members: [InstanceID: Instance]
    /// How far the changeover is.
    package internal(set) var stage = Stage.old

    /// The workers that do the jobs now.
    package init(_ members: [Instance] = []) {
        self.members = Dictionary(uniqueKeysWithValues: members.map { ($0.id, $0) })
    }

    /// The workers of one side, by number.
    package func members(of arm: Arm) -> [Instance] {
        members.values.filter { $0.arm == arm }.sorted { $0.id < $1.id }
    }

    /// Whether any worker of that side may take a job.
    package func mayConsume(_ arm: Arm) -> Bool {
        members.values.contains { $0.arm == arm && $0.mayRun }
    }

    /// Workers of one side that are seen to run.
    package func consuming(_ arm: Arm) -> Int {
        members.values.count { $0.arm == arm && $0.isConfirmed && $0.report.state == .ready }
    }

    /// Has the workers of one side looked at again before they count.
    mutating func doubt(_ arm: Arm) {
        for worker in members(of: arm) { members[worker.id]?.isConfirmed = false }
    }
}
