import CNCurses

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Waits for what concerns a screen: keys, signals, and other threads with news.
///
/// Make it after ``CursesScreen/open(_:)``, because it takes the signals that curses would
/// take; they go back to their old handlers when the screen is closed.
@MainActor
package final class TerminalEvents {
    /// Why a wait ended.
    package enum Event: Hashable, Sendable {
        /// Keys can be read; drain them before the next wait.
        case input
        /// Somebody called ``Waker/wake()``, or the descriptor that is followed can be read.
        case woken
        /// A signal arrived.
        case signal(TerminalSignal)
        /// The terminal is gone: no key will ever come, and no frame will be seen.
        case inputClosed
    }

    /// For other threads.
    package let waker: Waker

    private let input: Int32
    private var followed: Int32?
    private let wakePipe: Pipe
    private let signalPipe: Pipe
    private var isClosed = false

    /// Starts watching.
    ///
    /// - Throws: when the process has no descriptors left.
    package init(input: Int32 = STDIN_FILENO) throws(PipeFailure) {
        self.input = input
        wakePipe = try Pipe()
        do throws(PipeFailure) {
            signalPipe = try Pipe()
        } catch {
            wakePipe.close()
            throw error
        }
        waker = Waker(descriptor: wakePipe.writer)
        cnc_watch_signals(signalPipe.writer)
    }

    /// Ends waits with ``Event/woken`` as well, as long as that descriptor can be read.
    ///
    /// It stays its owner's, who empties it before the next wait and closes it after these events;
    /// nil follows none any more.
    package func follow(_ descriptor: Int32?) { followed = descriptor }

    /// Waits until something happens, or for so long; nil waits without end.
    ///
    /// Answers everything that happened, signals in the order they came; nothing when the
    /// time was up.
    package func wait(atMost limit: Duration? = nil) -> [Event] {
        guard !isClosed else { return [.inputClosed] }
        // A negative descriptor is passed over.
        var waits = [input, wakePipe.reader, signalPipe.reader, followed ?? -1].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        let count = poll(&waits, nfds_t(waits.count), TerminalEvents.milliseconds(limit))
        // Interrupted by a signal: its number is in the pipe and the next wait returns at once.
        guard count > 0 else { return [] }
        var events: [Event] = []
        if waits[2].revents != 0 {
            events += signalPipe.drain().compactMap { TerminalSignal(number: Int32($0)) }
                .map(Event.signal)
        }
        if waits[1].revents != 0 { _ = wakePipe.drain() }
        if waits[1].revents != 0 || waits[3].revents != 0 { events.append(.woken) }
        let state = Int32(waits[0].revents)
        if state & Int32(POLLHUP | POLLERR | POLLNVAL) != 0 {
            events.append(.inputClosed)
        } else if state & Int32(POLLIN) != 0 {
            events.append(.input)
        }
        return events
    }

    /// Stops watching; wakers do nothing from here on.
    ///
    /// Call it after the screen is closed, which is when signals get their old handlers back.
    package func close() {
        guard !isClosed else { return }
        isClosed = true
        waker.invalidate()
        wakePipe.close()
        signalPipe.close()
    }

    /// Rounded up, because waking a little too early would make a loop spin.
    private static func milliseconds(_ limit: Duration?) -> Int32 {
        guard let limit else { return -1 }
        let (seconds, attoseconds) = limit.components
        guard seconds < 86_400 else { return 86_400_000 }
        let milliseconds =
            seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
        return Int32(max(0, milliseconds))
    }
}
