import Foundation
import RolloutCore
import Testing

extension HookContext {
    private struct Document: Decodable {
        var hook: String
        var point: String
        var service: String
        var environment: String
        var release: String
        var from: String?
        var to: String
        var digest: String
        var weight: Double
        var idempotencyKey: String
    }

    /// What a service was told.
    init(json: Data) throws {
        let document = try JSONDecoder().decode(Document.self, from: json)
        try self.init(
            hook: document.hook,
            point: document.point,
            service: ServiceName(rawValue: document.service),
            environment: document.environment,
            release: ReleaseID(rawValue: #require(Int(document.release.dropFirst()))),
            from: document.from,
            to: document.to,
            digest: #require(Digest(rawValue: document.digest)),
            percent: document.weight,
            idempotencyKey: document.idempotencyKey
        )
    }

    /// What a command was told, by its variables.
    init(told variables: [String: String]) throws {
        func value(_ name: String) throws -> String { try #require(variables["HANDOFF_" + name]) }
        let from = try value("FROM")
        try self.init(
            hook: value("HOOK"),
            point: value("POINT"),
            service: ServiceName(rawValue: value("SERVICE")),
            environment: value("ENVIRONMENT"),
            release: ReleaseID(rawValue: #require(Int(value("RELEASE").dropFirst()))),
            from: from.isEmpty ? nil : from,
            to: value("TO"),
            digest: #require(Digest(rawValue: value("DIGEST"))),
            percent: #require(Double(value("WEIGHT"))),
            idempotencyKey: value("IDEMPOTENCY_KEY")
        )
    }
}
