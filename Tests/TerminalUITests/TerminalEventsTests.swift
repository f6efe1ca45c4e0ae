import Foundation
import Testing

@testable import TerminalUI

/// Keys and signals on a terminal of our own, each test in a process of its own.
@Suite struct TerminalEventsTests {
    @Test func `none of ten arrow keys sent at once is lost`() async throws {
        let terminal = try PseudoTerminal()
        async let typed: Void = terminal.type(String(repeating: "\u{1B}[B", count: 10))
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let keys = try await ScreenProcess.keys(10, at: path)
            #expect(keys == Array(repeating: KeyPress(.down, isInBurst: true), count: 10))
        }
        try await typed
    }

    @Test func `keys of every kind are understood`() async throws {
        let terminal = try PseudoTerminal()
        async let typed: Void = terminal.type(
            "R世\u{0C}\u{1B}OA\u{1B}[1;2C\u{1B}OP\u{1B}[Z\u{1B}[5~\r\u{7F}"
        )
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let keys = try await ScreenProcess.keys(10, at: path)
            let expected: [Key] = [
                .character("R"), .character("世"), .control("l"), .up, .shiftRight,
                .function(1), .backTab, .pageUp, .enter, .backspace,
            ]
            #expect(keys.map(\.key) == expected)
        }
        try await typed
    }

    @Test func `pasted text is one value`() async throws {
        let terminal = try PseudoTerminal()
        async let typed: Void = terminal.type("\u{1B}[200~R\ry\u{1B}[201~")
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let keys = try await ScreenProcess.keys(1, at: path)
            #expect(keys == [KeyPress(.paste("R\ny"))])
        }
        try await typed
    }

    @Test func `an answer about synchronized output is no key, and is used`() async throws {
        let terminal = try PseudoTerminal()
        async let typed: Void = terminal.type("\u{1B}[?2026;2$yx")
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            let descriptor = Foundation.open(path, O_RDWR | O_NOCTTY)
            let events = try await TerminalEvents(input: descriptor)
            while await !events.wait(atMost: .seconds(20)).contains(.input) {}
            #expect(await screen.readKeys().first == KeyPress(.character("x")))
            await screen.present(RandomCanvas.make(1))
            await screen.close()
        }
        try await typed
        let output = try await terminal.finish()
        #expect(output.contains("\u{1B}[?2026h") && output.contains("\u{1B}[?2026l"))
    }

    @Test(arguments: TerminalSignal.allCases)
    func `a signal is delivered as a value`(signal: TerminalSignal) async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) {
            [path = terminal.path as String, number = signal.number as Int32] in
            let screen = try await ScreenProcess.open(path)
            let events = try await TerminalEvents(input: Foundation.open(path, O_RDWR))
            kill(getpid(), number)
            var seen: [TerminalEvents.Event] = []
            for _ in 0..<3 where seen.isEmpty { seen = await events.wait(atMost: .seconds(5)) }
            #expect(seen == TerminalSignal(number: number).map { [.signal($0)] })
            await screen.close()
            await events.close()
        }
    }

    @Test func `a wake from another thread ends the wait`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            let events = try await TerminalEvents(input: Foundation.open(path, O_RDWR))
            let waker = await events.waker
            Thread.detachNewThread { for _ in 0..<100_000 { waker.wake() } }
            #expect(await events.wait(atMost: .seconds(20)).contains(.woken))
            await events.close()
            waker.wake()
            await screen.close()
        }
    }

    @Test func `nothing happened means nothing is answered when the time is up`() async throws {
        let terminal = try PseudoTerminal()
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let events = try await TerminalEvents(input: Foundation.open(path, O_RDWR | O_NOCTTY))
            #expect(await events.wait(atMost: .milliseconds(1)).isEmpty)
        }
    }

    @Test func `a descriptor that is followed ends the wait as long as it can be read`() async {
        await #expect(processExitsWith: .success) {
            let (input, news) = (try TerminalUI.Pipe(), try TerminalUI.Pipe())
            let events = try await TerminalEvents(input: input.reader)
            await events.follow(news.reader)
            #expect(await events.wait(atMost: .milliseconds(1)).isEmpty)
            _ = write(news.writer, "x", 1)
            #expect(await events.wait(atMost: .seconds(5)) == [.woken])
            #expect(news.drain() == [0x78])
            #expect(await events.wait(atMost: .milliseconds(1)).isEmpty)
            _ = write(news.writer, "x", 1)
            await events.follow(nil)
            #expect(await events.wait(atMost: .milliseconds(1)).isEmpty)
        }
    }

    @Test func `a terminal that is gone is said`() async throws {
        await #expect(processExitsWith: .success) {
            var ends: [Int32] = [0, 0]
            pipe(&ends)
            close(ends[1])
            let events = try await TerminalEvents(input: ends[0])
            #expect(await events.wait(atMost: .seconds(5)) == [.inputClosed])
        }
    }

    @Test func `a new size is taken over`() async throws {
        let terminal = try PseudoTerminal(width: 80, height: 24)
        await #expect(processExitsWith: .success) { [path = terminal.path as String] in
            let screen = try await ScreenProcess.open(path)
            var size = winsize(ws_row: 5, ws_col: 7, ws_xpixel: 0, ws_ypixel: 0)
            _ = ioctl(Foundation.open(path, O_RDWR | O_NOCTTY), UInt(TIOCSWINSZ), &size)
            #expect(await screen.resizeIfNeeded())
            #expect(await screen.size == Size(width: 7, height: 5))
            #expect(await !screen.resizeIfNeeded())
            await screen.present(RandomCanvas.make(1))
            await screen.close()
        }
    }
}
