import Foundation
import RolloutCore

/// What a plan file says, complete and free of contradictions.
///
/// It becomes a ``Plan`` once it is known which bytes are released (the canary, pinned) and which
/// revision serves now (the stable one). Reading it touches nothing but the file itself: no
/// variable's value, no artifact, no router.
struct PlanFile: Hashable, Sendable {
    /// The file as the person named it, for messages.
    let file: String
    let service: ServiceName
    let environment: String
    /// Where the bytes to release lie; absolute when the plan file's folder is.
    let artifact: String
    /// The hash the bytes must have; nil when the file leaves it open.
    let digest: Digest?
    /// What people call the revision; nil when the file leaves it open.
    let label: String?
    /// How one instance of the new revision is started, checked, drained and stopped.
    let process: ProcessPlan
    let instanceCount: Int
    let router: RouterPlan
    let criteria: [Criterion]
    let judge: JudgePlan
    let stages: [Stage]
    let warm: Duration
    let progressDeadline: Duration
    let crashLimit: Int
    let whenUnwatched: Unwatched
    let rehearsal: RehearsalPolicy
    let migrations: MigrationPlan?
    let workers: WorkerPlan?
    /// How one worker of the new revision is started and stopped; nil when there are none.
    let worker: ProcessPlan?
    /// Flags in the order in which they are set.
    let flags: [FlagPlan]
    let externals: [ExternalPlan]
    let hooks: [HookPlan]
    let notifications: [NotificationPlan]
    let freezes: [FreezeWindow]
    /// The environment in which the same bytes must have succeeded; nil for none.
    let validatedIn: String?
    let unanswered: UnansweredPolicy
    let failures: FailurePolicy

    /// The revision to release, once its bytes are pinned at a path.
    func revision(digest: Digest, at path: String) -> Revision {
        var revision = Revision(
            label: label ?? digest.short,
            digest: digest,
            artifact: path,
            process: process
        )
        revision.worker = worker
        return revision
    }

    /// The plan for one pinned revision in place of the one that serves now.
    ///
    /// `stable` is nil when the service is brought up for the first time.
    func plan(canary: Revision, stable: Revision?) -> Plan {
        var plan = Plan(
            service: service,
            environment: environment,
            canary: canary,
            stable: stable,
            instanceCount: instanceCount,
            router: router,
            criteria: criteria,
            stages: stages
        )
        plan.judge = judge
        plan.warm = warm
        plan.progressDeadline = progressDeadline
        plan.crashLimit = crashLimit
        plan.whenUnwatched = whenUnwatched
        plan.rehearsal = rehearsal
        plan.migrations = migrations
        plan.workers = workers
        plan.flags = flags
        plan.externals = externals
        plan.hooks = hooks
        plan.notifications = notifications
        plan.freezes = freezes
        plan.validatedIn = validatedIn
        plan.unanswered = unanswered
        plan.failures = failures
        return plan
    }
}

extension PlanFile {
    /// The finished plan file; paths in it are looked for beside it, in `folder`.
    ///
    /// Nil when the router is neither ours nor fully described, which the table's rules exclude.
    init?(_ draft: PlanDraft, file: String, folder: URL) {
        guard let router = RouterPlan(draft.haproxy, folder: folder) else { return nil }
        self.file = file
        self.router = router
        service = ServiceName(rawValue: draft.service)
        environment = draft.environment
        artifact = folder.resolving(draft.artifact.path)
        digest = draft.artifact.digest
        label = draft.artifact.label
        validatedIn = draft.artifact.validatedIn
        let process = draft.finishedProcess(folder: folder)
        self.process = process
        instanceCount = draft.instanceCount
        let criteria = draft.criteria.isEmpty ? PlanSections.defaultCriteria : draft.criteria
        self.criteria = criteria.map { $0.resolvingFiles(folder.resolving) }
        stages = draft.stages
        warm = draft.warm
        progressDeadline = draft.progressDeadline
        crashLimit = draft.crashLimit
        whenUnwatched = draft.whenUnwatched
        rehearsal = draft.rehearsal
        migrations = draft.migrations.map {
            MigrationPlan($0, process: process, folder: folder)
        }
        workers = draft.workers?.plan
        worker = draft.workers?.process(beside: process, folder: folder)
        // Sorting keeps the file's order among those of one weight.
        flags = draft.flags.compactMap { $0.plan(folder: folder) }.sorted { $0.at < $1.at }
        externals = draft.externals.compactMap { $0.plan(folder: folder) }
        hooks = draft.hooks.compactMap { $0.plan(folder: folder) }
        notifications = draft.receivers.compactMap { $0.plan(folder: folder) }
        freezes = draft.freezes.compactMap(\.plan)
        judge = draft.judge
        unanswered = draft.unanswered
        failures = draft.failures.policy
    }

