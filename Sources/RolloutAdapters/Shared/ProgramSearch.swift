import Foundation

/// Finds programs as a start by name would.
enum ProgramSearch {
    /// The file that would be started; nil when there is none that can be executed.
    ///
    /// `path` is a list of folders as in `PATH`; our own when nil.
    static func path(of name: String, in path: String? = nil) -> String? {
        guard !name.isEmpty else { return nil }
        let folders =
            path ?? ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let paths =
            name.contains("/")
            ? [name] : folders.split(separator: ":").map { "\($0)/\(name)" }
        return paths.first { path in
            var isFolder = false as ObjCBool
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
                && !isFolder.boolValue && access(path, X_OK) == 0
        }
    }
}
