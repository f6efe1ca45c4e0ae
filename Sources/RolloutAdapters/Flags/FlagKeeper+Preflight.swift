import Foundation
package import RolloutCore

extension FlagKeeper {
    /// All side by side, in the order of the plan; writes nothing.
    package func preflight(_ flags: [FlagPlan]) async -> [Check] {
        await withTaskGroup(of: (Int, Check).self) { group in
            for (place, flag) in flags.enumerated() {
                group.addTask { (place, await check(flag)) }
            }
            var checks: [Int: Check] = [:]
            for await (place, check) in group { checks[place] = check }
            return checks.sorted { $0.key < $1.key }.map(\.value)
        }
    }

    private func check(_ flag: FlagPlan) async -> Check {
        let start = ContinuousClock.now
        let (passed, words) = await finding(flag)
        return Check(
            name: "flag \(flag.name)",
            passed: passed,
            finding: masked(words),
            took: start.duration(to: .now)
        )
    }

    private func finding(_ flag: FlagPlan) async -> (Bool, String) {
        let store = store(of: flag)
        let seen: StoredFlag
        do {
            seen = try await store.look()
        } catch {
            let failure = error as? Failure
            let words = failure?.summary ?? "flag \(flag.name) was not read: \(error.systemWords)"
            return (false, "\(words). \(failure?.detail ?? "")")
        }
        if seen.value == flag.value {
            return (true, "It is `\(flag.value)` already; the release will not change it.")
        }
        if let obstacle = await store.obstacle(to: flag.value, over: seen) {
            return (false, obstacle)
        }
        return (true, "It is \(seen.value.spoken), and will be `\(flag.value)` from \(flag.at).")
    }
}
