import RolloutCore

/// A notification as people read it in a chat.
struct NotificationText {
    private let notification: Notification

    init(_ notification: Notification) { self.notification = notification }

    /// Two to four lines with Slack's emphasis and none of its control characters from outside.
    ///
    /// `&`, `<` and `>` are escaped as Slack's documentation of message text asks; so nothing in
    /// a reason can become a link or call a channel together.
    var slack: String {
        let notification = notification
        let versions =
            notification.from.map { "\(Self.escaped($0)) → \(Self.escaped(notification.to))" }
            ?? "first release: \(Self.escaped(notification.to))"
        let service = Self.escaped(notification.service.rawValue)
        let environment = Self.escaped(notification.environment)
        var lines = [
            "*\(service)* in *\(environment)*: release \(notification.release) "
                + notification.kind.words,
            "\(versions), \(notification.weight) on the new one",
        ]
        if let reason = notification.reason { lines.append("Why: \(Self.escaped(reason))") }
        if let command = notification.nextCommand {
            lines.append("Next: `\(Self.escaped(command))`")
        }
        return lines.joined(separator: "\n")
    }

    private static func escaped(_ text: String) -> String {
        PrintedText.cleaned(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;")
    }
}

extension NotificationKind {
    /// What happened, to follow `release r7`.
    fileprivate var words: String {
        switch self {
        case .started: "began"
        case .refused: "was refused"
        case .shifted: "shifted"
        case .paused: "was paused"
        case .held: "is held until a person decides, because something is wrong"
        case .alerted: "goes on, although something is wrong"
        case .waiting: "waits for a person, as planned"
        case .rollingBack: "is being rolled back"
        case .rolledBack: "was rolled back"
        case .rollbackFailed: "could not be rolled back completely"
        case .aborted: "was ended before any traffic had moved"
        case .succeeded: "succeeded"
        }
    }
}
