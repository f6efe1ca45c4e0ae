import Foundation
import RolloutCore

/// A notification as it is posted.
///
/// Names here are read by programs of others: they are only ever added to.
struct NotificationBody: Encodable {
    private var id: String
    private var kind: String
    private var at: String
    private var service: String
    private var environment: String
    private var release: String
    private var from: String?
    private var to: String
    private var weight: Double
    private var reason: String?
    private var nextCommand: String?

    private init(_ notification: RolloutCore.Notification) {
        id = notification.id
        kind = notification.kind.rawValue
        let moment = Date(timeIntervalSince1970: Double(notification.at.microseconds) / 1_000_000)
        at = Date.ISO8601FormatStyle(includingFractionalSeconds: true).format(moment)
        service = notification.service.rawValue
        environment = notification.environment
        release = notification.release.description
        from = notification.from
        to = notification.to
        weight = Double(notification.weight.hundredths).scaled(by: 100)
        reason = notification.reason
        nextCommand = notification.nextCommand
    }

    /// The bytes in that format, the same for every try; what is nil is left out.
    static func bytes(
        of notification: RolloutCore.Notification,
        as format: NotificationPlan.Format
    ) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        switch format {
        case .json: return Array(try encoder.encode(NotificationBody(notification)))
        case .slack:
            return Array(try encoder.encode(["text": NotificationText(notification).slack]))
        }
    }
}
