/// Where the rollout stands; exactly one at a time.
package enum Phase: Sendable, Hashable, Codable {
    /// Checks are being made; nothing was changed. → rehearsing, expanding, starting,
    /// ended(refused)
    case preflight(since: Timestamp)
    /// An instance of stable shows that it starts today. → expanding, starting, rollingBack,
    /// ended(refused)
    case rehearsing(since: Timestamp)
    /// The schema gets what both revisions tolerate. → starting, rollingBack
    case expanding(since: Timestamp)
    /// New instances start beside the old at weight 0. → changingWorkers, shifting, rollingBack
    case starting(since: Timestamp)
    /// The jobs go from the old workers to the new. → shifting, rollingBack
    case changingWorkers(since: Timestamp)
    /// A weight was asked for and the router has not confirmed it. → baking, warm, rollingBack
    case shifting(stage: Int, since: Timestamp)
    /// At a stage's weight, confirmed; metrics accumulate. → shifting (up or down), rollingBack
    case baking(stage: Int, since: Timestamp)
    /// 100% confirmed; the previous revision runs on, ready.
    /// → retiring, shifting (down), rollingBack
    case warm(since: Timestamp)
    /// Previous instances drain and stop. → contracting, ended(succeeded), rollingBack
    case retiring(since: Timestamp)
    /// The schema loses what only the previous revision needed, once a person says so; no way
    /// back. → ended(succeeded)
    case contracting(since: Timestamp)
    /// Traffic returns to stable, then the canary drains and stops. → ended
    case rollingBack(Rollback)
    /// Nothing more happens. Terminal.
    case ended(Outcome, at: Timestamp)

    /// When it began.
    package var since: Timestamp {
        switch self {
        case .preflight(let since), .rehearsing(let since), .expanding(let since),
            .starting(let since), .changingWorkers(let since), .shifting(_, let since),
            .baking(_, let since), .warm(let since), .retiring(let since), .contracting(let since):
            since
        case .rollingBack(let rollback): rollback.since
        case .ended(_, let at): at
        }
    }

    /// Its name, one word or two, as shown.
    package var name: String {
        switch self {
        case .preflight: "preflight"
        case .rehearsing: "rehearsing"
        case .expanding: "expanding"
        case .starting: "starting"
        case .changingWorkers: "changing workers"
        case .shifting: "shifting"
        case .baking: "baking"
        case .warm: "warm"
        case .retiring: "retiring"
        case .contracting: "contracting"
        case .rollingBack: "rolling back"
        case .ended(let outcome, _): outcome.name
        }
    }
}

/// A rollback under way.
package struct Rollback: Sendable, Hashable, Codable {
    /// Why.
    package var cause: Cause
    /// When it was decided.
    package var since: Timestamp
    /// The weight the canary had then.
    package var from: Weight
    /// When the router reported 0% on the canary; nil until it did.
    package var returned: Timestamp?

    /// A rollback at its beginning.
    package init(cause: Cause, since: Timestamp, from: Weight) {
        self.cause = cause
        self.since = since
        self.from = from
    }
}

/// Why a release is rolled back.
package enum Cause: Sendable, Hashable, Codable {
    /// A criterion whose policy is rollback was worse.
    case criterion(MetricName, evidence: String)
    /// A person asked.
    case person(Operator, reason: String?)
    /// Canary instances crashed too often; with the last one's words.
    case crashes(Int, detail: String)
    /// Canary instances did not become ready in time.
    case notReady(detail: String)
    /// Another failure that the plan answers with a rollback.
    case failure(FailureKind, detail: String)
    /// The rehearsal of the way back came to no end.
    case rehearsal(detail: String)
    /// A stage of the migration did not work.
    case migration(MigrationStage, detail: String)
    /// The workers did not change over in time.
    case workers(detail: String)
    /// Nobody answered at a gate for that long, and the plan turns back then.
    case unanswered(InMicroseconds)

    /// One sentence without a full stop, such as `p99 latency: canary 398 ms against 310 ms…`.
    package var sentence: String {
        switch self {
        case .criterion(let metric, let evidence): "\(metric): \(evidence)"
        case .person(let person, let reason):
            "\(person.name) asked" + (reason.map { ": \($0)" } ?? "")
        case .crashes(let count, let detail):
            "\(count) canary crashes" + (detail.isEmpty ? "" : ", last: \(detail)")
        case .notReady(let detail): "canary did not become ready: \(detail)"
        case .failure(let kind, let detail): "\(kind.words): \(detail)"
        case .rehearsal(let detail): "rehearsal of the way back: \(detail)"
        case .migration(let stage, let detail): "\(stage.rawValue) of the schema: \(detail)"
        case .workers(let detail): "workers did not change over: \(detail)"
        case .unanswered(let span): "nobody answered for \(span.wrappedValue.spoken)"
        }
    }
}

/// How a release ended.
package enum Outcome: Sendable, Hashable, Codable {
    /// All traffic is on the new revision and the previous one is retired.
    case succeeded
    /// Only the way back was to be rehearsed, and it works.
    case rehearsed
    /// Instances that somebody else had started serve behind the router.
    case adopted
    /// Preflight failed; nothing was changed.
    case refused
    /// Traffic is back on stable and the canary is gone.
    case rolledBack(Cause)
    /// A person ended it before any traffic had moved.
    case aborted(Operator)
    /// The rollback could not be finished; the words say what is left for a person to do.
    case rollbackFailed(Cause, left: String)

    /// The one word that status, history and exit code share.
    package var name: String {
        switch self {
        case .succeeded: "succeeded"
        case .rehearsed: "rehearsed"
        case .adopted: "adopted"
        case .refused: "refused"
        case .rolledBack: "rolled back"
        case .aborted: "aborted"
        case .rollbackFailed: "rollback failed"
        }
    }

    /// The end as the rest of a sentence about the release: `it was rolled back`.
    package var clause: String {
        switch self {
        case .succeeded: "it succeeded"
        case .rehearsed: "it was a rehearsal"
        case .adopted: "it was an adoption"
        case .refused: "it was refused"
        case .rolledBack: "it was rolled back"
        case .aborted: "it was aborted"
        case .rollbackFailed: "its rollback failed"
        }
    }
}

/// A wait for a person, because something made going on by itself unwise.
package struct Hold: Sendable, Hashable, Codable {
    /// Since when.
    package var since: Timestamp
    /// What made it hold, in a sentence.
    package var reason: String
    /// The criterion behind it; nil when it is not one.
    package var metric: MetricName?

    /// A hold with its reason.
    package init(since: Timestamp, reason: String, metric: MetricName? = nil) {
        self.since = since
        self.reason = reason
        self.metric = metric
    }
}

/// An operator's stop on advancing.
package struct Pause: Sendable, Hashable, Codable {
    /// Since when.
    package var since: Timestamp
    /// Whose.
    package var by: Operator
    /// Why, when a reason was given.
    package var reason: String?

    /// A pause with whose it is.
    package init(since: Timestamp, by: Operator, reason: String?) {
        self.since = since
        self.by = by
        self.reason = reason
    }
}
