import Foundation

extension BuildStamp {
    /// The stamp of the executable that is running.
    ///
    /// A stamp that cannot be read makes this a developer's build rather than a failed start:
    /// what runs is the same program.
    static let running: BuildStamp =
        (try? read(from: runningExecutable)) ?? nil ?? .unstamped

    /// The file this process was started from, even if it was replaced or removed since.
    static var runningExecutable: URL {
        #if os(Linux)
        URL(filePath: "/proc/self/exe")
        #else
        Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])
        #endif
    }
}
