package import RolloutCore
package import RolloutEngine
import Testing

/// What the store of a fixture flag does.
package enum FlagStoreBehaviour: Sendable {
    /// It works.
    case works
    /// It can neither be read nor written.
    case unreachable
    /// The next write takes effect, and nobody is told; in a store that cannot do that, it works.
    case forgetsToAnswer
}

/// A place where the promises of flag stores can be tried: a real store, or a simulation.
package protocol FlagWorld: Sendable {
    /// Whether a flag can be without a value after it had one.
    var canRemove: Bool { get }
    /// The stores as a steward has them; every call is another steward.
    func flags(_ behaviour: FlagStoreBehaviour) throws -> any FlagStores
    /// A flag of the store that the release gives that value.
    func plan(_ name: String, _ value: FlagValue) -> FlagPlan
    /// Somebody else gives a flag a value.
    func put(_ name: String, _ value: FlagValue) async throws
    /// What the store really has, nil for nothing.
    func held(_ name: String) async throws -> FlagValue?
    /// Something that is another after each write by a steward or by somebody else.
    func mark() async throws -> String
}

/// What every ``RolloutEngine/FlagStores`` promises, as far as it can be seen from outside.
package struct FlagStoresContract: Sendable {
    private let world: any FlagWorld
    private static let name = "new_checkout"
    private static let values: [FlagValue] = [.bool(true), .number(12.5), .text("blue/green")]
    private static let others: [FlagValue] = [.bool(false), .number(25), .text("green")]

    /// The promises, to be tried in that world.
    package init(_ world: any FlagWorld) { self.world = world }

    /// Each sort of value is read as it is; a name that the store does not have has none.
    package func readsValues() async throws {
        let flags = try world.flags(.works)
        for value in Self.values {
            try await world.put(Self.name, value)
            #expect(try await flags.value(of: world.plan(Self.name, value)) == value)
        }
        #expect(try await flags.value(of: world.plan("unheard_of", .bool(true))) == nil)
    }

    /// Each sort of value is set and set back.
    package func setsAndRestores() async throws {
        let flags = try world.flags(.works)
        for (before, after) in zip(Self.values, Self.others) {
            let plan = world.plan(Self.name, after)
            try await world.put(Self.name, before)
            try await flags.set(plan, to: after, expecting: before)
            #expect(try await world.held(Self.name) == after)
            try await flags.set(plan, to: before, expecting: after)
            #expect(try await world.held(Self.name) == before)
        }
    }

    /// What is so already is not written again, whatever was expected and by whomever.
    package func writesOnce() async throws {
        let plan = world.plan(Self.name, .bool(true))
        try await world.put(Self.name, .bool(false))
        try await world.flags(.works).set(plan, to: .bool(true), expecting: .bool(false))
        let mark = try await world.mark()
        try await world.flags(.works).set(plan, to: .bool(true), expecting: .bool(false))
        try await world.flags(.works).set(plan, to: .bool(true), expecting: nil)
        #expect(try await world.mark() == mark)
    }

    /// A value that somebody else gave it stays, and the failure says so.
    package func leavesOthersValue() async throws {
        let plan = world.plan(Self.name, .text("new"))
        try await world.put(Self.name, .text("theirs"))
        let mark = try await world.mark()
        let flags = try world.flags(.works)
        let failure = await #expect(throws: Failure.self) {
            try await flags.set(plan, to: .text("new"), expecting: .text("old"))
        }
        #expect(failure?.kind == .conflict)
        #expect(failure?.summary.contains("`theirs`") == true, "\(failure?.summary ?? "")")
        #expect(try await world.mark() == mark)
    }

    /// A flag without a value gets one, and loses it again where the store can do that.
    package func addsAndRemoves() async throws {
        let flags = try world.flags(.works)
        let plan = world.plan("brand_new", .number(5))
        try await flags.set(plan, to: .number(5), expecting: nil)
        #expect(try await world.held("brand_new") == .number(5))
        if world.canRemove {
            try await flags.set(plan, to: nil, expecting: .number(5))
            try await flags.set(plan, to: nil, expecting: .number(5))
            #expect(try await world.held("brand_new") == nil)
        } else {
            await #expect(throws: Failure.self) {
                try await flags.set(plan, to: nil, expecting: .number(5))
            }
            #expect(try await world.held("brand_new") == .number(5))
        }
    }

    /// Other flags of the store stay as they are.
    package func leavesOtherFlags() async throws {
        try await world.put("older", .text("kept"))
        try await world.put(Self.name, .bool(false))
        let plan = world.plan(Self.name, .bool(true))
        try await world.flags(.works).set(plan, to: .bool(true), expecting: .bool(false))
        #expect(try await world.held("older") == .text("kept"))
    }

    /// Two stewards that set two flags of one store at the same time lose neither.
    package func losesNoUpdate() async throws {
        let plans = (0..<6).map { world.plan("flag_\($0)", .number(Double($0))) }
        for plan in plans { try await world.put(plan.name, .text("old")) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for plan in plans {
                let flags = try world.flags(.works)
                group.addTask {
                    try await flags.set(plan, to: plan.value, expecting: .text("old"))
                }
            }
            try await group.waitForAll()
        }
        for plan in plans { #expect(try await world.held(plan.name) == plan.value) }
    }

    /// A write whose answer was lost is not made twice.
    package func repeatsNoLostWrite() async throws {
        try await world.put(Self.name, .bool(false))
        let plan = world.plan(Self.name, .bool(true))
        try? await world.flags(.forgetsToAnswer).set(
            plan,
            to: .bool(true),
            expecting: .bool(false)
        )
        #expect(try await world.held(Self.name) == .bool(true))
        let mark = try await world.mark()
        try await world.flags(.works).set(plan, to: .bool(true), expecting: .bool(false))
        #expect(try await world.mark() == mark)
    }

    /// A store that cannot be reached is a failure, never a flag without a value.
    package func saysWhenUnreachable() async throws {
        let plan = world.plan(Self.name, .bool(true))
        try await world.put(Self.name, .bool(false))
        let flags = try world.flags(.unreachable)
        await #expect(throws: Failure.self) { try await flags.value(of: plan) }
        await #expect(throws: Failure.self) {
            try await flags.set(plan, to: .bool(true), expecting: .bool(false))
        }
        let checks = await flags.preflight([plan])
        #expect(checks.map(\.name) == ["flag \(Self.name)"])
        #expect(checks.map(\.passed) == [false])
    }

    /// Checks say what will be, in the order of the plan, and write nothing.
    package func checksBeforehand() async throws {
        try await world.put("already", .text("on"))
        try await world.put(Self.name, .bool(false))
        let mark = try await world.mark()
        let checks = try await world.flags(.works).preflight([
            world.plan("already", .text("on")), world.plan(Self.name, .bool(true)),
        ])
        #expect(checks.map(\.name) == ["flag already", "flag \(Self.name)"])
        #expect(checks.map(\.passed) == [true, true])
        #expect(checks[0].finding.contains("already"))
        #expect(checks[1].finding.contains("will be `true`"))
        #expect(try await world.mark() == mark)
    }
}
