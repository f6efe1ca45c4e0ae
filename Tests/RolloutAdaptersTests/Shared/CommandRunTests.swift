import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

/// Commands that outlive their steward, and are never run twice at once.
@Suite(.timeLimit(.minutes(1)))
final class CommandRunTests {
    private let folder: String
    private let run: CommandRun

    init() throws {
        folder = try OwnerOnlyFiles.folder(
            at: NSTemporaryDirectory() + "handoff-command-\(UUID().uuidString)"
        )
        run = try CommandRun(folder: folder + "/commands")
    }

    deinit {
        if let record = run.folder.running("job") {
            _ = run.folder.session(of: record).end(grace: .zero)
        }
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// The system's shell as the program, running a line of the test.
    private func order(_ line: String, within: Duration = .seconds(30)) -> CommandOrder {
        var order = CommandOrder(
            name: "job",
            command: DeclaredCommand(["/bin/sh", "-c", line], folder: folder, within: within),
            environment: ["PATH": "/usr/bin:/bin", "TOKEN": "hunter2-hunter2"],
            secrets: ["hunter2-hunter2"]
        )
        order.grace = .milliseconds(300)
        return order
    }

    private var leftovers: [ProcessIdentity] {
        ProcessTable.processes(withEnvironment: run.folder.marker(of: "job"))
    }

    @Test func `a command runs in its folder with nothing but its environment`() async throws {
        let end = try await run(order("pwd; env | sort | cut -d= -f1 | tr '\\n' ' '; exit 4"))
        #expect(end.exit == .status(4))
        #expect(end.lines.first == folder)
        #expect(
            end.lines.last == "HANDOFF_COMMAND HANDOFF_COMMANDS HANDOFF_COMMAND_RUN PATH PWD TOKEN "
        )
        #expect(!end.wasFound && !end.isOverdue)
    }

    @Test func `secrets and control characters are in no line, and not in the file afterwards`()
        async throws
    {
        let end = try await run(order(#"printf 'a \033[31m%s\033[0m b\n' "$TOKEN""#))
        #expect(end.lines == ["a [secret] b"])
        let kept = try String(contentsOfFile: run.folder.log(of: "job").path, encoding: .utf8)
        #expect(!kept.contains("hunter2"))
        let mode =
            try FileManager.default.attributesOfItem(
                atPath: run.folder.log(of: "job").path
            )[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `half of a secret at the limit of a line is not left over`() async throws {
        let end = try await run(order(#"printf '%0395d%s\n' 0 "$TOKEN""#))
        #expect(end.lines.count == 1)
        #expect(!end.lines.joined().contains("hunt"))
    }

    @Test func `a command over its limit is ended with all it started`() async throws {
        let line = "trap '' TERM; setsid sleep 600 & sleep 600 & wait; while :; do sleep 1; done"
        let end = try await run(order(line, within: .milliseconds(300)))
        #expect(end.isOverdue)
        #expect(end.exit == .signal(9))
        #expect(leftovers == [])
    }

    @Test func `a command that is ended takes no further step when its child ends`() async throws {
        // Thirty chances for a child to be told before its parent.
        for _ in 1...30 {
            let line = "sh -c 'sleep 600; echo inner'; sleep 600; echo outer"
            let end = try await run(order(line, within: .milliseconds(60)))
            #expect(end.isOverdue)
            #expect(end.lines == [])
        }
    }

    @Test func `what a command leaves behind when it ends is ended too`() async throws {
        let end = try await run(order("setsid sleep 600 & sleep 600 & echo gone"))
        #expect(end.exit == .status(0))
        #expect(leftovers == [])
    }

    @Test func `a later steward waits for the command that runs`() async throws {
        let order = order("echo begun; sleep 1; echo done")
        let first = try run.folder.ensureRunning(order).0
        let later = try CommandRun(folder: folder + "/commands")
        #expect(later.isRunning("job"))
        let end = try await later(order)
        #expect(end.wasFound)
        #expect(end.lines == ["begun", "done"])
        #expect(!later.isRunning("job"))
        #expect(!first.process.isRunning)
    }

    #if os(Linux)
    @Test func `a command whose record was never written is found by its marker`() async throws {
        let order = order("sleep 1; echo done")
        _ = try run.folder.ensureRunning(order)
        run.folder.remove("job")
        #expect(try await eventually { !self.leftovers.isEmpty })
        let end = try await run(order)
        #expect(end.wasFound)
        #expect(end.lines == ["done"])
    }

    @Test func `the end of one command does not touch the next of its name`() async throws {
        let first = try run.folder.ensureRunning(order("exec sleep 600")).0
        kill(first.process.pid, SIGKILL)
        #expect(try await eventually { ProcessExits.exit(of: first.process) != nil })
        let next = try run.folder.ensureRunning(order("exec sleep 600")).0
        #expect(run.folder.session(of: first).end(grace: .zero) == .signal(9))
        #expect(next.process.isRunning)
    }

    @Test func `what a dead command left running is ended before a new one starts`() async throws {
        let orphaning = order("sleep 600 & echo $!; exec sleep 600")
        let record = try run.folder.ensureRunning(orphaning).0
        #expect(try await eventually { self.leftovers.count == 2 })
        kill(record.process.pid, SIGKILL)
        #expect(try await eventually { self.leftovers.count == 1 })
        let orphan = try #require(leftovers.first)
        #expect(try await run(order("echo anew")).lines == ["anew"])
        #expect(!orphan.isRunning)
    }
    #endif

    @Test func `a program that is missing is a failure and nothing runs`() async throws {
        var order = order("")
        order.command.arguments = ["/nowhere/migrate"]
        let failure = await #expect(throws: Failure.self) { try await run(order) }
        #expect(
            failure?.summary == "job was not run: /nowhere/migrate: no such file or directory"
        )
        #expect(failure?.isRetryable == false)
        #expect(!run.isRunning("job"))
    }

    @Test func `a folder that is missing is told apart from a program that is`() async throws {
        var order = order("")
        order.command.folder = "/nowhere"
        let failure = await #expect(throws: Failure.self) { try await run(order) }
        #expect(failure?.summary == "job was not run: /nowhere: no such file or directory")
    }

    private func eventually(_ isTrue: () -> Bool) async throws -> Bool {
        let end = ContinuousClock.now + .seconds(20)
        while ContinuousClock.now < end {
            if isTrue() { return true }
            try await Task.sleep(for: .milliseconds(20))
        }
        return isTrue()
    }
}
