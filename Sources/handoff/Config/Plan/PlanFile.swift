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
    let stages: [Stage]
    let warm: Duration
    let progressDeadline: Duration
    let crashLimit: Int
    let whenUnwatched: Unwatched
    let rehearsal: RehearsalPolicy

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
        plan.warm = warm
        plan.progressDeadline = progressDeadline
        plan.crashLimit = crashLimit
        plan.whenUnwatched = whenUnwatched
        plan.rehearsal = rehearsal
        return plan
    }
}

extension PlanFile {
    /// The finished plan file; paths in it are looked for beside it, in `folder`.
    ///
    /// Nil when the router is neither ours nor fully described, which the table's rules exclude.
    private init?(_ draft: PlanDraft, file: String, folder: URL) {
        guard let router = RouterPlan(draft.haproxy, folder: folder) else { return nil }
        self.file = file
        self.router = router
        service = ServiceName(rawValue: draft.service)
        environment = draft.environment
        artifact = folder.resolving(draft.artifact.path)
        digest = draft.artifact.digest
        label = draft.artifact.label
        var process = draft.process
        let secrets = draft.secrets.map { SecretSource($0, folder: folder) }
        process.secrets = secrets.map(\.name)
        process.environment = draft.variables + process.secrets
        let isSimple = secrets.allSatisfy { $0.origin == .environment }
        process.secretSources = isSimple ? nil : secrets
        process.command = folder.resolvingProgram(of: process.command)
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
    }

    /// Reads a plan from its text.
    ///
    /// - Parameters:
    ///   - text: the whole file.
    ///   - file: its name for messages.
    ///   - folder: where relative paths in it begin.
    /// - Throws: everything that is wrong with it, at once.
    init(text: String, file: String, folder: URL) throws(ConfigProblems) {
        let yaml = YAMLText(text)
        guard let root = yaml.root else {
            let empty = "the file is empty. `handoff init` writes an example to begin with."
            let problems = [ConfigProblem(position: .start, sentence: empty)]
            throw ConfigProblems(file: file, yaml.problems.isEmpty ? problems : yaml.problems)
        }
        let section = PlanSections.file
        var reading = Reading(known: section.paths)
        var draft = PlanDraft()
        section.read(root, into: &draft, &reading)
        let problems = yaml.problems + reading.problems
        guard problems.isEmpty, let finished = PlanFile(draft, file: file, folder: folder) else {
            throw ConfigProblems(file: file, problems)
        }
        self = finished
    }

    /// Reads a plan file.
    ///
    /// - Throws: everything that is wrong with it, at once, or why it cannot be read.
    init(path: String) throws(ConfigProblems) {
        let text = try ConfigText.read(path)
        let folder = URL(fileURLWithPath: path).absoluteURL.deletingLastPathComponent()
        try self.init(text: text, file: path, folder: folder)
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
            origin = .command(
                DeclaredCommand(
                    folder.resolvingProgram(of: command),
                    folder: folder.path(percentEncoded: false),
                    within: draft.within ?? PlanSections.secretLimit
                )
            )
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
