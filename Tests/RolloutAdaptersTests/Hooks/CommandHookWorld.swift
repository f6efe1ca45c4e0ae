import Foundation
import RolloutCore
import RolloutEngine
import TestSupport

@testable import RolloutAdapters

/// Hooks that are lines of the system's shell, in a folder of their own.
final class CommandHookWorld: HookWorld {
    let folder: String

    init() throws {
        folder = try OwnerOnlyFiles.folder(
            at: NSTemporaryDirectory() + "handoff-hooks-\(UUID().uuidString)"
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func runner() throws -> DeclaredHooks {
        try DeclaredHooks(
            folder: folder + "/commands",
            value: { ["PATH": "/usr/bin:/bin", "SECRET_OF_OURS": "hunter2-hunter2"][$0] },
            secrets: SecretStore(environment: [:])
        )
    }

    func hooks() throws -> any HookRunner { try runner() }

    /// A hook that runs that line once it has written down what it was told.
    func plan(_ line: String, name: String = "smoke", within: Duration = .seconds(30)) -> HookPlan {
        let note = """
            env | grep '^HANDOFF_' > part-$$
            mv part-$$ told-$HANDOFF_IDEMPOTENCY_KEY-$$

            """
        let command = DeclaredCommand(
            ["/bin/sh", "-c", note + line],
            folder: folder,
            within: within
        )
        return HookPlan(name: name, point: .before(.shift), action: .command(command))
    }

    func plan(_ behaviour: HookBehaviour) -> HookPlan {
        let name = "smoke-\(behaviour.rawValue)"
        switch behaviour {
        case .works: return plan("echo working; echo ready", name: name)
        case .refuses: return plan("echo working; echo not yet; exit 3", name: name)
        case .slow:
            return plan(
                "mkdir busy || touch overlap; sleep 1; rmdir busy; echo ready",
                name: name
            )
        case .hangs: return plan("sleep 600", name: name, within: .milliseconds(400))
        case .absent:
            var plan = plan("", name: name)
            let command = DeclaredCommand(["./absent"], folder: folder, within: .seconds(30))
            plan.action = .command(command)
            return plan
        }
    }

    func told(under key: String) throws -> [HookContext] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        return try names.filter { $0.hasPrefix("told-\(key)-") }.map { name in
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            let pairs = text.split(separator: "\n").map { line in
                let parts = line.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                return (String(parts[0]), String(parts[1]))
            }
            return try HookContext(told: Dictionary(pairs) { first, _ in first })
        }
    }

    func hasOverlapped() -> Bool {
        FileManager.default.fileExists(atPath: folder + "/overlap")
    }

    func isRunning(_ hook: HookPlan, under key: String) throws -> Bool {
        try runner().isRunning(hook, under: key)
    }
}
