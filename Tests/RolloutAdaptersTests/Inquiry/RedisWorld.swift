import RolloutCore

@testable import RolloutAdapters

/// A Redis server of its own, with a password.
final class RedisWorld: InquiryWorld {
    private let server: ServerProcess
    private let port = ServerProcess.takePort()

    init() throws {
        server = try ServerProcess("redis")
        try start()
    }

    var user: String? { nil }
    var endpoint: String { "127.0.0.1:\(port)" }

    func start() throws {
        try server.start([
            "redis-server", "--port", "\(port)", "--bind", "127.0.0.1", "--save", "",
            "--appendonly", "no", "--dir", server.folder, "--daemonize", "no", "--requirepass",
            Self.password,
        ])
        try server.waitUntil("Redis answers") { (try? ask(["PING"])) != nil }
    }

    func vanish() { server.stop() }
    func hang() { server.freeze() }
    func unhang() { server.thaw() }

    func set(_ number: Int) throws {
        try ask(["DEL", "jobs"])
        for _ in 0..<number { try ask(["RPUSH", "jobs", "job"]) }
    }

    func source(_ access: Access) -> InquirySource {
        .redis(RedisQuery(server: endpoint, access: access, key: "jobs"))
    }

    /// The question for a group of the stream `mails`.
    func stream(_ group: String, _ count: QueueCount) -> any InquiryClient {
        let query = RedisQuery(
            server: endpoint,
            access: access,
            key: "mails",
            group: group,
            count: count
        )
        return RedisClient(query: query, timeout: .seconds(5), secrets: secrets)
    }

    @discardableResult func ask(_ command: [String]) throws(InquiryTrouble) -> RedisReply {
        let connection = RedisConnection(
            endpoint: endpoint,
            timeout: .seconds(5),
            deadline: .now + .seconds(5)
        )
        let replies = try connection.replies(to: [["AUTH", Self.password], command])
        for case .failure(let words) in replies { throw InquiryTrouble(words: words) }
        return replies.last ?? .nothing
    }
}
