import Foundation
package import RolloutCore

extension ProcessFleet {
    /// Looks at artifact, program, environment and ports, side by side; starts and changes nothing.
    package func preflight(_ revision: Revision, count: Int) async -> [Check] {
        remember(revision.process.secrets)
        async let artifact = Self.check("artifact") { Self.artifact(of: revision) }
        async let program = Self.check("program") { Self.program(of: revision) }
        async let environment = Self.check("environment") { self.environment(of: revision) }
        async let ports = Self.check("ports") { self.ports(of: revision, count: count) }
        return await [artifact, program, environment, ports]
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
    private static func program(of revision: Revision) -> Finding {
        guard let word = revision.process.command.first else {
            return .bad("the command is empty. Name the program first in `process.command`.")
        }
        let name = word.replacingOccurrences(of: "{artifact}", with: revision.artifact)
        let folders = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let paths =
            name.contains("/")
            ? [name] : folders.split(separator: ":").map { "\($0)/\(name)" }
        if let path = paths.first(where: isProgram) { return .good("\(path) can be executed.") }
        guard name.contains("/") else {
            return .bad("no program \(name) in PATH. Install it, or name it with its folder.")
        }
        return .bad("\(name) cannot be executed. `chmod +x` it, or correct `process.command`.")
    }

    private static func isProgram(_ path: String) -> Bool {
        var isFolder = false as ObjCBool
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue && access(path, X_OK) == 0
    }

    private func environment(of revision: Revision) -> Finding {
        let names = revision.process.variablesToGive
        let wanting = names.filter { value($0)?.isEmpty ?? true }
        guard wanting.isEmpty else {
            let facts = wanting.map { name in
                let kind = revision.process.secrets.contains(name) ? "secret " : ""
                return kind + name + (value(name) == nil ? " is not set" : " is empty")
            }
            return .bad(
                "\(facts.spokenList). Set what is missing where handoff is started, or take it "
                    + "out of `config`."
            )
        }
        if names.isEmpty { return .good("no variables are needed.") }
        let secrets = names.filter(revision.process.secrets.contains).count
        return .good("\(names.count) variables are set, \(secrets) of them secret.")
    }

    private func ports(of revision: Revision, count: Int) -> Finding {
        let range = revision.process.portsInWords
        let used = folder.portsInUse()
        var free = 0
        for port in revision.process.ports where !used.contains(port) && free < count {
            if LoopbackPort.isFree(port) { free += 1 }
        }
        guard free < count else { return .good("\(count) ports of \(range) are free.") }
        return .bad(
            "\(count) more ports are needed and \(free) of \(range) are free. Free some, or widen "
                + "`process.ports`."
        )
    }
}
