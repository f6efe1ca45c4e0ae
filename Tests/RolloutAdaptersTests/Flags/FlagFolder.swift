import Foundation
import RolloutCore

@testable import RolloutAdapters

/// A folder for the stores of one test, gone with it.
final class FlagFolder: Sendable {
    let path: String

    init() throws {
        path = try OwnerOnlyFiles.folder(
            at: NSTemporaryDirectory() + "handoff-flags-\(UUID().uuidString)"
        )
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file over what was there, as an editor does that knows of no lock.
    func write(_ text: String, to name: String, mode: mode_t = 0o600) throws {
        try Data(text.utf8).write(to: URL(filePath: "\(path)/\(name)"))
        guard chmod("\(path)/\(name)", mode) == 0 else { throw SystemError("chmod") }
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(name)")), as: UTF8.self)
    }

    /// Everything in it, without locks.
    var names: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasSuffix(".lock") }.sorted()
    }
}

extension FlagKeeper {
    /// A keeper with the variables of this process and these secrets.
    static func fixture(secrets: [String: String] = [:]) -> FlagKeeper {
        let environment = ProcessInfo.processInfo.environment
        return FlagKeeper(
            secrets: SecretStore(environment: secrets),
            value: { environment[$0] }
        )
    }
}
