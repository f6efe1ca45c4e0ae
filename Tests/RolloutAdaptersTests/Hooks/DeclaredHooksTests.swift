import Foundation
import RolloutCore
import TestSupport
import Testing

@testable import RolloutAdapters

/// What is true of hooks as commands and services beyond the promises of every hook.
@Suite(.timeLimit(.minutes(1)))
struct DeclaredHooksTests {
    private let world: CommandHookWorld

    init() throws { world = try CommandHookWorld() }

    private func context(_ hook: HookPlan, key: String = "key-1") throws -> HookContext {
        try HookContext(
            hook: hook.name,
            point: hook.point.description,
            service: ServiceName(rawValue: "storefront"),
            environment: "production",
            release: ReleaseID(rawValue: 7),
            from: nil,
            to: "1.5",
            digest: #require(Digest(rawValue: "sha256:" + String(repeating: "a1", count: 32))),
            percent: 100,
            idempotencyKey: key
        )
    }

    private func run(_ line: String) async throws -> String {
        let hook = world.plan(line)
        return try await world.runner().run(hook, telling: context(hook))
    }

    private func ask(
        _ answer: AnsweringServer.Answer,
        path: String = "/x"
    ) async throws -> String {
        let server = try AnsweringServer(port: TestPorts.take())
        defer { server.close() }
        server.answer(path, answer)
        let hook = HookPlan(
            name: "smoke",
            point: .after(.rollback),
            action: .http(
                url: "http://\(server.endpoint)\(path)",
                timeout: InMicroseconds(wrappedValue: .seconds(20))
            )
        )
        return try await world.runner().run(hook, telling: context(hook))
    }

