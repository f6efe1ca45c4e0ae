import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

/// A PostgreSQL server of its own, with passwords and a role that may do little.
final class PostgresWorld: InquiryWorld {
    private let server: ServerProcess
    private let port = ServerProcess.takePort()
    private let programs: String

    init() throws {
        // Its own processes are sessions of their own, which only it can end.
        server = try ServerProcess("pg", ending: SIGQUIT)
        programs = try Self.programs()
        try server.write(Self.password, to: "password", permissions: 0o644)
        let ownership = Self.unprivileged.isEmpty ? [] : ["-o", "postgres"]
        try server.run(["install", "-d"] + ownership + ["-m", "700", server.path("data")])
        try server.run(
            Self.unprivileged + [
                programs + "initdb", "-D", server.path("data"), "-A", "scram-sha-256", "-N",
                "--no-instructions", "-E", "UTF8", "-U", "postgres", "--pwfile",
                server.path("password"),
            ]
        )
        try start()
        let owner = try connection("postgres")
        for command in [
            "create role tester login password '\(Self.password)'",
            "create table numbers (n int)", "insert into numbers values (1)",
            "grant select on numbers to tester",
        ] { try owner.run(command, by: .now + .seconds(10)) }
    }

    /// It refuses to run for root.
    private static let unprivileged = getuid() == 0 ? ["runuser", "-u", "postgres", "--"] : []

    private static func programs() throws -> String {
        let base = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: base)) ?? []
        let newest = try #require(versions.max(), ".ci/setup installs PostgreSQL")
        return "\(base)/\(newest)/bin/"
    }

    func start() throws {
        try server.start(
            Self.unprivileged + [
                programs + "postgres", "-D", server.path("data"), "-p", "\(port)", "-h",
                "127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off", "-c",
                "max_connections=20",
            ]
        )
        try server.waitUntil("PostgreSQL answers") { (try? connection("postgres")) != nil }
    }

    func vanish() { server.stop() }
    func hang() { server.freeze() }
    func unhang() { server.thaw() }

    func set(_ number: Int) throws {
        let owner = try connection("postgres")
        try owner.run("update numbers set n = \(number)", by: .now + .seconds(10))
    }

    func source(_ access: Access) -> InquirySource {
        .postgres(query(access, "select n from numbers"))
    }

    func query(_ access: Access, _ text: String?, over: String? = nil) -> PostgresQuery {
        PostgresQuery(
            server: "127.0.0.1:\(port)",
            database: "postgres",
            access: access,
            query: text,
            over: over
        )
    }

    /// The numbers of a question, asked as the role that may do little.
    func answer(_ text: String?, over: String? = nil) throws(InquiryTrouble) -> [InquiryNumber] {
        let query = query(access, text, over: over)
        let client = PostgresClient(query: query, timeout: .seconds(5), secrets: secrets)
        return try client.answer(by: .now + .seconds(5))
    }

    /// An open connection of that role.
    func connection(_ role: String) throws(InquiryTrouble) -> PostgresConnection {
        let access = Access(user: role)
        return try PostgresConnection(
            query(access, nil),
            password: Self.password,
            timeout: .seconds(10),
            by: .now + .seconds(10)
        )
    }
}
