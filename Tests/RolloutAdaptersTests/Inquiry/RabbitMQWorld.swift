import Foundation
import RolloutCore

@testable import RolloutAdapters

/// A RabbitMQ server of its own with its management interface and one user.
final class RabbitMQWorld: InquiryWorld {
    private let server: ServerProcess
    private let names: ServerProcess
    private let port = ServerProcess.takePort()
    private let listener = ServerProcess.takePort()
    private let distribution = ServerProcess.takePort()
    private let namePort = ServerProcess.takePort()

    init() throws {
        server = try ServerProcess("rabbit")
        names = try ServerProcess("epmd")
        try server.write("[rabbitmq_management].", to: "enabled_plugins")
        try server.write(
            """
            listeners.tcp.1 = 127.0.0.1:\(listener)
            management.tcp.ip = 127.0.0.1
            management.tcp.port = \(port)
            default_user = tester
            default_pass = \(Self.password)
            """,
            to: "rabbitmq.conf"
        )
        // What lists the nodes would otherwise be started in the background, and stay.
        try names.start(["epmd", "-port", "\(namePort)", "-address", "127.0.0.1"])
        try start()
        try ask("PUT", "/queues/%2F/jobs", #"{"durable": true}"#)
    }

    func start() throws {
        let node = "handoff\(port)@localhost"
        try server.start(
            ["/usr/lib/rabbitmq/bin/rabbitmq-server"],
            [
                "RABBITMQ_NODENAME": node, "RABBITMQ_BASE": server.folder,
                "RABBITMQ_MNESIA_BASE": server.path("mnesia"),
                "RABBITMQ_LOG_BASE": server.path("logs"),
                "RABBITMQ_PID_FILE": server.path("pid"),
                "RABBITMQ_ENABLED_PLUGINS_FILE": server.path("enabled_plugins"),
                "RABBITMQ_CONFIG_FILE": server.path("rabbitmq.conf"),
                "RABBITMQ_DIST_PORT": "\(distribution)", "ERL_EPMD_PORT": "\(namePort)",
                "ERL_EPMD_ADDRESS": "127.0.0.1",
                "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS":
                    "-kernel inet_dist_use_interface {127,0,0,1}",
            ]
        )
        try server.waitUntil("RabbitMQ answers") { (try? ask("GET", "/overview")) != nil }
    }

    func vanish() { server.stop() }
    func hang() { server.freeze() }
    func unhang() { server.thaw() }

    func set(_ number: Int) throws {
        try ask("DELETE", "/queues/%2F/jobs/contents")
        let message =
            #"{"properties": {"delivery_mode": 2}, "routing_key": "jobs", "payload": "job", "#
            + #""payload_encoding": "string"}"#
        for _ in 0..<number { try ask("POST", "/exchanges/%2F/amq.default/publish", message) }
    }

    func source(_ access: Access) -> InquirySource { .rabbitMQ(query("jobs", access)) }

    func query(_ queue: String, _ access: Access? = nil) -> RabbitMQQuery {
        let place = WebPlace(endpoint: "127.0.0.1:\(port)", access: access ?? self.access)
        return RabbitMQQuery(server: place, queue: queue)
    }

    /// Asks the management interface to do something, with the system's own HTTP client.
    private func ask(_ method: String, _ path: String, _ body: String = "") throws {
        let curl = try ServerProcess("curl")
        try curl.run([
            "curl", "-fsS", "-m", "10", "-u", "tester:\(Self.password)", "-X", method, "-H",
            "content-type: application/json", "-d", body, "-o", "/dev/null",
            "http://127.0.0.1:\(port)/api\(path)",
        ])
    }
}
