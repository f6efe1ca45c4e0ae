import Foundation
import RolloutCore

/// What a hook is told, in the two forms it can be told in.
///
/// Names here are read by programs of others: they are only ever added to.
struct HookMessage: Encodable {
    private var hook: String
    private var point: String
    private var service: String
    private var environment: String
    private var release: String
    private var from: String?
    private var to: String
    private var digest: String
    private var weight: Double
    private var idempotencyKey: String

    init(_ context: HookContext) {
        hook = context.hook
        point = context.point
        service = context.service.rawValue
        environment = context.environment
        release = context.release.description
        from = context.from
        to = context.to
        digest = context.digest.rawValue
        weight = context.percent
        idempotencyKey = context.idempotencyKey
    }

    /// The variables of a command; `HANDOFF_FROM` is empty on a first release.
    var variables: [String: String] {
        [
            "HANDOFF_HOOK": hook, "HANDOFF_POINT": point, "HANDOFF_SERVICE": service,
            "HANDOFF_ENVIRONMENT": environment, "HANDOFF_RELEASE": release,
            "HANDOFF_FROM": from ?? "", "HANDOFF_TO": to, "HANDOFF_DIGEST": digest,
            "HANDOFF_WEIGHT": weight.formatted(digits: 2, trimmed: true),
            "HANDOFF_IDEMPOTENCY_KEY": idempotencyKey,
        ]
    }

    /// One JSON object, the same bytes for every try; no `from` on a first release.
    var json: [UInt8] {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            return Array(try encoder.encode(self))
        }
    }
}
