import Foundation
import Synchronization

/// A terminal of our own making: what a child process writes to its path is collected here.
final class PseudoTerminal: Sendable {
    /// What a child opens.
    let path: String

    private let master: Int32
    // Held open, so that nothing is lost when the child ends and the modes can be looked at.
    private let slave: Int32
    private let received = Mutex<[UInt8]>([])

    init(width: Int = 80, height: Int = 24) throws {
        var size = winsize()
        size.ws_col = UInt16(width)
        size.ws_row = UInt16(height)
        var ends: (Int32, Int32) = (-1, -1)
        // Not ttyname: its one buffer would be shared with the tests that run beside this one.
        var name = [CChar](repeating: 0, count: 128)
        guard openpty(&ends.0, &ends.1, &name, nil, &size) == 0 else { throw Failure() }
        (master, slave) = ends
        path = String(decoding: name.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self)
        let thread = Thread { [self] in collect() }
        thread.start()
    }

    struct Failure: Error {}

    /// Everything written so far.
    var output: String { String(decoding: received.withLock { $0 }, as: UTF8.self) }

    /// Echo, line editing and the like, for comparing before and after.
    var modes: [UInt32] {
        var modes = termios()
        tcgetattr(slave, &modes)
        return [modes.c_iflag, modes.c_oflag, modes.c_lflag, modes.c_cflag].map { UInt32($0) }
    }

    /// Types, as soon as the child has asked for bracketed paste and reads.
    func type(_ text: String) async throws {
        try await wait(for: "\u{1B}[?2004h")
        _ = text.withCString { write(master, $0, strlen($0)) }
    }

    /// Waits until something was written, at most 20 s.
    func wait(for text: String) async throws {
        for _ in 0..<2_000 {
            if output.contains(text) { return }
            try await Task.sleep(for: .milliseconds(10))
        }
        throw Failure()
    }

    /// Everything written, once a mark sent through the same terminal has come out of it.
    func finish() async throws -> String {
        let mark = "\u{1B}]end\u{07}"
        _ = mark.withCString { write(slave, $0, strlen($0)) }
        try await wait(for: mark)
        return output.replacing(mark, with: "")
    }

    private func collect() {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = read(master, &buffer, buffer.count)
            guard count > 0 else { return }
            received.withLock { $0 += buffer[..<count] }
        }
    }
}