    @Test func `a command gets its ten variables, a PATH and the marks of its folder`()
        async throws
    {
        let names = try await run("env | grep -v '^PWD=' | sort | cut -d= -f1 | tr '\\n' ' '")
        #expect(
            names
                == "HANDOFF_COMMAND HANDOFF_COMMANDS HANDOFF_COMMAND_RUN HANDOFF_DIGEST "
                + "HANDOFF_ENVIRONMENT HANDOFF_FROM HANDOFF_HOOK HANDOFF_IDEMPOTENCY_KEY "
                + "HANDOFF_POINT HANDOFF_RELEASE HANDOFF_SERVICE HANDOFF_TO HANDOFF_WEIGHT PATH "
        )
    }

    @Test func `a command that says nothing advances with an empty line`() async throws {
        #expect(try await run("true").isEmpty)
    }

    @Test func `what a command says is cleaned`() async throws {
        #expect(try await run(#"printf 'a \033[31mb\033[0m\n'"#) == "a b")
    }

    @Test func `a refusal names the hook, its end and its last line`() async throws {
        let failure = await #expect(throws: Failure.self) {
            try await run("echo one; echo two; exit 3")
        }
        #expect(
            failure?.summary
                == "hook `smoke` does not advance the release, it ended with exit status 3: two"
        )
        #expect(failure?.detail.contains("one | two") == true)
    }

    @Test func `a program that vanished after the checks is named by its hook`() async throws {
        let hook = world.plan(.absent)
        let failure = await #expect(throws: Failure.self) {
            try await world.runner().run(hook, telling: context(hook))
        }
        #expect(
            failure?.summary
                == "hook `smoke-absent` was not run: ./absent: no such file or directory"
        )
        #expect(failure?.isRetryable == false)
    }

    @Test func `the output of a run is kept, the output of old runs is not`() async throws {
        let commands = world.folder + "/commands"
        _ = try await run("echo kept")
        let name = try #require(
            FileManager.default.contentsOfDirectory(atPath: commands).first { $0.hasSuffix(".log") }
        )
        let text = try String(contentsOfFile: "\(commands)/\(name)", encoding: .utf8)
        #expect(text == "kept\n")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSinceNow: -31 * 86_400)],
            ofItemAtPath: "\(commands)/\(name)"
        )
        let hook = world.plan("echo other")
        _ = try await world.runner().run(hook, telling: context(hook, key: "key-2"))
        #expect(!FileManager.default.fileExists(atPath: "\(commands)/\(name)"))
    }

    @Test func `a relative program is looked for where its command starts`() async throws {
        let path = world.folder + "/here"
        try Data("#!/bin/sh\necho here\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: path)
        var hook = world.plan("")
        let command = DeclaredCommand(["./here"], folder: world.folder, within: .seconds(20))
        hook.action = .command(command)
        #expect(try await world.runner().preflight([hook]).map(\.passed) == [true])
        #expect(try await world.runner().run(hook, telling: context(hook)) == "here")
    }

    @Test(arguments: [
        "nowhere", "ftp://flags.example/", "http://nowhere.invalid/?token=hunter2",
    ])
    func `a URL that leads nowhere is found by the checks, without its secrets`(
        url: String
    ) async throws {
        let timeout = InMicroseconds(wrappedValue: .seconds(5))
        let hook = HookPlan(
            name: "smoke",
            point: .before(.start),
            action: .http(url: url, timeout: timeout)
        )
        let check = try #require(await world.runner().preflight([hook]).first)
        #expect(!check.passed)
        #expect(!check.finding.contains("hunter2"))
    }

    @Test func `a redirection does not advance`() async throws {
        let failure = await #expect(throws: Failure.self) { try await ask(.status(302, "")) }
        #expect(failure?.summary.contains("answered 302, a redirection") == true)
    }

    @Test(arguments: [400, 404, 500])
    func `an answer outside 200 through 299 does not advance`(status: Int) async throws {
        let failure = await #expect(throws: Failure.self) {
            try await ask(.status(status, "nothing\nhere"))
        }
        #expect(failure?.kind == .refused)
        #expect(failure?.summary.contains("answered \(status)") == true)
        #expect(failure?.summary.hasSuffix(": here") == true)
    }

    @Test func `an answer without a body advances with an empty line`() async throws {
        #expect(try await ask(.status(204, "")).isEmpty)
    }

    @Test func `a secret in the URL is in no word of the failure`() async throws {
        let failure = await #expect(throws: Failure.self) {
            try await ask(
                .status(403, "bad token hunter2-hunter2"),
                path: "/x?token=hunter2-hunter2"
            )
        }
        #expect(failure?.summary.hasSuffix(": bad token [secret]") == true)
        #expect(failure?.detail.contains("hunter2") == false)
    }

    #if os(Linux)
    @Test func `a hook whose end nobody saw is run again under its key when it is over`()
        async throws
    {
        let hook = world.plan("test -e over && echo ready")
        let runner = try world.runner()
        // A process with the marks of the hook that is no child of ours, as an earlier steward
        // leaves it.
        let name = DeclaredHooks.name(of: hook, under: "key-1")
        let marks = runner.runs.folder.marker(of: name).map { "\($0.key)='\($0.value)'" }
        let wait = "for i in $(seq 300); do test -e go && break; sleep 0.1; done; touch over"
        var spawn = Spawn(
            arguments: [
                "/bin/sh", "-c", "env \(marks.joined(separator: " ")) setsid sh -c '\(wait)' &",
            ],
            environment: ["PATH": "/usr/bin:/bin"],
            output: "/dev/null"
        )
        spawn.folder = world.folder
        let pid = try spawn()
        #expect(try await eventually { runner.isRunning(hook, under: "key-1") })
        async let line = runner.run(hook, telling: context(hook))
        // Once it is written down, it was found and is waited for.
        #expect(try await eventually { runner.runs.folder.record(of: name) != nil })
        try Data().write(to: URL(filePath: world.folder + "/go"))
        #expect(try await line == "ready")
        #expect(try world.told(under: "key-1").count == 1)
        if let process = ProcessIdentity(runningAs: pid) { _ = ProcessExits.exit(of: process) }
    }
    #endif
}
