import Foundation
package import RolloutCore

extension DeclaredHooks {
    /// How long a host may take to be found.
    private static let lookupLimit = Duration.seconds(5)

    /// Looks at all of them side by side.
    package func preflight(_ hooks: [HookPlan]) async -> [Check] {
        await withTaskGroup(of: (Int, Check).self) { group in
            for (place, hook) in hooks.enumerated() {
                group.addTask { (place, await check(hook)) }
            }
            var checks: [Int: Check] = [:]
            for await (place, check) in group { checks[place] = check }
            return hooks.indices.compactMap { checks[$0] }
        }
    }

    private func check(_ hook: HookPlan) async -> Check {
        let start = ContinuousClock.now
        let trouble: String?
        let good: String
        switch hook.action {
        case .command(let command):
            trouble = self.trouble(of: command)
            good = "\(command.arguments.first ?? "") can be executed."
        case .http(let url, _):
            trouble = await Self.trouble(of: url)
            good = "its host was found."
        }
        return Check(
            name: hook.title,
            passed: trouble == nil,
            finding: trouble.map { "\($0). Correct it, or take it out of `hooks`." } ?? good,
            took: start.duration(to: .now)
        )
    }

    private func trouble(of command: DeclaredCommand) -> String? {
        guard access(command.folder, X_OK) == 0 else {
            return "its folder \(command.folder) cannot be entered"
        }
        guard let program = command.arguments.first, !program.isEmpty else {
            return "its command is empty"
        }
        // One with a slash in it is looked for from where the command will start.
        let isRelative = program.contains("/") && !program.hasPrefix("/")
        let path = isRelative ? "\(command.folder)/\(program)" : program
        guard ProgramSearch.path(of: path, in: value("PATH")) != nil else {
            return "\(program) cannot be executed"
        }
        return nil
    }

    private static func trouble(of url: String) async -> String? {
        do {
            let address = try WebAddress(url)
            let trouble = await HostLookup.trouble(of: address.host, within: lookupLimit)
            return trouble.map { "its host \(address.host) \($0)" }
        } catch {
            return "its URL \(error.words)"
        }
    }
}
