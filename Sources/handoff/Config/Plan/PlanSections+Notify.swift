import Foundation
import RolloutCore

/// Who is told what, as the plan file says it.
struct ReceiverDraft {
    var webhook: AddressDraft?
    var slack: AddressDraft?
    var key: PlaceDraft?
    var kinds: Set<NotificationKind> = PlanSections.defaultKinds
    var timeout = Duration.seconds(5)
}

extension PlanSections {
    /// What a receiver is told when its `on` is absent: what people ask about, without each shift.
    static let defaultKinds: Set<NotificationKind> = [
        .started, .held, .waiting, .rollingBack, .rolledBack, .rollbackFailed, .succeeded,
    ]

    /// Who is told.
    static var notify: Kind<[ReceiverDraft]> {
        .list(
            "a list such as [{slack: {env: SLACK_URL}, on: [paused, rolledBack]}]",
            of: .section(ReceiverDraft(), receiver),
            count: 1...20
        )
    }

    private static var receiver: Section<ReceiverDraft> {
        Section(
            keys: [
                Key(
                    "webhook",
                    \.webhook,
                    receiver("https://ops.example/releases"),
                    "Where every field is posted as JSON: an address, or where it is found."
                ),
                Key(
                    "slack",
                    \.slack,
                    receiver("https://chat.example/hooks/ops"),
                    "Where a line of text is posted as Slack and its like take it, or where that "
                        + "address is found."
                ),
                Key("key", \.key, secretPlace, "Where the key that signs the messages is found."),
                Key("on", \.kinds, kinds, "What it is told; the usual seven when absent."),
                Key(
                    "timeout",
                    \.timeout,
                    .duration(.milliseconds(10)...(.seconds(300)), such: "5s"),
                    "How long one answer may take; 5s when absent."
                ),
            ],
            rules: [
                Rule(at: "webhook", "slack") { draft in
                    switch (draft.webhook, draft.slack) {
                    case (nil, nil): "nobody is told here. Write `webhook` or `slack`."
                    case (.some, .some):
                        "one entry tells one receiver. Keep `webhook` or `slack`, or write two "
                            + "entries."
                    default: nil
                    }
                },
                Rule(at: "key", "slack", "webhook") { draft in
                    guard draft.slack != nil, draft.webhook == nil, draft.key != nil else {
                        return nil
                    }
                    return "`key` signs messages, and what takes Slack's text looks at no "
                        + "signature. Remove it, or write `webhook`."
                },
            ]
        )
    }

    private static var kinds: Kind<Set<NotificationKind>> {
        let kind = Kind<NotificationKind>.word(of: NotificationKind.allCases)
        return Kind<[String]>.distinct(
            "a list such as [paused, rolledBack, succeeded]",
            of: kind.map(\.rawValue)
        )
        .map { Set($0.compactMap(NotificationKind.init(rawValue:))) }
    }
}

extension ReceiverDraft {
    /// The receiver that the draft describes; nil when there is none.
    func plan(folder: URL) -> NotificationPlan? {
        guard let address = webhook ?? slack else { return nil }
        let format = webhook == nil ? NotificationPlan.Format.slack : .json
        var plan = NotificationPlan(url: nil, format: format, kinds: kinds)
        switch address {
        case .open(let url): plan.url = url
        case .secret(let place):
            let what = webhook == nil ? "slack" : "webhook"
            plan.secretURL = SecretSource(place, for: what, folder: folder)
        }
        plan.key = key.map { SecretSource($0, for: "key", folder: folder) }
        plan.timeout = timeout
        return plan
    }
}
