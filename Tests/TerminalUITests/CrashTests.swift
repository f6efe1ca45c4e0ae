import Foundation
import Testing

@testable import TerminalUI

/// A screen whose process dies, each in a process of its own.
@Suite struct CrashTests {
    /// A new file's path, which the test takes away.
    private let log = NSTemporaryDirectory() + "dashboard-\(UUID()).log"

    @Test func `a trap restores the terminal and says where to look`() async throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        await #expect(processExitsWith: .exitCode(70)) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path, crashNote: "see run/dashboard.log")
            await screen.present(RandomCanvas.make(1))
            preconditionFailure("asked for by the test")
        }
        let output = try await terminal.finish()
        for sequence in CursesScreenTests.restored { #expect(output.contains(sequence)) }
        #expect(output.hasSuffix("see run/dashboard.log\r\n"))
        #expect(terminal.modes == before)
    }

    @Test func `what was said before a crash stands under its note`() async throws {
        let terminal = try PseudoTerminal()
        defer { unlink(log) }
        try "from an earlier day\n".write(toFile: log, atomically: true, encoding: .utf8)
        await #expect(processExitsWith: .exitCode(70)) {
            [path = terminal.path as String, log = log as String] in
            let screen = try await ScreenProcess.open(path, logPath: log, crashNote: "crashed")
            await screen.present(RandomCanvas.make(1))
            ScreenProcess.say("the \u{1B}[31mlast words")
            abort()
        }
        let output = try await terminal.finish()
        #expect(output.hasSuffix("crashed\r\nthe ?[31mlast words\r\n"))
    }

    @Test(arguments: [SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS])
    func `a fatal signal restores the terminal`(number: Int32) async throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        await #expect(processExitsWith: .exitCode(70)) {
            [path = terminal.path as String, number = number as Int32] in
            let screen = try await ScreenProcess.open(path, usesMouse: true)
            await screen.present(RandomCanvas.make(1))
            // Not raise: worker threads of the runtime block signals.
            kill(getpid(), number)
            sleep(20)
        }
        let output = try await terminal.finish()
        for sequence in CursesScreenTests.restored + ["\u{1B}[?1000l"] {
            #expect(output.contains(sequence))
        }
        #expect(terminal.modes == before)
    }

    @Test func `what was printed meanwhile is shown after leaving, its last lines`() async throws {
        let terminal = try PseudoTerminal()
        defer { unlink(log) }
        await #expect(processExitsWith: .success) {
            [path = terminal.path as String, log = log as String] in
            let screen = try await ScreenProcess.open(path, logPath: log)
            for number in 1...400 { ScreenProcess.say("warning \(number)") }
            await screen.close()
            ScreenProcess.say("not in the log")
        }
        let output = try await terminal.finish()
        let after = try #require(output.range(of: "\u{1B}[?1049l")).upperBound
        let lines = output[after...].split(separator: "\r\n").map(String.init)
        #expect(lines.first?.hasSuffix("Printed meanwhile, all of it in \(log):") == true)
        #expect(lines.last == "warning 400" && lines.count < 200)
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("warning ") })
        #expect(try String(contentsOfFile: log, encoding: .utf8).hasPrefix("warning 1\n"))
    }

    @Test func `an empty log is not spoken of`() async throws {
        let terminal = try PseudoTerminal()
        defer { unlink(log) }
        await #expect(processExitsWith: .success) {
            [path = terminal.path as String, log = log as String] in
            let screen = try await ScreenProcess.open(path, logPath: log)
            await screen.close()
        }
        #expect(try await !terminal.finish().contains("Printed meanwhile"))
    }
}
