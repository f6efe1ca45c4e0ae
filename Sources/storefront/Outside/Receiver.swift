import Foundation
import Synchronization

/// Receives signed webhooks, and shows what it got and how often.
final class Receiver: Sendable {
    /// One message, however often it came.
    struct Message: Sendable, Equatable, Encodable {
        var id: String
        /// How often it came, genuine each time.
        var count: Int
        /// The body of the first time, as text.
        var body: String
        /// When it came first, in seconds since 1970.
        var at: Double
    }

    /// All that came.
    struct Log: Sendable, Equatable, Encodable {
        /// Genuine deliveries, repeated ones among them.
        var deliveries = 0
        /// Deliveries of a message that had come before.
        var repeated = 0
        /// Deliveries whose signature or time did not fit.
        var forged = 0
        /// Each message once, in the order of arrival.
        var messages: [Message] = []
    }

    let outage = OutageSwitch()
    private let webhook: StandardWebhook
    private let log = Mutex(Log())

    init(_ webhook: StandardWebhook) {
        self.webhook = webhook
    }

    var snapshot: Log { log.withLock { $0 } }

    /// Answers one request: anything posted, on whatever path, is a delivery.
    func answer(_ request: Request) -> Response {
        if let response = outage.answer(request) { return response }
        guard request.method == "POST" else {
            guard request.path == "/received" else {
                return .plain("There is no such page.", status: 404)
            }
            return .json(snapshot)
        }
        guard !outage.isDown else { return OutageSwitch.refusal }
        let now = Date.now.timeIntervalSince1970
        guard let id = request.headers["webhook-id"], webhook.isGenuine(request, now: now) else {
            log.withLock { $0.forged += 1 }
            return .plain("The signature does not fit.", status: 401)
        }
        log.withLock { Self.take(id, String(decoding: request.body, as: UTF8.self), now, &$0) }
        return Response(204, type: "text/plain; charset=utf-8", "")
    }

    private static func take(_ id: String, _ body: String, _ now: Double, _ log: inout Log) {
        log.deliveries += 1
        guard let known = log.messages.firstIndex(where: { $0.id == id }) else {
            return log.messages.append(Message(id: id, count: 1, body: body, at: now))
        }
        log.messages[known].count += 1
        log.repeated += 1
    }
}
