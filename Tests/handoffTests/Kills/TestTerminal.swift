import Foundation
import Synchronization

/// A terminal for a dashboard, emptied all the time, so that nothing blocks.
final class TestTerminal: Sendable {
    /// What the program has as input and output.
    let end: FileHandle

    private let shown = Mutex("")

    init(width: UInt16 = 120, height: UInt16 = 36) throws {
        var size = winsize()
        size.ws_col = width
        size.ws_row = height
        var ends: (Int32, Int32) = (-1, -1)
        guard openpty(&ends.0, &ends.1, nil, nil, &size) == 0 else {
            throw CocoaError(.fileReadUnknown)
        }
        for descriptor in [ends.0, ends.1] { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        end = FileHandle(fileDescriptor: ends.1, closeOnDealloc: true)
        let master = ends.0
        Thread.detachNewThread { [weak self] in
            var bytes = [UInt8](repeating: 0, count: 65_536)
            while true {
                let count = read(master, &bytes, bytes.count)
                guard count > 0 else { break }
                let text = String(decoding: bytes[..<count], as: UTF8.self)
                self?.shown.withLock { $0 += text }
            }
            close(master)
        }
    }

    /// Whether that was drawn on it, in one go.
    func hasShown(_ text: String) -> Bool { shown.withLock { $0.contains(text) } }
}
