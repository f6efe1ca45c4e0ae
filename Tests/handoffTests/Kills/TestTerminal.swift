import Foundation

/// A terminal for a dashboard: nobody looks at it, but it is emptied, so that nothing blocks.
final class TestTerminal: Sendable {
    /// What the program has as input and output.
    let end: FileHandle

    private let master: Int32

    init(width: UInt16 = 120, height: UInt16 = 36) throws {
        var size = winsize()
        size.ws_col = width
        size.ws_row = height
        var ends: (Int32, Int32) = (-1, -1)
        guard openpty(&ends.0, &ends.1, nil, nil, &size) == 0 else {
            throw CocoaError(.fileReadUnknown)
        }
        master = ends.0
        for descriptor in [ends.0, ends.1] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        end = FileHandle(fileDescriptor: ends.1, closeOnDealloc: true)
        let master = master
        Thread.detachNewThread {
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while read(master, &bytes, bytes.count) > 0 {}
            close(master)
        }
    }
}
