extension Rollout {
    /// Tries of one message before it is given up: with waits up to a minute, about ten minutes.
    static let sendLimit = 15

    /// Whether a steward has nothing left to do: the release is over and all messages are taken or
    /// given up.
    package var isSettled: Bool { isOver && outbox.waiting.isEmpty }

    /// When messages of a release that is over are given up.
    var lingerEnd: Timestamp? {
        guard case .ended(_, let at) = phase, !isSettled else { return nil }
        return limit(Outbox.linger, from: at)
    }

    /// The oldest message for each receiver: one after the other, so that they arrive in order.
    var sendOperations: [Operation] {
        var receivers: Set<Int> = []
        return outbox.waiting.compactMap { notification in
            receivers.insert(notification.receiver).inserted ? .send(notification.id) : nil
        }
    }

    func decideSent(_ id: String) -> [Event] {
        outbox.notification(id) == nil ? [] : recovered(.send(id)) + [.notified(id)]
    }

    /// Tried again after 1 s, doubling, at most a minute; given up when that cannot help.
    func decideSendFailure(_ failure: Failure, of id: String) -> [Event] {
        guard outbox.notification(id) != nil else { return [] }
        let attempt = (failures[.send(id)]?.attempt ?? 0) + 1
        guard failure.isRetryable, attempt < Self.sendLimit else {
            return [.notificationDropped(id, failure)]
        }
        let wait = Duration.seconds(min(1 << min(attempt - 1, 6), 60))
        return [.operationFailed(.send(id), failure, attempt: attempt, retryAfter: wait)]
    }

    /// What still happens to a release that is over: its messages.
    func afterEnd(_ input: Input, at now: Timestamp) -> [Event] {
        if let end = lingerEnd, now >= end {
            return outbox.waiting.map { notification in
                let failure =
                    failures[.send(notification.id)]?.failure
                    ?? Failure(.timedOut, "not sent before the steward ended")
                return .notificationDropped(notification.id, failure)
            }
        }
        switch input {
        case .observed(.finished(.send(let id))): return decideSent(id)
        case .observed(.failed(.send(let id), let failure)):
            return decideSendFailure(failure, of: id)
        case .steward(let steward) where !isSettled:
            return [.stewardStarted(steward, resumed: true)]
        default: return []
        }
    }

    mutating func foldOutbox(_ event: Event) {
        switch event {
        case .notified(let id), .notificationDropped(let id, _):
            outbox.remove(id)
            failures[.send(id)] = nil
        default:
            preconditionFailure("not about a message: \(event)")
        }
    }

    /// Puts what people are told of the event into the line, for each who asked for it.
    mutating func tell(_ event: Event) {
        guard !plan.notifications.isEmpty, let news = news(in: event) else { return }
        for (place, receiver) in plan.notifications.enumerated()
        where receiver.kinds.contains(news.kind) {
            let id = [
                plan.service.rawValue, plan.environment, start.release.description, "\(sequence)",
                "\(place)",
            ].joined(separator: "-")
            outbox.add(
                Notification(
                    id: id,
                    kind: news.kind,
                    at: at,
                    service: plan.service,
                    environment: plan.environment,
                    release: start.release,
                    from: plan.stable?.label,
                    to: plan.canary.label,
                    weight: split.asked,
                    reason: news.reason,
                    nextCommand: news.next.map { "handoff \($0) \(plan.service)" },
                    receiver: place
                )
            )
        }
    }

    private typealias News = (kind: NotificationKind, reason: String?, next: String?)

    private func news(in event: Event) -> News? {
        switch event {
        case .releaseStarted(let start): (.started, "started by \(start.by.name)", "watch")
        case .shiftStarted(let shift) where shift.cause != .rollback: (.shifted, nil, nil)
        case .paused(let person, let reason):
            (.paused, "\(person.name) paused it" + (reason.map { ": \($0)" } ?? ""), "resume")
        case .held(let hold): (.held, hold.reason, "watch")
        case .alerted(let kind, let detail): (.alerted, "\(kind.words): \(detail)", "watch")
        case .judged(let metric, let verdict) where isPaging(metric, verdict):
            (.alerted, "\(metric): \(verdict.evidence.sentence)", "watch")
        case .answerAwaited: (.waiting, "a person has to advance", "advance")
        case .contractBegan: (.waiting, "a person has to confirm the removal", "contract")
        case .rollbackStarted(let cause): (.rollingBack, cause.sentence, "watch")
        case .ended(let outcome): ending(outcome)
        default: nil
        }
    }

    private func isPaging(_ metric: MetricName, _ verdict: Verdict) -> Bool {
        verdict.kind == .worse
            && plan.criteria.contains { $0.metric == metric && $0.onWorse == .page }
    }

    private func ending(_ outcome: Outcome) -> News {
        switch outcome {
        case .succeeded: (.succeeded, nil, nil)
        case .adopted: (.succeeded, "its instances were adopted", nil)
        case .rehearsed: (.succeeded, "the way back works", nil)
        case .refused:
            (.refused, findings.first { !$0.passed }?.finding, nil)
        case .rolledBack(let cause): (.rolledBack, cause.sentence, nil)
        case .aborted(let person): (.aborted, "aborted by \(person.name)", nil)
        case .rollbackFailed(_, let left): (.rollbackFailed, left, "status")
        }
    }
}
