import Foundation
import RolloutAdapters
import RolloutCore

/// Everything one demo keeps: its programs, plans, database, state, and who runs.
struct DemoFolder: Sendable {
    /// A process of the demo that is neither an instance nor the router.
    struct Helper: Codable, Sendable {
        var name: String
        var process: ProcessIdentity
    }

    let url: URL

    var path: String { url.path(percentEncoded: false) }
    var state: String { file("state") }
    var database: String { file("shop.sqlite") }
    /// What the load generator prints: its summary, once it was told to end.
    var loadOutput: String { file("shop.log") }

    /// Opens the folder of an earlier demo.
    ///
    /// - Throws: a ``NotDone`` for any other folder: what is opened may be removed with all in it.
    init(at path: String) throws {
        url = URL(fileURLWithPath: path, isDirectory: true)
        guard FileManager.default.fileExists(atPath: file(Self.mark)) else {
            throw NotDone(
                "not done: \(path) is no folder of a demo. Nothing was changed. A demo names its "
                    + "folder when its dashboard is left before the release is over."
            )
        }
    }

    /// The empty file that tells a demo's folder from all others.
    private static let mark = ".handoff-demo"

    /// Makes a new folder, for its owner alone, below the one for temporary files.
    ///
    /// Kept short, because the path of a socket may have no more than about 100 characters.
    static func make() throws -> DemoFolder {
        let name = "handoff-demo-" + String(UInt32.random(in: 0...UInt32.max), radix: 36)
        let url = FileManager.default.temporaryDirectory.appending(path: name)
        return try make(at: url.path(percentEncoded: false))
    }

    /// Makes a new folder at that path, for its owner alone; there must be nothing yet.
    static func make(at path: String) throws -> DemoFolder {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw NotDone(
                "no demo: \(path) is there already. Nothing was changed. Name a folder to be made."
            )
        }
        let url = URL(fileURLWithPath: path, isDirectory: true)
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        try Data().write(to: url.appending(path: mark))
        return try DemoFolder(at: path)
    }

    /// The path of a file in it.
    func file(_ name: String) -> String { url.appending(path: name).path(percentEncoded: false) }

    /// Writes a file in it, for its owner alone.
    func write(_ data: Data, to name: String) throws {
        let path = file(name)
        try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    }

    /// Starts a helper in its own session and remembers it, so that any later command can end it.
    func start(_ name: String, _ arguments: [String], environment: [String: String]) throws {
        let pid = try Spawn(
            arguments: arguments,
            environment: environment,
            output: file("\(name).log")
        )()
        guard let process = ProcessIdentity(runningAs: pid) else {
            throw Failure(.crashed, "\(name) ended at once; \(file("\(name).log")) tells why")
        }
        try write(helpers + [Helper(name: name, process: process)])
    }

    /// The helpers that were started, dead or alive.
    var helpers: [Helper] {
        guard let data = FileManager.default.contents(atPath: file("helpers.json")) else {
            return []
        }
        return (try? JSONDecoder().decode([Helper].self, from: data)) ?? []
    }

    private func write(_ helpers: [Helper]) throws {
        try write(JSONEncoder().encode(helpers), to: "helpers.json")
    }

    /// Ends the helpers of that name; returns those that would not end.
    func stop(_ name: String) async -> [String] {
        var left: [String] = []
        for helper in helpers where helper.name == name {
            if !(await helper.process.stop(grace: .seconds(20))) {
                left.append("\(name), pid \(helper.process.pid)")
            }
        }
        return left
    }

    /// Removes the folder with all that is in it.
    func remove() { try? FileManager.default.removeItem(at: url) }
}
