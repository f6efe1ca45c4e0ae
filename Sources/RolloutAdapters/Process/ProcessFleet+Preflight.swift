import Foundation
package import RolloutCore

extension ProcessFleet {
    /// Looks at artifact, program, environment and ports, side by side; starts and changes nothing.
    ///
    /// Of a revision with workers also at their program and environment.
    package func preflight(_ revision: Revision, count: Int) async -> [Check] {
        let plan = revision.process
        remember(plan)
        async let artifact = Self.check("artifact") { Self.artifact(of: revision) }
        async let program = Self.check("program") { Self.program(of: plan, of: revision) }
        async let environment = Self.check("environment") { self.environment(of: plan) }
        async let ports = Self.check("ports") { self.ports(of: revision, count: count) }
        async let worker = workerChecks(of: revision)
        return await [artifact, program, environment, ports] + worker
    }

    private func workerChecks(of revision: Revision) async -> [Check] {
        guard let plan = revision.worker else { return [] }
        remember(plan)
        async let program = Self.check("worker program") {
            Self.program(of: plan, of: revision, key: "workers.command")
        }
        async let environment = Self.check("worker environment") { self.environment(of: plan) }
        return await [program, environment]
    }

    /// What one look found.
    private struct Finding: Sendable {
        var passed: Bool
        var words: String

        static func good(_ words: String) -> Finding { Finding(passed: true, words: words) }
        static func bad(_ words: String) -> Finding { Finding(passed: false, words: words) }
    }

    private static func check(
        _ name: String,
        _ look: @escaping @Sendable () -> Finding
    ) async -> Check {
        let start = ContinuousClock.now
        let finding = await onOwnThread(look)
        return Check(
            name: name,
            passed: finding.passed,
            finding: finding.words,
            took: start.duration(to: .now)
        )
    }

    private static func artifact(of revision: Revision) -> Finding {
        let path = revision.artifact
        do {
            let digest = try Digest.ofFile(at: path)
            guard digest == revision.digest else {
                return .bad(
                    "\(path) is \(digest.short)…, revision \(revision.label) is "
                        + "\(revision.digest.short)…. Build that revision again, or correct "
                        + "`artifact.digest`."
                )
            }
            return .good("\(revision.label) is \(digest.short)…, as pinned.")
        } catch {
            return .bad(
                "cannot read \(path): \(error.systemWords). Build it, or correct `artifact.path`."
            )
        }
    }

    /// Whether what the command starts with can be executed: mostly the artifact itself.
    private static func program(
        of plan: ProcessPlan,
        of revision: Revision,
        key: String = "process.command"
    ) -> Finding {
        guard let word = plan.command.first else {
            return .bad("the command is empty. Name the program first in `\(key)`.")
        }
        let name = word.replacingOccurrences(of: "{artifact}", with: revision.artifact)
        if let path = ProgramSearch.path(of: name) { return .good("\(path) can be executed.") }
        guard name.contains("/") else {
            return .bad("no program \(name) in PATH. Install it, or name it with its folder.")
        }
        return .bad("\(name) cannot be executed. `chmod +x` it, or correct `\(key)`.")
    }

    private func environment(of plan: ProcessPlan) -> Finding {
        let names = plan.variablesToGive
        let secrets = names.filter(plan.secrets.contains)
        // Anew, so that what was corrected since the last look counts.
        _ = store.refresh(secrets.map(plan.source(of:)))
        var facts: [String] = []
        var isOfEnvironment = false
        for name in names {
            guard case .failure(let trouble) = variable(name, of: plan) else { continue }
            facts.append((secrets.contains(name) ? "secret " : "") + "\(name) \(trouble.fact)")
            isOfEnvironment = isOfEnvironment || trouble.isOfEnvironment
        }
        guard facts.isEmpty else {
            let place = isOfEnvironment ? "Set what is missing where handoff is started" : nil
            return .bad(
                "\(facts.spokenList). \(place ?? "Correct where it comes from"), or take it out of "
                    + "`config`."
            )
        }
        if names.isEmpty { return .good("no variables are needed.") }
        return .good("\(names.count) variables are set, \(secrets.count) of them secret.")
    }

    private func ports(of revision: Revision, count: Int) -> Finding {
        guard let ports = revision.process.ports else { return .good("no ports are needed.") }
        let range = revision.process.portsInWords
        let used = folder.portsInUse()
        var free = 0
        for port in ports where !used.contains(port) && free < count {
            if LoopbackPort.isFree(port) { free += 1 }
        }
        guard free < count else { return .good("\(count) ports of \(range) are free.") }
        return .bad(
            "\(count) more ports are needed and \(free) of \(range) are free. Free some, or widen "
                + "`process.ports`."
        )
    }
}
