package import RolloutCore
import RolloutEngine

/// The hooks of a simulated host, as one steward reaches them.
package struct SimulatedHooks: HookRunner {
    /// What a hook says last when it advances the release.
    package static let goodLine = "ready"
    /// What it says last when it does not.
    package static let badLine = "not yet"

    private let host: SimulatedHookHost
    private let steward: Stewardship
    private let did: @Sendable (Deed) -> Void

    /// The hooks of that host; `did` hears of each that is begun.
    package init(
        _ host: SimulatedHookHost,
        steward: Stewardship = Stewardship(),
        did: @escaping @Sendable (Deed) -> Void = { _ in }
    ) {
        self.host = host
        self.steward = steward
        self.did = did
    }

    /// Whether each is there.
    package func preflight(_ hooks: [HookPlan]) async -> [Check] {
        hooks.map { hook in
            let isPresent = host.isPresent(hook.name)
            return Check(
                name: "hook `\(hook.name)`",
                passed: isPresent,
                finding: isPresent ? "It can be run." : "It cannot be run.",
                took: .milliseconds(1)
            )
        }
    }

    /// Waits in the world's time for a hook that lives on without its steward.
    package func run(_ hook: HookPlan, telling context: HookContext) async throws -> String {
        try steward.check()
        guard host.isPresent(hook.name) else {
            throw Failure(
                .refused,
                "hook `\(hook.name)` was not run: no such file or directory",
                isRetryable: false
            )
        }
        let key = context.idempotencyKey
        let (end, isNew) = host.begin(context, within: hook.limit)
        if isNew { did(.hookBegan(key)) }
        do {
            try await host.clock.sleep(until: end)
        } catch {
            // A steward that is gone ends nothing; its hook runs on.
            if !steward.isOver { host.end(under: key) }
            throw error
        }
        try steward.check()
        let lead = "hook `\(hook.name)` does not advance the release, it "
        switch host.outcome(under: key) {
        case .advanced: return Self.goodLine
        case .overdue: throw Failure(.timedOut, lead + "was ended at its limit")
        case .refused:
            throw Failure(.refused, lead + "ended with exit status 3: \(Self.badLine)")
        case nil: throw Failure(.refused, lead + "was ended")
        }
    }
}

extension HookPlan {
    /// How long it may take.
    fileprivate var limit: Duration {
        switch action {
        case .command(let command): command.within
        case .http(_, let timeout): timeout.wrappedValue
        }
    }
}
