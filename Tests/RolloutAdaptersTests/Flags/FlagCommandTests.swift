import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// What commands are given and what is made of what they print.
@Suite(.timeLimit(.minutes(1)))
struct FlagCommandTests {
    private let world: FlagCommandWorld
    private let keeper = FlagKeeper.fixture()

    init() throws { world = try FlagCommandWorld() }

    private func plan(
        _ value: FlagValue = .bool(true),
        read: [String]? = nil,
        write: [String]? = nil
    ) -> FlagPlan {
        var commands = world.commands
        if let read { commands.read = world.command(read) }
        if let write { commands.write = world.command(write) }
        return FlagPlan(name: "new_checkout", value: value, at: .full, store: .command(commands))
    }

    private func read(_ printed: String, as value: FlagValue) async throws -> FlagValue? {
        try await keeper.value(of: plan(value, read: ["printf", "%b", printed]))
    }

    private func failure(_ plan: FlagPlan, to value: FlagValue) async -> Failure? {
        await #expect(throws: Failure.self) {
            try await keeper.set(plan, to: value, expecting: .bool(false))
        }
    }

    @Test func `a value is JSON or a bare word`() async throws {
        #expect(try await read(" true\n", as: .bool(true)) == .bool(true))
        #expect(try await read("0.50", as: .number(1)) == .number(0.5))
        #expect(try await read("\"blue\"\n", as: .text("green")) == .text("blue"))
        #expect(try await read("blue\n", as: .text("green")) == .text("blue"))
        #expect(try await read("enabled", as: .bool(true)) == .text("enabled"))
    }

    @Test func `where the plan has a word, a bare one is never anything else`() async throws {
        #expect(try await read("true\n", as: .text("blue")) == .text("true"))
        #expect(try await read("7\n", as: .text("blue")) == .text("7"))
    }

    @Test(arguments: ["", "\\n", "null\\n"])
    func `nothing is no value`(printed: String) async throws {
        #expect(try await read(printed, as: .bool(true)) == nil)
    }

    @Test(arguments: ["one\\ntwo\\n", "{\"on\": true}", "a\\033[2Jb", "\\377\\376"])
    func `what is no value is said`(printed: String) async throws {
        let failure = await #expect(throws: Failure.self) {
            try await read(printed, as: .bool(true))
        }
        #expect(failure?.kind == .refused)
        #expect(failure?.summary.contains("of what printf printed, ") == true)
        #expect(failure?.summary.contains("\u{1B}") == false)
    }

    @Test func `flag and value stand where the plan has them`() async throws {
        try world.put("new_checkout", .bool(false))
        let script = "printf '%s' \"$1\" > flag-new_checkout; printf '%s' \"$*\" > words"
        let write = ["sh", "-c", script, "{flag}", "{value}", "--set={flag}={value};x"]
        try await keeper.set(plan(write: write), to: .bool(true), expecting: .bool(false))
        #expect(try world.folder.read("words") == "true --set=new_checkout=true;x")
    }

    @Test func `a command gets nothing but what every program needs`() async throws {
        try world.folder.write(
            "#!/bin/sh\nenv > environment\necho false\n",
            to: "read",
            mode: 0o700
        )
        #expect(try await keeper.value(of: plan()) == .bool(false))
        let lines = try world.folder.read("environment").split(separator: "\n")
        let names = Set(lines.map { String($0.prefix { $0 != "=" }) })
        let usual: Set = ["PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ"]
        // These a shell makes itself.
        #expect(names.subtracting(usual).isSubset(of: ["PWD", "SHLVL", "OLDPWD", "_"]))
    }

    @Test func `a word that looks like an option is not handed on`() async throws {
        try world.put("new_checkout", .bool(false))
        let failure = try #require(await failure(plan(), to: .text("--delete")))
        #expect(failure.summary.contains("a command would take it for an option"))
        #expect(try world.folder.read("writes").isEmpty)
    }

    @Test func `a write that fails says how`() async throws {
        try world.put("new_checkout", .bool(false))
        let write = ["sh", "-c", "echo 'no such flag' >&2; exit 4"]
        let failure = try #require(await failure(plan(write: write), to: .bool(true)))
        #expect(failure.summary.hasSuffix("was not set to `true`: sh ended with exit status 4"))
        #expect(failure.detail == "It said last: no such flag")
    }

    @Test func `a write that does nothing is a failure`() async throws {
        try world.put("new_checkout", .bool(false))
        let failure = try #require(await failure(plan(write: ["true"]), to: .bool(true)))
        #expect(failure.kind == .refused)
        #expect(failure.summary.contains("took that and still says `false` after 2 s"))
    }

    @Test func `a command over its limit is a time-out`() async throws {
        var plan = plan(read: ["sleep", "60"])
        var commands = world.commands
        commands.read = DeclaredCommand(["sleep", "60"], folder: "/", within: .milliseconds(200))
        plan.store = .command(commands)
        let failure = await #expect(throws: Failure.self) { try await keeper.value(of: plan) }
        #expect(failure?.kind == .timedOut)
        #expect(failure?.summary.hasSuffix("sleep had not ended within 200 ms") == true)
    }

    @Test func `checks see a missing program and a missing value`() async throws {
        let missing = await keeper.preflight([plan(write: ["no-such-program", "{value}"])])
        #expect(missing.map(\.passed) == [false])
        #expect(missing[0].finding.contains("no-such-program cannot be executed"))
        let none = await keeper.preflight([plan()])
        #expect(none.map(\.passed) == [false])
        #expect(none[0].finding.contains("It has no value now"))
    }
}
