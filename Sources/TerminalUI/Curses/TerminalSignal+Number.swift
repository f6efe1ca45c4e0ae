#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension TerminalSignal {
    /// The signal of that number; nil when it does not concern a screen.
    init?(number: Int32) {
        switch number {
        case SIGWINCH: self = .resized
        case SIGTERM: self = .terminate
        case SIGINT: self = .interrupt
        case SIGHUP: self = .hangUp
        case SIGQUIT: self = .quit
        case SIGTSTP: self = .stop
        case SIGCONT: self = .resumed
        default: return nil
        }
    }

    /// The number of the signal, for the exit code 128 + number that shells expect.
    package var number: Int32 {
        switch self {
        case .resized: SIGWINCH
        case .terminate: SIGTERM
        case .interrupt: SIGINT
        case .hangUp: SIGHUP
        case .quit: SIGQUIT
        case .stop: SIGTSTP
        case .resumed: SIGCONT
        }
    }
}
