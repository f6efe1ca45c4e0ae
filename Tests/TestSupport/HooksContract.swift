package import RolloutCore
package import RolloutEngine
import Testing

/// What a hook of a fixture does, whatever runs it.
package enum HookBehaviour: String, Sendable {
    /// It does its work within moments, says `ready` and advances.
    case works
    /// It says `not yet` and does not.
    case refuses
    /// It takes about a second, or, where nothing can be slow, its whole limit of 30 s.
    case slow
    /// It says nothing, and its limit is 400 ms.
    case hangs
    /// Its program or host is missing.
    case absent
}

/// A place where the promises of hooks can be tried: real programs or services, or a simulation.
package protocol HookWorld: Sendable {
    /// The hooks as a steward has them; every call is another steward.
    func hooks() throws -> any HookRunner
    /// A hook that does that.
    func plan(_ behaviour: HookBehaviour) throws -> HookPlan
    /// What a hook was told under that key, once for every time it was begun.
    func told(under key: String) async throws -> [HookContext]
    /// Whether that hook is under way with that key.
    func isRunning(_ hook: HookPlan, under key: String) async throws -> Bool
    /// Whether one slow hook was ever begun while another was under way.
    func hasOverlapped() async throws -> Bool
}

/// What every ``RolloutEngine/HookRunner`` promises, as far as it can be seen from outside.
package struct HooksContract: Sendable {
    private let world: any HookWorld

    /// The promises, to be tried in that world.
    package init(_ world: any HookWorld) { self.world = world }

    private func context(
        _ hook: HookPlan,
        _ key: String,
        from: String? = "1.4"
    ) throws -> HookContext {
        try HookContext(
            hook: hook.name,
            point: hook.point.description,
            service: ServiceName(rawValue: "storefront"),
            environment: "production",
            release: ReleaseID(rawValue: 7),
            from: from,
            to: "1.5 \"new\"",
            digest: #require(Digest(rawValue: "sha256:" + String(repeating: "a1", count: 32))),
            percent: 12.5,
            idempotencyKey: key
        )
    }

    private func run(_ behaviour: HookBehaviour, _ key: String) async throws -> String {
        let hook = try world.plan(behaviour)
        return try await world.hooks().run(hook, telling: try context(hook, key))
    }

    /// A hook gets the whole context, and its last line comes back.
    package func tellsEverything() async throws {
        let hook = try world.plan(.works)
        let context = try context(hook, "key-1")
        #expect(try await world.hooks().run(hook, telling: context) == "ready")
        #expect(try await world.told(under: "key-1") == [context])
    }

    /// On a first release there is no revision before.
    package func tellsOfFirstReleases() async throws {
        let hook = try world.plan(.works)
        let context = try context(hook, "key-1", from: nil)
        _ = try await world.hooks().run(hook, telling: context)
        #expect(try await world.told(under: "key-1") == [context])
    }

    /// A hook that says no does not advance, says why, and may be tried again under its key.
    package func saysWhenRefused() async throws {
        let failure = await #expect(throws: Failure.self) { try await run(.refuses, "key-1") }
        #expect(failure?.kind == .refused)
        #expect(failure?.summary.contains("not yet") == true, "\(failure?.summary ?? "")")
        #expect(failure?.isRetryable == true)
        #expect(try await run(.works, "key-1") == "ready")
        #expect(try await world.told(under: "key-1").count == 2)
    }

    /// A hook over its limit does not advance, and nothing of it goes on.
    package func endsAtLimit() async throws {
        let failure = await #expect(throws: Failure.self) { try await run(.hangs, "key-1") }
        #expect(failure?.kind == .timedOut)
        #expect(failure?.isRetryable == true)
        let hook = try world.plan(.hangs)
        #expect(try await eventually { try await !world.isRunning(hook, under: "key-1") })
    }

    /// Cancelled, it ends the hook before it throws.
    package func endsWhenCancelled() async throws {
        let hook = try world.plan(.slow)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                do {
                    _ = try await run(.slow, "key-1")
                    return false
                } catch is CancellationError {
                    return true
                }
            }
            let isUnderWay = try await eventually {
                try await world.isRunning(hook, under: "key-1")
            }
            #expect(isUnderWay)
            group.cancelAll()
            let isCancelled = try await group.next()
            #expect(isCancelled == true)
        }
        #expect(try await eventually { try await !world.isRunning(hook, under: "key-1") })
    }

    /// Two stewards that run a hook under one key have it run once at a time.
    ///
    /// - Throws: also when the world cannot be looked at. Not kept for services, which get both.
    package func runsOneAtATime() async throws {
        let hook = try world.plan(.slow)
        async let first = run(.slow, "key-1")
        #expect(try await eventually { try await world.isRunning(hook, under: "key-1") })
        let second = try await run(.slow, "key-1")
        #expect(try await first == "ready")
        #expect(second == "ready")
        #expect(try await !world.hasOverlapped())
    }

    /// Under another key it is another run.
    package func runsApart() async throws {
        async let first = run(.works, "key-1")
        async let second = run(.works, "key-2")
        #expect(try await [first, second] == ["ready", "ready"])
        #expect(try await world.told(under: "key-1").count == 1)
        #expect(try await world.told(under: "key-2").count == 1)
    }

    /// The checks see what is missing, each hook for itself, and run none.
    package func checksWithoutRunning() async throws {
        let hooks = try [world.plan(.works), world.plan(.absent)]
        let checks = try await world.hooks().preflight(hooks)
        #expect(checks.map(\.passed) == [true, false])
        #expect(Set(checks.map(\.name)).count == 2)
        #expect(try await world.told(under: "key-1") == [])
    }
}
