import Foundation

@testable import storefront

/// The built program, started for a test and killed with it if it is still there.
final class ShopProcess {
    let process = Process()
    private let output = Pipe()

    /// The executable beside the test bundle.
    static var executable: URL {
        get throws {
            let paths = [Bundle.main.executablePath ?? ""] + CommandLine.arguments
            for path in paths {
                var folder = URL(filePath: path)
                while folder.path != "/" {
                    folder.deleteLastPathComponent()
                    let program = folder.appending(path: "storefront")
                    if FileManager.default.isExecutableFile(atPath: program.path),
                        !program.hasDirectoryPath, folder.path.contains(".build")
                    {
                        return program
                    }
                }
            }
            throw CocoaError(.fileNoSuchFile)
        }
    }

    init(
        _ arguments: [String],
        program: URL? = nil,
        environment: [String: String] = [:]
    ) throws {
        process.executableURL = try program ?? Self.executable
        process.arguments = arguments
        process.environment = environment.merging(
            ["PAYMENT_WEBHOOK_SECRET": TestShop.secret],
            uniquingKeysWith: { given, _ in given }
        )
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Starts an instance and waits until it says it is ready.
    static func serve(
        _ database: String,
        _ options: [String] = [],
        program: URL? = nil
    ) async throws -> (instance: ShopProcess, port: UInt16) {
        let port = try freePort()
        let instance = try ShopProcess(
            ["serve", "--port", String(port), "--database", database] + options,
            program: program
        )
        let isReady = await eventually {
            (try? await WebProbe.get(port, "/readyz"))?.status == 200
        }
        guard isReady else { throw SystemFailure("start of an instance", ETIMEDOUT) }
        return (instance, port)
    }

    func send(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits for the end; answers how it ended, or nothing if it did not.
    func end(within limit: Duration = .seconds(30)) async -> Process.TerminationReason? {
        let hasEnded = await eventually(within: limit) { !self.process.isRunning }
        return hasEnded ? process.terminationReason : nil
    }

    /// Leaves it without anybody to read its lines.
    func closeOutput() throws {
        try output.fileHandleForReading.close()
    }

    /// Everything it printed, once it has ended.
    var printed: String {
        String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    }

    /// A port that was free a moment ago.
    static func freePort() throws -> UInt16 {
        let listener = try Descriptor.listen(address: "127.0.0.1", port: 0)
        defer { close(listener) }
        return Descriptor.port(of: listener)
    }
}
