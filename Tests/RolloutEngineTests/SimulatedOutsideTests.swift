import RolloutCore
import RolloutEngine
import RolloutSimulation
import Testing

/// What simulated hooks and receivers do when something is the matter, and what they remember.
@Suite(.timeLimit(.minutes(1)))
struct SimulatedOutsideTests {
    private let clock = HeldClock()
    private let host: SimulatedHookHost
    private let receivers: SimulatedReceivers

    init() {
        host = SimulatedHookHost(length: .seconds(2), clock: clock)
        receivers = SimulatedReceivers(latency: .seconds(1), clock: clock)
    }

    private let hook = HookPlan(
        name: "smoke",
        point: .before(.shift),
        action: .command(DeclaredCommand(["smoke"], folder: "/", within: .seconds(10)))
    )

    private func run(_ key: String, _ steward: Stewardship = Stewardship()) async throws -> String {
        let context = try HookContext(
            hook: "smoke",
            point: "before shift",
            service: ServiceName(rawValue: "shop"),
            environment: "test",
            release: ReleaseID(rawValue: 1),
            from: nil,
            to: "2",
            digest: #require(Digest(rawValue: "sha256:" + String(repeating: "0", count: 64))),
            percent: 5,
            idempotencyKey: key
        )
        return try await passing {
            try await SimulatedHooks(host, steward: steward).run(hook, telling: context)
        }
    }

    private func send(_ id: String) async throws {
        let message = Notification(
            id: id,
            kind: .paused,
            at: clock.now,
            service: ServiceName(rawValue: "shop"),
            environment: "test",
            release: ReleaseID(rawValue: 1),
            from: nil,
            to: "2",
            weight: .zero,
            reason: nil,
            nextCommand: nil,
            receiver: 0
        )
        let plan = NotificationPlan(url: nil, format: .json, kinds: [.paused])
        try await passing { try await SimulatedNotifier(receivers).send(message, to: plan) }
    }

    /// Lets time pass as fast as it can until the work is done.
    private func passing<Value: Sendable>(
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask { [clock] in
                while !Task.isCancelled {
                    clock.advance(by: .milliseconds(100))
                    await Task.yield()
                }
                return nil
            }
            defer { group.cancelAll() }
            return try #require(try await group.next() ?? nil)
        }
    }

    @Test func `a hook fails as often as it was told to and then works`() async throws {
        host.fault("smoke", .refuses, times: 2)
        for _ in 1...2 { await #expect(throws: Failure.self) { try await run("a") } }
        #expect(try await run("a") == "ready")
        #expect(host.told.map(\.idempotencyKey) == ["a"])
        #expect(host.tries(under: "a") == 3)
        #expect(host.done == ["a"])
    }

    @Test func `a hook nobody heard has done its work, and does it once`() async throws {
        host.fault("smoke", .unheard)
        let failure = await #expect(throws: Failure.self) { try await run("a") }
        #expect(failure?.kind == .timedOut)
        #expect(host.done == ["a"])
        #expect(try await run("a") == "ready")
        #expect(host.done == ["a"])
    }

    @Test func `a hook that hangs has done nothing`() async throws {
        host.fault("smoke", .hangs)
        let failure = await #expect(throws: Failure.self) { try await run("a") }
        #expect(failure?.kind == .timedOut)
        #expect(host.done == [])
        #expect(!host.isRunning(under: "a"))
    }

    @Test func `a steward that is gone starts no hook`() async throws {
        let steward = Stewardship()
        steward.end()
        await #expect(throws: CancellationError.self) { try await run("a", steward) }
        #expect(host.tries(under: "a") == 0)
    }

    @Test func `a message nobody confirmed arrives twice and is remembered once`() async throws {
        receivers.fault(0, .unheard)
        let failure = await #expect(throws: Failure.self) { try await send("a") }
        #expect(failure?.kind == .timedOut)
        try await send("a")
        #expect(receivers.messages.map(\.id) == ["a"])
        #expect(receivers.deliveries(of: "a") == 2)
    }

    @Test func `an overloaded receiver has taken nothing until it is not`() async throws {
        receivers.fault(0, .overloaded, times: 2)
        for _ in 1...2 { await #expect(throws: Failure.self) { try await send("a") } }
        #expect(receivers.messages == [])
        try await send("a")
        #expect(receivers.tries(of: "a") == 3)
        #expect(receivers.deliveries(of: "a") == 1)
    }
}
