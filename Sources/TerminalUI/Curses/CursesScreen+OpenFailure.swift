#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension CursesScreen {
    /// Why there is no screen.
    package enum OpenFailure: Error, Hashable, Sendable {
        /// Input or output is a file or a pipe.
        case notATerminal
        /// Neither this TERM nor xterm-256color is in the terminal database.
        case unknownTerminal(String)
        /// TERM is not set, or the terminal cannot move its cursor, such as `dumb`.
        case noCursorMovement(String)
        /// The process has a screen already.
        case alreadyOpen
        /// The log cannot be written; `reason` is the error number of the system.
        case log(path: String, reason: Int32)

        /// What was not done, why, and what to do, in one or two sentences.
        package var explanation: String {
            switch self {
            case .notATerminal:
                "no dashboard: input or output is not a terminal."
            case .unknownTerminal(let name):
                "no dashboard: the terminal database knows neither `\(name)` nor "
                    + "xterm-256color. Install it (ncurses-base), or set TERM."
            case .noCursorMovement(""):
                "no dashboard: TERM is not set. Set it to the name of your terminal."
            case .noCursorMovement(let name):
                "no dashboard: a terminal of type `\(name)` cannot move its cursor. "
                    + "Set TERM if yours can."
            case .alreadyOpen:
                "no second dashboard: this process has one already."
            case .log(let path, let reason):
                "no dashboard: cannot write the log \(path) "
                    + "(\(String(cString: strerror(reason)))). "
                    + "Nothing was changed."
            }
        }
    }
}
