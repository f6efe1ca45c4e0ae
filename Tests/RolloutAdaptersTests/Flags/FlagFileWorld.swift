import Foundation
import RolloutCore
import RolloutEngine
import TestSupport

@testable import RolloutAdapters

/// Flags in a real file.
final class FlagFileWorld: FlagWorld {
    let folder: FlagFolder

    init() throws {
        folder = try FlagFolder()
        try folder.write("{}", to: "flags.json")
    }

    var canRemove: Bool { true }
    private var path: String { folder.path + "/flags.json" }

    func flags(_ behaviour: FlagStoreBehaviour) throws -> any FlagStores {
        if behaviour == .unreachable { try FileManager.default.removeItem(atPath: path) }
        return FlagKeeper.fixture()
    }

    func plan(_ name: String, _ value: FlagValue) -> FlagPlan {
        FlagPlan(name: name, value: value, at: .zero, store: .file(path))
    }

    func put(_ name: String, _ value: FlagValue) throws {
        var flags = try content()
        flags[name] = value
        let data = try JSONEncoder().encode(flags)
        try folder.write(String(decoding: data, as: UTF8.self), to: "flags.json")
    }

    func held(_ name: String) throws -> FlagValue? { try content()[name] }

    /// The bytes and which file it is: each write by a steward makes another one.
    func mark() throws -> String {
        var status = stat()
        guard stat(path, &status) == 0 else { throw SystemError("stat") }
        return "\(status.st_ino) " + (try folder.read("flags.json"))
    }

    private func content() throws -> [String: FlagValue] {
        try JSONDecoder().decode(
            [String: FlagValue].self,
            from: Data(try folder.read("flags.json").utf8)
        )
    }
}
