#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

extension CursesScreen {
    /// What a screen needs to know before it takes over the terminal.
    package struct Options: Sendable {
        /// Where keys come from.
        package var input: Int32
        /// Where frames go.
        package var output: Int32
        /// How every role looks.
        package var theme: Theme
        /// Whether colours may be used; by default unless NO_COLOR is set.
        package var usesColour: Bool
        /// Whether clicks and the wheel become keys.
        ///
        /// Off unless asked for, because a terminal that reports its mouse no longer selects text
        /// with it but with Shift held.
        package var usesMouse: Bool
        /// A file that takes what the process prints as long as the screen is open.
        ///
        /// Made with access for its owner only, added to if it exists. Without one, a
        /// library's warning would tear the frame.
        package var logPath: String?
        /// Written to the terminal after a crash, at most 400 bytes; say where the log is.
        package var crashNote: String

        /// The usual terminal of the process.
        package init(
            input: Int32 = STDIN_FILENO,
            output: Int32 = STDOUT_FILENO,
            theme: Theme = .standard,
            usesColour: Bool = environment("NO_COLOR").isEmpty,
            usesMouse: Bool = false,
            logPath: String? = nil,
            crashNote: String = ""
        ) {
            self.input = input
            self.output = output
            self.theme = theme
            self.usesColour = usesColour
            self.usesMouse = usesMouse
            self.logPath = logPath
            self.crashNote = crashNote
        }
    }

    /// A variable of the environment, empty when it is not set.
    package nonisolated static func environment(_ name: String) -> String {
        getenv(name).map { String(cString: $0) } ?? ""
    }
}
