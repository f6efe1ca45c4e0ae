import Dispatch
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The orders to stop that a process gets as signals.
final class Signals: Sendable {
    private let sources = Mutex<[any DispatchSourceSignal]>([])

    /// Yields once for each TERM or INT, which from now on do not end the process themselves.
    static func stopOrders() -> AsyncStream<Void> {
        // Whoever read our output may be gone; that is no reason to end.
        signal(SIGPIPE, SIG_IGN)
        return AsyncStream { orders in
            let signals = Signals()
            for number in [SIGTERM, SIGINT] {
                signals.watch(number, orders)
            }
            orders.onTermination = { _ in signals.unwatch() }
        }
    }

    private func watch(_ number: Int32, _ orders: AsyncStream<Void>.Continuation) {
        signal(number, SIG_IGN)
        sources.withLock { sources in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { orders.yield() }
            source.resume()
            sources.append(source)
        }
    }

    private func unwatch() {
        sources.withLock { sources in
            for source in sources { source.cancel() }
            sources.removeAll()
        }
    }
}