    /// Reads a plan from its text.
    ///
    /// - Parameters:
    ///   - text: the whole file.
    ///   - file: its name for messages.
    ///   - folder: where relative paths in it begin.
    ///   - environment: the environment to release to, for files that are for several.
    /// - Throws: everything that is wrong with it, at once.
    init(
        text: String,
        file: String,
        folder: URL,
        environment: String? = nil
    ) throws(ConfigProblems) {
        let variants = try PlanVariants(text: text, file: file, folder: folder)
        self = try variants.plan(for: environment)
    }

    /// Reads a plan file, for the environment named where it is for several.
    ///
    /// - Throws: everything that is wrong with it, at once, or why it cannot be read.
    init(path: String, environment: String? = nil) throws(ConfigProblems) {
        self = try PlanVariants(path: path).plan(for: environment)
    }
}

extension PlanDraft {
    /// How an instance is started, with the variables and secrets it gets.
    fileprivate func finishedProcess(folder: URL) -> ProcessPlan {
        var process = process
        let secrets = secrets.map { SecretSource($0, folder: folder) }
        process.secrets = secrets.map(\.name)
        process.environment = variables + process.secrets
        let isSimple = secrets.allSatisfy { $0.origin == .environment }
        process.secretSources = isSimple ? nil : secrets
        process.command = folder.resolvingProgram(of: process.command)
        return process
    }
}

extension RouterPlan {
    fileprivate init?(_ draft: HAProxyDraft, folder: URL) {
        if let listen = draft.listen {
            self = .haproxy(
                listen: listen,
                affinity: draft.affinity,
                canaryWhen: draft.canaryWhen
            )
            return
        }
        guard let socket = draft.socket, let backends = draft.backends, let map = draft.map,
            let records = draft.records
        else { return nil }
        self = .haproxySocket(
            HAProxySocket(
                socket: folder.resolving(socket),
                backends: backends,
                map: map,
                recordsPort: records
            )
        )
    }
}

extension SecretSource {
    /// The source a draft names, with what it names looked for in the plan file's folder.
    init(_ draft: SecretDraft, folder: URL) {
        var origin = Origin.environment
        if let file = draft.file { origin = .file(folder.resolving(file)) }
        if let command = draft.command {
            let within = draft.within ?? PlanSections.secretLimit
            origin = .command(DeclaredCommand(command, within: within, folder: folder))
        }
        self.init(name: draft.name, origin: origin)
    }
}

extension URL {
    /// The command with a program that is named by a path, and not by a placeholder, looked for in
    /// this folder.
    func resolvingProgram(of command: [String]) -> [String] {
        guard let program = command.first, program.contains("/"), !program.hasPrefix("{") else {
            return command
        }
        return [resolving(program)] + command.dropFirst()
    }

    /// The path as it is when absolute, else as it lies in this folder.
    func resolving(_ path: String) -> String {
        URL(fileURLWithPath: path, relativeTo: self).standardizedFileURL.path(percentEncoded: false)
    }
}
