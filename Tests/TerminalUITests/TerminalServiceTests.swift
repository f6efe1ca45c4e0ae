import Foundation
import Testing

@testable import TerminalUI

/// What a terminal does for a screen beside showing cells.
@Suite struct TerminalServiceTests {
    @Test func `text goes to the clipboard as one sequence`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            #expect(await screen.copy("app-7 世") == .sent)
            await screen.close()
            #expect(await screen.copy("too late") == .noClipboard)
        }
        let text = Data("app-7 世".utf8).base64EncodedString()
        #expect(try await terminal.finish().contains("\u{1B}]52;c;\(text)\u{07}"))
    }

    @Test func `text that a terminal would drop is not sent`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            let long = String(repeating: "x", count: CursesScreen.copyLimit + 1)
            #expect(await screen.copy(long) == .tooLong(bytes: CursesScreen.copyLimit + 1))
            await screen.close()
        }
        #expect(try await !terminal.finish().contains("]52;"))
    }

    @Test(arguments: ["linux", "vt100"])
    func `a terminal without a clipboard gets nothing`(name: String) async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) {
            [path = terminal.path as String, name = name as String] in
            let screen = try await ScreenProcess.open(path, terminal: name)
            #expect(await screen.copy("x") == .noClipboard)
            await screen.close()
        }
        #expect(try await !terminal.finish().contains("]52;"))
    }

    @Test func `the mouse is left alone unless asked for`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            try await ScreenProcess.show([1], at: path)
        }
        #expect(try await !terminal.finish().contains("\u{1B}[?1000h"))
    }

    @Test func `a click and the wheel are keys when asked for`() async throws {
        let terminal = try PseudoTerminal()
        async let typed: Void = terminal.type("\u{1B}[<0;3;2M\u{1B}[<0;3;2m\u{1B}[<65;3;2Mx")
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let keys = try await ScreenProcess.keys(3, at: path, usesMouse: true).map(\.key)
            #expect(keys == [.click(column: 2, row: 1), .wheelDown, .character("x")])
        }
        try await typed
        let output = try await terminal.finish()
        #expect(output.contains("\u{1B}[?1000h\u{1B}[?1006h"))
        #expect(output.contains("\u{1B}[?1006l\u{1B}[?1000l"))
    }

    @Test func `the background is asked for once, and its answer is no key`() async throws {
        let terminal = try PseudoTerminal()
        async let typed: Void = terminal.type("\u{1B}]11;rgb:ffff/ffff/eeee\u{1B}\\x")
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            #expect(await screen.ground == nil)
            let events = try await TerminalEvents(input: Foundation.open(path, O_RDWR | O_NOCTTY))
            var keys: [KeyPress] = []
            for _ in 0..<20 where keys.isEmpty {
                if await events.wait(atMost: .seconds(1)).contains(.input) {
                    keys += await screen.readKeys()
                }
            }
            #expect(keys.map(\.key) == [.character("x")])
            #expect(await screen.ground == .light)
            await screen.close()
        }
        try await typed
        let output = try await terminal.finish()
        #expect(output.components(separatedBy: "\u{1B}]11;?").count == 2)
    }

    @Test(arguments: ["linux", "vt100"])
    func `a terminal that might print a question is not asked`(name: String) async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) {
            [path = terminal.path as String, name = name as String] in
            let screen = try await ScreenProcess.open(path, terminal: name)
            await screen.close()
        }
        let output = try await terminal.finish()
        #expect(!output.contains("]11;?") && !output.contains("2026$p"))
    }
}
