import Foundation
import Testing

@testable import TerminalUI

/// The driver on a terminal of our own, each test in a process of its own.
@Suite struct CursesScreenTests {
    static let restored = ["\u{1B}[?2004l", "\u{1B}[?25h", "\u{1B}[?1049l"]

    @Test(arguments: [1, 2, 40, 150]) func `the terminal shows the last canvas`(
        count: Int
    ) async throws {
        let terminal = try PseudoTerminal()
        let path = terminal.path
        await #expect(processExitsWith: .success) { [path = path as String, count = count as Int] in
            let screen = try await ScreenProcess.open(path)
            for number in 1...count { await screen.present(RandomCanvas.make(number)) }
            _exit(0)
        }
        var shown = VirtualTerminal(width: 80, height: 24)
        shown.feed(try await terminal.finish())
        let canvas = RandomCanvas.make(count)
        #expect(shown.text == canvas.text)
        for row in 0..<24 {
            for column in 0..<80 where canvas[column, row].width > 0 {
                let cell = canvas[column, row]
                let look = Look(Theme.standard.appearance(of: cell.style))
                let expected = cell.character == " " ? look.ofBlank : look
                #expect(shown.look(column: column, row: row) == expected, "\(column), \(row)")
            }
        }
    }

    @Test(arguments: ["xterm", "screen", "vt100"])
    func `a terminal of few colours is drawn by curses, with the same characters`(
        name: String
    ) async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) {
            [path = terminal.path as String, name = name as String] in
            let screen = try await ScreenProcess.open(path, terminal: name)
            for number in 1...30 { await screen.present(RandomCanvas.make(number)) }
            _exit(0)
        }
        var shown = VirtualTerminal(width: 80, height: 24)
        shown.feed(try await terminal.finish().replacing(/\$<[0-9]+>/, with: ""))
        #expect(shown.text == RandomCanvas.make(30).text)
    }

    @Test func `a canvas of another size than the terminal is cut or left blank`() async throws {
        for (width, height) in [(100, 30), (40, 10)] {
            let terminal = try PseudoTerminal()
            await #expect(processExitsWith: .success) {
                [path = terminal.path as String, width = width as Int, height = height as Int] in
                let screen = try await ScreenProcess.open(path)
                await screen.present(RandomCanvas.make(8, width: width, height: height))
                _exit(0)
            }
            var shown = VirtualTerminal(width: 80, height: 24)
            shown.feed(try await terminal.finish())
            let canvas = RandomCanvas.make(8, width: width, height: height)
            #expect(shown.text == canvas.resized(to: Size(width: 80, height: 24)).text)
        }
    }

    @Test func `an equal canvas sends no byte`() async throws {
        let once = try PseudoTerminal()
        let twice = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = once.path as String] in
            try await ScreenProcess.show([7], at: path)
        }
        await #expect(processExitsWith: .success) { [path = twice.path as String] in
            try await ScreenProcess.show([7, 7, 7], at: path)
        }
        #expect(try await once.finish() == twice.finish())
    }

    @Test func `without colour no byte of colour is sent`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            try await ScreenProcess.show([1, 2], at: path, usesColour: false)
        }
        let output = try await terminal.finish()
        #expect(output.contains("界") && !output.contains("[38;") && !output.contains("[48;"))
    }

    @Test func `an exit that forgot the screen restores the terminal`() async throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        await #expect(processExitsWith: .exitCode(3)) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            await screen.present(RandomCanvas.make(1))
            exit(3)
        }
        let output = try await terminal.finish()
        for sequence in Self.restored { #expect(output.contains(sequence)) }
        #expect(terminal.modes == before)
    }

    @Test func `the last frame stays in view after closing`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            await screen.close(lastFrame: RandomCanvas.make(3))
        }
        let output = try await terminal.finish()
        let after = try #require(output.range(of: "\u{1B}[?1049l")).upperBound
        var shown = VirtualTerminal(width: 80, height: 30)
        shown.feed(String(output[after...]))
        #expect(shown.text.hasPrefix(RandomCanvas.make(3).text))
        #expect(output[after...].contains("38;5;"), "without colours")
    }

    @Test func `a terminal nobody knows is driven as an xterm, and that is said`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path, terminal: "nobody-knows-it")
            #expect(await screen.unknownTerminal == "nobody-knows-it")
            await screen.close()
        }
    }

    @Test(arguments: ["dumb", ""])
    func `a terminal that cannot move its cursor is refused`(name: String) async throws {
        let terminal = try PseudoTerminal()
        let before = terminal.modes
        await #expect(processExitsWith: .success) {
            [path = terminal.path as String, name = name as String] in
            await #expect(throws: CursesScreen.OpenFailure.noCursorMovement(name)) {
                try await ScreenProcess.open(path, terminal: name)
            }
        }
        #expect(terminal.modes == before)
    }

    @Test func `a file is no terminal`() async {
        await #expect(processExitsWith: .success) {
            await #expect(throws: CursesScreen.OpenFailure.notATerminal) {
                try await ScreenProcess.open("/dev/null")
            }
        }
    }

    @Test func `a terminal without colour is drawn without crashing`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path, terminal: "vt100")
            #expect(await screen.colours == 0)
            for number in 1...5 { await screen.present(RandomCanvas.make(number)) }
            await screen.close()
        }
    }

    @Test func `a second screen is refused`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            await #expect(throws: CursesScreen.OpenFailure.alreadyOpen) {
                try await ScreenProcess.open(path)
            }
            await screen.close()
        }
    }
}
