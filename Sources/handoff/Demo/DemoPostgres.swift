import Foundation
import RolloutAdapters

/// A PostgreSQL server of the demo's own, in its folder and on one port of the loopback interface.
///
/// It keeps nothing beyond the demo, so it does not wait for the disk. As root the server would
/// refuse to run; it then runs as the user its package made, in a folder that user may enter.
struct DemoPostgres: Sendable {
    let folder: DemoFolder
    let port: Int
    /// What lets a program in; in no list of processes.
    let password: String

    /// The folder with its programs; nil when they are not installed.
    static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        let packaged = versions.compactMap { Int($0) }.filter { $0 >= 14 }.max()
            .map { "\(root)/\($0)/bin" }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = [packaged].compactMap(\.self) + path.split(separator: ":").map(String.init)
        return folders.first { FileManager.default.isExecutableFile(atPath: $0 + "/initdb") }
    }()

    /// Where the shop finds its data, its password included.
    var url: String { "postgres://app:\(password)@127.0.0.1:\(port)/shop" }

    /// Makes the server, starts it, and makes an empty database.
    ///
    /// - Throws: a ``NotDone`` when PostgreSQL is not installed or does not start.
    func start() async throws {
        guard let programs = Self.programs else { throw Self.absent }
        let owner = try Owner.find()
        try owner.map { try makeRoom(for: $0) } ?? makeOwnRoom()
        try await DemoProgram(
            words: (owner?.prefix ?? []) + [
                programs + "/initdb", "-D", data, "-A", "scram-sha-256", "-U", "app",
                "--pwfile", passwordFile, "-N", "-E", "UTF8", "--locale", "C",
            ],
            environment: Self.environment,
            folder: room
        )()
        let settings = [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off",
            "synchronous_commit=off", "full_page_writes=off", "max_connections=200",
        ]
        try folder.start(
            "postgres",
            (owner?.prefix ?? []) + [programs + "/postgres", "-D", data, "-p", "\(port)"]
                + settings.flatMap { ["-c", $0] },
            environment: Self.environment
        )
        try await makeDatabase(programs)
    }

    private static let absent = NotDone(
        "no demo: PostgreSQL's server is not installed. Nothing was started. "
            + "`apt-get install postgresql` or `brew install postgresql` installs it; "
            + "`handoff demo --full --sqlite` shows the same on SQLite."
    )

    private static var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return ["PATH": path + ":/usr/sbin:/sbin", "LC_ALL": "C.UTF-8"]
    }

    private var room: String { folder.file("postgres") }
    private var data: String { folder.file("postgres/data") }
    private var passwordFile: String { folder.file("postgres/password") }

    private func makeOwnRoom() throws {
        try FileManager.default.createDirectory(
            atPath: room,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o700]
        )
        try folder.write(Data(password.utf8), to: "postgres/password")
    }

    /// The other user may pass through the demo's folder, and see nothing in it.
    private func makeRoom(for owner: Owner) throws {
        try makeOwnRoom()
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o711],
            ofItemAtPath: folder.path
        )
        for path in [room, passwordFile] {
            try FileManager.default.setAttributes(
                [.ownerAccountID: Int(owner.user), .groupOwnerAccountID: Int(owner.group)],
                ofItemAtPath: path
            )
        }
    }

    /// Tried until the server answers.
    private func makeDatabase(_ programs: String) async throws {
        let words = [
            programs + "/createdb", "-w", "-h", "127.0.0.1", "-p", "\(port)", "-U", "app", "shop",
        ]
        let environment = Self.environment.merging(["PGPASSWORD": password]) { $1 }
        let program = DemoProgram(words: words, environment: environment, folder: room)
        let limit = ContinuousClock.now + .seconds(30)
        while true {
            do {
                try await program()
                return
            } catch let failure as NotDone {
                guard ContinuousClock.now < limit else { throw failure }
                try await Task.sleep(for: .milliseconds(100))
            }
        }
    }
}

extension DemoPostgres {
    /// The user a server runs as where we are root.
    private struct Owner {
        var user: uid_t
        var group: gid_t

        /// What a command line begins with to run as that user, in the same process.
        var prefix: [String] {
            ["setpriv", "--reuid", "\(user)", "--regid", "\(group)", "--init-groups", "--"]
        }

        /// Nil where we are not root; the server's own user, or the one of nobody.
        static func find() throws -> Owner? {
            guard getuid() == 0 else { return nil }
            for name in ["postgres", "nobody"] {
                guard let entry = getpwnam(name)?.pointee else { continue }
                return Owner(user: entry.pw_uid, group: entry.pw_gid)
            }
            throw NotDone(
                "no demo: PostgreSQL does not run as root, and there is no user postgres. Nothing "
                    + "was started. Run the demo as another user, or with `--sqlite`."
            )
        }
    }
}
