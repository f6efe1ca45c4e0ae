import Foundation
import RolloutCore

extension DeclaredHooks {
    /// How long the output of a run is kept after its end.
    private static let outputLife = Duration.seconds(30 * 86_400)

    /// Has the command run to its end, by itself under its key.
    func run(
        _ command: DeclaredCommand,
        of hook: HookPlan,
        telling context: HookContext
    ) async throws -> String {
        let folder = runs.folder.path
        await onOwnThread { Self.forgetOldOutput(in: folder) }
        let order = order(command, of: hook, telling: context)
        var end = try await runs(order)
        if end.wasFound, end.exit == .unseen, !end.isOverdue {
            // How it ended only its own steward could see. It knows its key, so it may say again.
            end = try await runs(order)
        }
        guard end.exit == .status(0), !end.isOverdue else {
            let limit = end.isOverdue ? " of \(command.within.spoken)" : ""
            throw hook.failure(
                end.isOverdue ? .timedOut : .refused,
                end.fact + limit,
                lines: end.lines
            )
        }
        return end.lines.last ?? ""
    }

    /// Whether a command runs for the hook under that key, whoever started it.
    func isRunning(_ hook: HookPlan, under key: String) -> Bool {
        runs.isRunning(Self.name(of: hook, under: key))
    }

    private func order(
        _ command: DeclaredCommand,
        of hook: HookPlan,
        telling context: HookContext
    ) -> CommandOrder {
        let told = HookMessage(context).variables
        var order = CommandOrder(
            name: Self.name(of: hook, under: context.idempotencyKey),
            command: command,
            environment: CommandEnvironment.usual(value).merging(told) { $1 },
            secrets: secrets.knownValues
        )
        order.title = hook.title
        return order
    }

    /// One name for every run: two hooks, or two runs of one, never wait for each other.
    static func name(of hook: HookPlan, under key: String) -> String {
        "hook-" + Digest.of(Data("\(hook.name)\n\(key)".utf8)).short
    }

    /// Every run has a file of its own, so what is old has to go.
    private static func forgetOldOutput(in folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasPrefix("hook-") && name.contains(".log") {
            var status = stat()
            guard stat("\(folder)/\(name)", &status) == 0 else { continue }
            #if os(Linux)
            let changed = Double(status.st_mtim.tv_sec)
            #else
            let changed = Double(status.st_mtimespec.tv_sec)
            #endif
            let age = Date().timeIntervalSince1970 - changed
            if age > outputLife.inSeconds { unlink("\(folder)/\(name)") }
        }
    }
}
