/// A signal of the operating system that concerns a screen.
package enum TerminalSignal: Hashable, Sendable, CaseIterable {
    /// The window has another size (WINCH).
    case resized
    /// Somebody asked the process to end (TERM).
    case terminate
    /// Ctrl-C, when it is not a key (INT).
    case interrupt
    /// The terminal or the link to it is gone (HUP).
    case hangUp
    /// Ctrl-\ (QUIT).
    case quit
    /// Ctrl-Z (TSTP).
    case stop
    /// The process goes on after it was stopped (CONT).
    case resumed
}
