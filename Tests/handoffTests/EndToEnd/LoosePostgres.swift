import Foundation
import Testing

@testable import storefront

/// A PostgreSQL of one workshop's own, that loses everything when it ends.
enum LoosePostgres {
    /// Where its programs are; nil when it is not installed.
    static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let debian = versions.compactMap { Int($0) }.filter { $0 >= 14 }.max()
            .map { "\(root)/\($0)/bin" }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return ([debian].compactMap(\.self) + path.split(separator: ":").map(String.init)).first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb")
        }
    }()

    /// Starts one and returns it with the address of its empty database, once it answers.
    ///
    /// Not as root, which it would refuse, so its data is in a folder of its own beside the
    /// workshop's. Whoever started it ends it by QUIT: told by TERM, it would wait for the shop to
    /// leave.
    static func start(in workshop: Workshop) async throws -> (server: Child, url: String) {
        let programs = try #require(programs)
        let port = workshop.otherPorts[0]
        let data = folder(of: workshop)
        let person = ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--"]
        let owner = getuid() == 0 ? ["-C", "/", "setpriv"] + person : []
        let begin = [
            programs + "/initdb", "-D", data, "-A", "trust", "-U", "app", "-N", "-E", "UTF8",
            "--no-instructions",
        ]
        let made = try await workshop.start(tool: ["/usr/bin/env"] + owner + begin).outcome()
        try #require(made.code == 0, "\(made.words)")
        let settings = ["listen_addresses=127.0.0.1", "fsync=off", "max_connections=120"]
        let words =
            [programs + "/postgres", "-D", data, "-k", data, "-p", "\(port)"]
            + settings.flatMap { ["-c", $0] }
        let server = try workshop.start(tool: ["/usr/bin/env"] + owner + words)
        let url = "postgres://app@127.0.0.1:\(port)/postgres"
        let isUp = try await eventually {
            (try? PostgresConnection(url: url, patience: .seconds(1))) != nil
        }
        try #require(isUp)
        return (server, url)
    }

    private static func folder(of workshop: Workshop) -> String { workshop.otherFolder }
}
