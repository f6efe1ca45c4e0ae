import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// What a group's steward does that takes long: the checks of a component, and its start.
struct GroupWork: Sendable {
    /// How long a component stays warm at most when its group's steward is gone for good.
    ///
    /// So long that no restart of the steward is too late, and not for ever.
    static let longestWarm = Duration.seconds(30 * 86_400)

    let site: GroupSite
    let start: GroupStarted

    /// Who starts the releases of this group; tells them from those a person started.
    var person: Operator {
        Operator(
            name: start.by.name,
            uid: start.by.uid,
            via: "group \(start.plan.name) \(start.number)"
        )
    }

    /// Makes all checks of a component; what keeps them from being made fails as one of them.
    func check(_ component: ComponentPlan) async -> GroupInput {
        do {
            let (checks, digest) = try await checks(of: component)
            return .checked(component.name, checks, digest)
        } catch {
            let finding = Ending(error).words
            let check = Check(name: "plan", passed: false, finding: finding, took: .zero)
            return .checked(component.name, [check], nil)
        }
    }

    private func checks(of component: ComponentPlan) async throws -> ([Check], Digest) {
        let file = try PlanFile(path: component.file, environment: start.plan.environment)
        let site = try site.site(of: component)
        let folder = site.location.folder.path(percentEncoded: false)
        _ = try JournalFile(site.location)
        let pinned = try await ArtifactStore(state: folder)
            .pin(file.artifact, expecting: file.digest)
        let reader = try JournalReader(site.location)
        if let latest = try reader.latestRelease(), latest.isUnderWay {
            let isSame = latest.digest == pinned.digest
            let words =
                isSame
                ? "\(latest.release) of these bytes is under way and is gone on with"
                : "\(latest.release) to \(latest.label) is under way. `handoff rollback "
                    + "\(component.service)` ends it"
            return (
                [Check(name: "release", passed: isSame, finding: words, took: .zero)], pinned.digest
            )
        }
        let deployment = try reader.deployment()
        let canary = file.revision(digest: pinned.digest, at: pinned.path)
        var plan = file.plan(canary: canary, stable: deployment.revision)
        // What it depends on may be what it comes after, which is not there yet.
        if !component.after.isEmpty { plan.externals = [] }
        var start = ReleaseStarted(
            release: ReleaseID(rawValue: 0),
            plan: plan,
            stableInstances: deployment.instances,
            firstInstanceNumber: deployment.nextInstanceNumber,
            by: person,
            version: Handoff.version,
            receipt: deployment.receipt
        )
        start.stableWorkers = deployment.workers
        let visit = try await RouterVisit(site)
        defer { withExtendedLifetime(visit) {} }
        let world = try World(of: plan, at: site)
        let checks = await PreflightOnly.checks(of: start, in: world, time: SystemClock())
        return (checks, pinned.digest)
    }

    /// Sees that a component has a release of this group; nil when it has to be tried again.
    func start(_ component: ComponentPlan, digest: Digest?) async -> GroupInput? {
        do {
            if let found = try release(of: component) { return .started(component.name, found) }
            var start = ReleaseStart(
                plan: component.file,
                environment: self.start.plan.environment,
                folders: Folders(state: site.state.path(percentEncoded: false))
            )
            start.expected = digest
            start.ledgers = site.ledgers
            start.override = self.start.override
            start.person = person
            start.leastWarm = Self.longestWarm
            return .started(component.name, try await start().release)
        } catch let error as JournalError where error.kind == .busy || error.kind == .full {
            return nil
        } catch {
            return .notStarted(component.name, Ending(error).words)
        }
    }

    /// Whether the component got a release of this group; one it did not get, it gets no more.
    func look(for component: ComponentPlan) -> GroupInput? {
        do {
            guard let found = try release(of: component) else {
                return .notStarted(component.name, "the group rolls back")
            }
            return .started(component.name, found)
        } catch {
            return nil
        }
    }

    /// The release that this group started, over or not.
    private func release(of component: ComponentPlan) throws -> ReleaseID? {
        let site = try site.site(of: component)
        _ = try JournalFile(site.location)
        return try JournalReader(site.location).history().first { $0.by == person }?.release
    }
}
