import Foundation
import RolloutCore
import RolloutEngine
import TestSupport

@testable import RolloutAdapters

/// Hooks that are paths of a server.
final class WebHookWorld: HookWorld {
    private let server: AnsweringServer
    private let folder = NSTemporaryDirectory() + "handoff-hooks-\(UUID().uuidString)"

    init() throws {
        server = try AnsweringServer(port: TestPorts.take())
        server.answer("/works", .status(200, "working\nready\n"))
        server.answer("/refuses", .status(409, "working\nnot yet\n"))
        server.answer("/slow", .silence)
        server.answer("/hangs", .silence)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func close() { server.close() }

    func hooks() throws -> any HookRunner {
        try DeclaredHooks(
            folder: folder,
            value: { _ in nil },
            secrets: SecretStore(environment: [:])
        )
    }

    func plan(_ behaviour: HookBehaviour) -> HookPlan {
        let host = behaviour == .absent ? "nowhere.invalid" : server.endpoint
        let limit = behaviour == .hangs ? Duration.milliseconds(400) : .seconds(30)
        return HookPlan(
            name: "smoke-\(behaviour.rawValue)",
            point: .before(.shift),
            action: .http(
                url: "http://\(host)/\(behaviour.rawValue)",
                timeout: InMicroseconds(wrappedValue: limit)
            )
        )
    }

    /// What came under that key; the header field and the document have to name the same.
    func told(under key: String) throws -> [HookContext] {
        try server.received.filter { $0.lowercased().contains("\r\nidempotency-key: \(key)\r\n") }
            .map { text in
                guard text.hasPrefix("POST "), let body = text.firstRange(of: "\r\n\r\n") else {
                    throw ContractBroken("no POST with a body: \(text)")
                }
                let context = try HookContext(json: Data(text[body.upperBound...].utf8))
                guard context.idempotencyKey == key else {
                    throw ContractBroken("two keys: \(text)")
                }
                return context
            }
    }

    /// Not for us to keep apart: the service has the key.
    func hasOverlapped() -> Bool { false }

    func isRunning(_ hook: HookPlan, under key: String) -> Bool {
        Descriptors.connected(to: UInt16(server.port)) > 0
    }
}
