import Foundation

/// A program as it was built, started for a test and killed with it if it is still there.
final class BuiltProgram {
    private let process = Process()

    /// Starts it with an environment of no more than it needs, and its output in that file.
    ///
    /// With a terminal, that is its input and its output.
    init(
        _ arguments: [String],
        output: String,
        terminal: TestTerminal? = nil
    ) throws {
        try Data().write(to: URL(filePath: output))
        let file = FileHandle(forWritingAtPath: output)
        process.executableURL = URL(filePath: arguments[0])
        process.arguments = Array(arguments.dropFirst())
        process.environment = Self.environment
        process.standardInput = terminal?.end ?? FileHandle.nullDevice
        process.standardOutput = terminal?.end ?? file
        process.standardError = terminal?.end ?? file
        try process.run()
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }

    private static var environment: [String: String] {
        let inherited = ProcessInfo.processInfo.environment
        return [
            "PATH": inherited["PATH"] ?? "/usr/bin:/bin", "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8", "PAYMENT_WEBHOOK_SECRET": "only for tests",
            "LLVM_PROFILE_FILE": "/dev/null",
        ]
    }

    var pid: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    func signal(_ number: Int32) { if isRunning { kill(pid, number) } }

    /// Waits for the end; nil when it did not come in time.
    func end(within limit: Duration) async throws -> Int32? {
        let deadline = ContinuousClock.now + limit
        while process.isRunning {
            guard ContinuousClock.now < deadline else { return nil }
            try await Task.sleep(for: .milliseconds(10))
        }
        return process.terminationStatus
    }
}

extension BuiltProgram {
    /// The folder that holds what was built, the test bundle included.
    static let folder: URL? = {
        for path in [Bundle.main.executablePath ?? ""] + CommandLine.arguments {
            var folder = URL(filePath: path)
            while folder.path != "/", folder.path.contains(".build") {
                folder.deleteLastPathComponent()
                let programs = ["handoff", "storefront"].map { folder.appending(path: $0).path }
                if programs.allSatisfy(FileManager.default.isExecutableFile) { return folder }
            }
        }
        return nil
    }()

    /// The path of a built program.
    static func path(_ name: String) throws -> String {
        guard let folder else { throw CocoaError(.fileNoSuchFile) }
        return folder.appending(path: name).path(percentEncoded: false)
    }
}
