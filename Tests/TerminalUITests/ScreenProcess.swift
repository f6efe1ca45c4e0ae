import Foundation

@testable import TerminalUI

/// What the child processes of the driver's tests do: each opens the terminal at a path.
@MainActor
enum ScreenProcess {
    /// Opens a screen as a process started on that terminal would.
    static func open(
        _ path: String,
        terminal: String = "xterm-256color",
        usesColour: Bool = true,
        usesMouse: Bool = false,
        logPath: String? = nil,
        crashNote: String = ""
    ) throws -> CursesScreen {
        setenv("TERM", terminal, 1)
        setenv("LC_ALL", "C.UTF-8", 1)
        let descriptor = Foundation.open(path, O_RDWR | O_NOCTTY)
        return try CursesScreen.open(
            .init(
                input: descriptor,
                output: descriptor,
                usesColour: usesColour,
                usesMouse: usesMouse,
                logPath: logPath,
                crashNote: crashNote
            )
        )
    }

    /// Writes a line to the descriptor that warnings of libraries go to.
    nonisolated static func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Shows canvases one after the other and closes.
    static func show(_ numbers: [Int], at path: String, usesColour: Bool = true) throws {
        let screen = try open(path, usesColour: usesColour)
        for number in numbers { screen.present(RandomCanvas.make(number)) }
        screen.close()
    }

    /// Collects key presses until there are so many, at most 20 s.
    static func keys(
        _ count: Int,
        at path: String,
        usesMouse: Bool = false
    ) throws -> [KeyPress] {
        let screen = try open(path, usesMouse: usesMouse)
        let descriptor = Foundation.open(path, O_RDWR | O_NOCTTY)
        let events = try TerminalEvents(input: descriptor)
        var keys: [KeyPress] = []
        for _ in 0..<20 where keys.count < count {
            if events.wait(atMost: .seconds(1)).contains(.input) { keys += screen.readKeys() }
        }
        screen.close()
        return keys
    }
}
