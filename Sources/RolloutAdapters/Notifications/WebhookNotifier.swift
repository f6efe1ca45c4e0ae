import Foundation
package import RolloutCore
import RolloutEngine

/// Posts notifications to web services, signed where the plan names a key.
package struct WebhookNotifier: Notifier {
    let secrets: SecretStore
    private let seconds: @Sendable () -> Int64

    /// A notifier that finds secret URLs and keys in that store, and signs with the host's time.
    package init(secrets: SecretStore) {
        self.init(secrets: secrets) { Int64(Date().timeIntervalSince1970) }
    }

    /// A notifier that signs with the time `seconds` gives, since 1970.
    init(secrets: SecretStore, seconds: @escaping @Sendable () -> Int64) {
        self.secrets = secrets
        self.seconds = seconds
    }

    /// Signed with the time of this try, so that a receiver that refuses old ones takes a late one.
    package func send(
        _ notification: RolloutCore.Notification,
        to receiver: NotificationPlan
    ) async throws {
        let access: ReceiverAccess
        do {
            access = try await ReceiverAccess(receiver, secrets: secrets)
        } catch {
            throw failure(
                .conflict,
                "\(receiver.title) \(error.words)",
                of: notification,
                "Nothing was sent. Correct `notify`, or what it names.",
                isRetryable: error.isPassing
            )
        }
        var request = WebRequest("POST", access.address, timeout: receiver.timeout)
        request.body = try NotificationBody.bytes(of: notification, as: receiver.format)
        let id = WebhookSignature.identifier(notification.id)
        let now = seconds()
        request.headers = [
            "Content-Type": "application/json", "webhook-id": id, "webhook-timestamp": "\(now)",
        ]
        request.headers["webhook-signature"] =
            access.signature?.value(id: id, seconds: now, body: request.body)
        let outcome = try await WebExchange.outcome(of: request)
        guard outcome.success == nil else { return }
        throw failure(outcome, of: notification, receiver)
    }

    private func failure(
        _ outcome: WebOutcome,
        of notification: RolloutCore.Notification,
        _ receiver: NotificationPlan
    ) -> Failure {
        let advice =
            switch outcome {
            case .unreachable: "The receiver has not got it."
            case .timedOut, .broken:
                "It may have arrived all the same; every try carries the id \(notification.id)."
            case .answered: "The receiver has not taken it; see there, or correct `notify`."
            }
        return failure(
            outcome.kind,
            "\(receiver.title) \(outcome.words)",
            of: notification,
            advice,
            isRetryable: outcome.isPassing
        )
    }

    private func failure(
        _ kind: Failure.Kind,
        _ fact: String,
        of notification: RolloutCore.Notification,
        _ advice: String,
        isRetryable: Bool
    ) -> Failure {
        let name = "`\(notification.kind.rawValue)` of release \(notification.release)"
        let mask = SecretMask(secrets.knownValues)
        return Failure(
            kind,
            mask.masked("\(name) was not sent: \(fact)"),
            detail: mask.masked(advice),
            isRetryable: isRetryable
        )
    }
}

extension WebOutcome {
    /// Whether the same question may get another answer later: none so far, or 408 Request Timeout,
    /// 425 Too Early, 429 Too Many Requests and whatever a server blames on itself (RFC 9110, 15;
    /// RFC 8470; RFC 6585).
    fileprivate var isPassing: Bool {
        guard case .answered(let answer) = self else { return true }
        return [408, 425, 429].contains(answer.status) || answer.status >= 500
    }
}
