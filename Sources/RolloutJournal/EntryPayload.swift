import Foundation
import RolloutCore

/// What an event carries, as stored: one JSON object, its keys as written in ``Key``.
///
/// Whole values of the core (a plan, a verdict) are stored as the core codes them; the fixtures in
/// the tests hold every shape, so a change there that would break an old journal is seen.
struct EntryPayload {
    /// The keys of all payloads; stored, so never renamed.
    enum Key: String, CodingKey {
        case attempt = "attempt"
        case backfill = "backfill"
        case by = "by"
        case cause = "cause"
        case checks = "checks"
        case command = "command"
        case configuration = "configuration"
        case count = "count"
        case external = "external"
        case failure = "failure"
        case failureKind = "failureKind"
        case flag = "flag"
        case hold = "hold"
        case hook = "hook"
        case how = "how"
        case id = "id"
        case leftOpen = "leftOpen"
        case metric = "metric"
        case migration = "migration"
        case name = "name"
        case notification = "notification"
        case operation = "operation"
        case outcome = "outcome"
        case preparation = "preparation"
        case reason = "reason"
        case rehearsal = "rehearsal"
        case rejection = "rejection"
        case report = "report"
        case resumed = "resumed"
        case retryAfter = "retryAfter"
        case said = "said"
        case sample = "sample"
        case schema = "schema"
        case shift = "shift"
        case stage = "stage"
        case start = "start"
        case steward = "steward"
        case text = "text"
        case took = "took"
        case verdict = "verdict"
        case weight = "weight"
    }

    /// The event the payload belongs to or was read as.
    let event: Event

    /// A payload to be written.
    init(_ event: Event) { self.event = event }
}
