import GRDB
package import RolloutCore

/// Starts releases, one at a time for each service.
package struct ReleaseOpener: Sendable {
    private let file: JournalFile

    /// Starts releases in that journal.
    package init(_ file: JournalFile) { self.file = file }

    /// Writes the first entry of a new release and returns it; no steward is needed for that.
    ///
    /// In one transaction, so that two callers at once get one release: the number is allocated,
    /// what serves now is read, the plan is made from it, and `releaseStarted` is recorded with
    /// the stable instances and the next instance number as the last release left them.
    /// `plan` runs inside the transaction; it should only fill in a plan that was read before.
    /// `override` is why checks that may be overridden are passed; nil when they are not;
    /// `purpose` is a release as a rule; `instances` are those an adoption takes over.
    ///
    /// - Throws: a ``JournalError`` when a release of the service is under way or the plan is of
    ///   another service or environment; what `plan` throws. Nothing was written then.
    package func open(
        by person: Operator,
        version: String,
        at now: Timestamp,
        override: String? = nil,
        for purpose: ReleaseStarted.Purpose = .release,
        adopting instances: [Instance] = [],
        plan: (Deployment) throws -> Plan
    ) throws -> Entry {
        try file.write("not started") { db in
            let deployment = try Deployment(db)
            let plan = try plan(deployment)
            try check(plan)
            let last = try Int.fetchOne(db, sql: "SELECT max(number) FROM releases") ?? 0
            let release = ReleaseID(rawValue: last + 1)
            var start = ReleaseStarted(
                release: release,
                plan: plan,
                stableInstances: deployment.instances,
                firstInstanceNumber: deployment.nextInstanceNumber,
                by: person,
                version: version,
                receipt: deployment.receipt
            )
            start.stableWorkers = deployment.workers
            start.override = override
            start.purpose = purpose
            if purpose == .adoption {
                start.stableInstances = instances
                let used = instances.map(\.id.number).max() ?? 0
                start.firstInstanceNumber = max(deployment.nextInstanceNumber, used + 1)
            }
            let entry = Entry(
                release: release,
                sequence: 1,
                at: now,
                event: .releaseStarted(start)
            )
            try Chronicle(db).append([entry])
            return entry
        }
    }

    private func check(_ plan: Plan) throws {
        let place = file.location
        guard plan.service == place.service, plan.environment == place.environment else {
            throw JournalError(
                .refused,
                "not started: the plan is of \(plan.service) in \(plan.environment), the journal "
                    + "of \(place.service) in \(place.environment). Nothing was changed."
            )
        }
    }
}
