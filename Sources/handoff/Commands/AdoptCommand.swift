import ArgumentParser
import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// Takes over instances that somebody else started, without restarting them.
struct AdoptCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adopt",
        abstract: "Take over a service that runs already, without restarting it.",
        discussion: """
            The processes that listen on the named ports become the instances of the plan's \
            artifact: they are checked, put behind the router, and from then on drained and \
            stopped by releases as if handoff had started them. A supervisor that starts them \
            again when they end has to be told not to. Linux only. Ends with 3 when they are not \
            ready in time, and leaves them as they were.
            """
    )

    @Argument(help: "The plan file of what runs.", completion: .file(extensions: ["yaml", "yml"]))
    var plan: String

    @Option(
        name: .customLong("port"),
        help: ArgumentHelp("A loopback port one of them listens on; once for each.")
    )
    var ports: [Int]

    @OptionGroup var target: EnvironmentOption
    @OptionGroup var override: OverrideOptions
    @OptionGroup var follow: FollowOptions
    @OptionGroup var place: StateOptions

    func validate() throws {
        try override.refuseReasonAlone()
        guard Set(ports).count == ports.count, ports.allSatisfy((1...65_535).contains) else {
            throw ValidationError("ports are numbers from 1 to 65535, each once.")
        }
    }

    func run() async throws {
        let file = try PlanFile(path: plan, environment: target.environment)
        try place.folders.prepareState()
        let site = try ServiceSite(
            state: place.folders.state,
            service: file.service,
            environment: file.environment
        )
        let adoption = Adoption(file: file, site: site, override: override.words)
        let release = try await adoption.open(ports)
        do {
            try await follow.follow(release, at: site)
        } catch {
            try adoption.forgetUnlessAdopted(release)
            throw error
        }
    }
}

/// An adoption brought into the journal, where any steward can take it up.
struct Adoption {
    let file: PlanFile
    let site: ServiceSite
    /// Why a program that is not the plan's artifact is taken for it; nil when it is not.
    let override: String?

    /// Finds the processes, writes them down and writes the first entry.
    ///
    /// - Throws: a ``NotDone`` when something serves already or a process runs other bytes; what
    ///   cannot be found. Nothing is written down then.
    func open(_ ports: [Int]) async throws -> ReleaseID {
        let journal = try JournalFile(site.location)
        let reader = try JournalReader(site.location)
        guard try reader.deployment().revision == nil else {
            throw NotDone(
                "not adopted: \(file.service) has a revision that serves already. Nothing was "
                    + "changed. `handoff status` tells what; `handoff run` releases another.",
                code: .refused
            )
        }
        let store = ArtifactStore(state: site.location.folder.path(percentEncoded: false))
        let pinned = try await store.pin(file.artifact, expecting: file.digest)
        let revision = file.revision(digest: pinned.digest, at: pinned.path)
        let plan = file.plan(canary: revision, stable: revision)
        let fleet = try World.fleet(of: plan, at: site)
        let ids = ports.indices.map { InstanceID(file.service, $0 + 1) }
        do {
            for (id, port) in zip(ids, ports) {
                try await compare(try fleet.adopt(id, port: port), with: revision)
            }
            return try ReleaseOpener(journal).open(
                by: .current,
                version: Handoff.version,
                at: SystemClock().now,
                override: override,
                for: .adoption,
                adopting: instances(ids, ports)
            ) { _ in Self.bare(plan) }.release
        } catch {
            ids.forEach(fleet.release)
            throw error
        }
    }

    /// Forgets what was written down of processes that did not become instances; they run on.
    func forgetUnlessAdopted(_ release: ReleaseID) throws {
        let reader = try JournalReader(site.location)
        guard let latest = try reader.latestRelease(), latest.release == release,
            let outcome = latest.outcome, outcome != .adopted,
            let start = try reader.start(of: release)
        else { return }
        let fleet = try World.fleet(of: start.plan, at: site)
        start.stableInstances.map(\.id).forEach(fleet.release)
    }

    /// The bytes a process runs have to be the plan's; of an interpreter nobody can say so.
    private func compare(_ found: ProcessFleet.Found, with revision: Revision) async throws {
        if let program = found.program,
            try await ArtifactLook(at: program).digest == revision.digest
        {
            return
        }
        guard override == nil else { return }
        throw NotDone(
            "not adopted: process \(found.pid) runs \(found.program ?? "a program unknown"), which "
                + "is not \(file.artifact). Nothing was changed. Name the plan of what runs; where "
                + "it runs the artifact in a way that does not show, add `--override --reason`.",
            code: .refused
        )
    }

    private func instances(_ ids: [InstanceID], _ ports: [Int]) -> [Instance] {
        zip(ids, ports).map { id, port in
            var instance = Instance(id: id, arm: .stable, since: SystemClock().now)
            instance.report = InstanceReport(state: .starting, endpoint: "127.0.0.1:\(port)")
            return instance
        }
    }

    /// The plan without what goes along with a release of new bytes.
    private static func bare(_ plan: Plan) -> Plan {
        var plan = plan
        plan.rehearsal = .off
        plan.migrations = nil
        plan.workers = nil
        plan.flags = []
        plan.externals = []
        plan.hooks = []
        plan.notifications = []
        return plan
    }
}
