import Foundation
import RolloutCore
import RolloutEngine
import TestSupport

@testable import RolloutAdapters

/// Receivers that are paths of a server, by their place in the plan.
final class ReceiverWorld: NotifierWorld {
    let server: AnsweringServer
    private let deaf: Int

    init() throws {
        server = try AnsweringServer(port: TestPorts.take())
        deaf = TestPorts.take()
        let answers: [ReceiverBehaviour: AnsweringServer.Answer] = [
            .takes: .status(200, "ok"), .overloaded: .status(503, "later"),
            .refuses: .status(400, "no"), .silent: .silence,
        ]
        for (behaviour, answer) in answers { server.answer("/\(behaviour.rawValue)", answer) }
    }

    func close() { server.close() }

    func notifier() -> any Notifier { WebhookNotifier(secrets: SecretStore(environment: [:])) }

    func receiver(_ behaviour: ReceiverBehaviour) -> NotificationPlan {
        let host =
            switch behaviour {
            case .absent: "nowhere.invalid"
            case .unreachable: "127.0.0.1:\(deaf)"
            default: server.endpoint
            }
        var plan = NotificationPlan(
            url: "http://\(host)/\(behaviour.rawValue)",
            format: .json,
            kinds: [.rolledBack]
        )
        plan.timeout = behaviour == .silent ? .milliseconds(400) : .seconds(30)
        return plan
    }

    func arrived() throws -> [RolloutCore.Notification] {
        try server.received.map { text in
            guard text.hasPrefix("POST /"), let body = text.firstRange(of: "\r\n\r\n"),
                let receiver = Int(text.dropFirst(6).prefix { $0.isNumber })
            else { throw ContractBroken("no POST with a body: \(text)") }
            let data = Data(text[body.upperBound...].utf8)
            let message = try RolloutCore.Notification(json: data, receiver: receiver)
            guard text.lowercased().contains("\r\nwebhook-id: \(message.id)\r\n") else {
                throw ContractBroken("another id in the fields: \(text)")
            }
            return message
        }
    }
}

extension RolloutCore.Notification {
    private struct Document: Decodable {
        var id: String
        var kind: NotificationKind
        var at: String
        var service: String
        var environment: String
        var release: String
        var from: String?
        var to: String
        var weight: Double
        var reason: String?
        var nextCommand: String?
    }

    /// What a receiver got as JSON.
    init(json: Data, receiver: Int) throws {
        let document = try JSONDecoder().decode(Document.self, from: json)
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        let seconds = try style.parse(document.at).timeIntervalSince1970
        self.init(
            id: document.id,
            kind: document.kind,
            at: Timestamp(microseconds: Int64((seconds * 1_000).rounded()) * 1_000),
            service: ServiceName(rawValue: document.service),
            environment: document.environment,
            release: ReleaseID(rawValue: Int(document.release.dropFirst()) ?? -1),
            from: document.from,
            to: document.to,
            weight: Weight(hundredths: Int((document.weight * 100).rounded())),
            reason: document.reason,
            nextCommand: document.nextCommand,
            receiver: receiver
        )
    }
}
