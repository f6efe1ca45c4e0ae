/// What people who do not watch are told of.
package enum NotificationKind: String, Sendable, Hashable, Codable, CaseIterable {
    /// A release began.
    case started
    /// The checks or the rehearsal refused it.
    case refused
    /// The weight on the canary changed by the plan or by a person.
    case shifted
    /// A person stopped it.
    case paused
    /// The engine waits for a person, because something is wrong.
    case held
    /// A criterion is worse or something failed, and the plan only wants it told.
    case alerted
    /// A gate or a confirmation waits for a person by the plan.
    case waiting
    /// Traffic returns to stable.
    case rollingBack
    /// It ended with all traffic on stable.
    case rolledBack
    /// A rollback could not be finished.
    case rollbackFailed
    /// A person ended it before any traffic had moved.
    case aborted
    /// It ended with all traffic on the new revision.
    case succeeded
}

/// One message to one receiver, complete when it is decided, so that every try sends the same.
package struct Notification: Sendable, Hashable, Codable {
    /// The same for every try, so that a receiver can drop what it had before.
    ///
    /// Service, environment, release, the entry's sequence and the receiver's place in the plan.
    package var id: String
    /// What about.
    package var kind: NotificationKind
    /// When it was decided.
    package var at: Timestamp
    /// The service.
    package var service: ServiceName
    /// The environment.
    package var environment: String
    /// The release.
    package var release: ReleaseID
    /// The label of the revision that served before; nil on a first release.
    package var from: String?
    /// The label of the new revision.
    package var to: String
    /// The share on the canary then.
    package var weight: Weight
    /// Why, in a sentence; nil when the kind says it all.
    package var reason: String?
    /// The command that leads on, as typed; nil when there is none.
    package var nextCommand: String?
    /// The receiver, by its place in the plan's `notify`.
    package var receiver: Int

    /// A message about one entry of a release.
    package init(
        id: String,
        kind: NotificationKind,
        at: Timestamp,
        service: ServiceName,
        environment: String,
        release: ReleaseID,
        from: String?,
        to: String,
        weight: Weight,
        reason: String?,
        nextCommand: String?,
        receiver: Int
    ) {
        self.id = id
        self.kind = kind
        self.at = at
        self.service = service
        self.environment = environment
        self.release = release
        self.from = from
        self.to = to
        self.weight = weight
        self.reason = reason
        self.nextCommand = nextCommand
        self.receiver = receiver
    }
}

/// Who is told what, and how.
package struct NotificationPlan: Sendable, Hashable, Codable {
    /// The shape of what is sent.
    package enum Format: String, Sendable, Hashable, Codable {
        /// Every field, as a JSON object.
        case json
        /// `{"text": …}`, as Slack and what is compatible with it take it.
        case slack
    }

    /// Where it is posted; nil when `secretURL` has it.
    package var url: String?
    /// Where the URL itself is kept, when it is a secret, as Slack's are.
    package var secretURL: SecretSource?
    /// The key of the signature; nil sends none.
    package var key: SecretSource?
    /// The shape.
    package var format: Format
    /// What about.
    package var kinds: Set<NotificationKind>
    /// How long one answer may take.
    @InMicroseconds package var timeout: Duration

    /// A receiver of these kinds, unsigned, with 5 s for an answer.
    package init(url: String?, format: Format, kinds: Set<NotificationKind>) {
        self.url = url
        self.format = format
        self.kinds = kinds
        timeout = .seconds(5)
    }

    private enum CodingKeys: String, CodingKey {
        case url, secretURL, key, format, kinds, timeout
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encodeIfPresent(url, forKey: .url)
        try container.encodeIfPresent(secretURL, forKey: .secretURL)
        try container.encodeIfPresent(key, forKey: .key)
        try container.encode(format, forKey: .format)
        // A set has no order of its own, and the same plan has to be the same text.
        try container.encode(kinds.sorted { $0.rawValue < $1.rawValue }, forKey: .kinds)
        try container.encode(_timeout, forKey: .timeout)
    }
}
