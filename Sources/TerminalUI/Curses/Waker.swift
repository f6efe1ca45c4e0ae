import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Ends the wait of a ``TerminalEvents`` from any thread.
package final class Waker: Sendable {
    private let descriptor: Mutex<Int32>

    init(descriptor: Int32) { self.descriptor = Mutex(descriptor) }

    /// Makes the wait under way, or the next one, return with ``TerminalEvents/Event/woken``.
    ///
    /// Never blocks; several calls before a wait count as one. Does nothing once the events
    /// are closed.
    package func wake() {
        descriptor.withLock { descriptor in
            guard descriptor >= 0 else { return }
            var byte: UInt8 = 1
            // A full pipe means that a wake-up is under way already.
            _ = write(descriptor, &byte, 1)
        }
    }

    func invalidate() {
        descriptor.withLock { $0 = -1 }
    }
}
