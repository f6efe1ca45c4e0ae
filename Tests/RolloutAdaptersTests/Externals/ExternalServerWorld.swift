import Foundation
import RolloutCore
import RolloutEngine
import Synchronization
import TestSupport

@testable import RolloutAdapters

extension ExternalWatch {
    /// A watch with the variables of this process and these secrets.
    static func fixture(secrets: SecretStore = SecretStore(environment: [:])) -> ExternalWatch {
        let environment = ProcessInfo.processInfo.environment
        return ExternalWatch(secrets: secrets, value: { environment[$0] })
    }
}

extension ExternalPlan {
    /// As the contract wants it.
    static func fixture(_ check: Check, timeout: Duration = .milliseconds(300)) -> ExternalPlan {
        var plan = ExternalPlan(name: "payments", check: check)
        plan.every = .milliseconds(50)
        plan.timeout = timeout
        return plan
    }
}

/// A dependency that is asked over HTTP.
final class ExternalServerWorld: ExternalWorld {
    private final class State: Sendable {
        let behaviour = Mutex(ExternalBehaviour.up)
        let isToFailOnce = Mutex(false)
    }

    private let state = State()
    private let server: HandlingServer

    init() throws {
        let state = state
        server = try HandlingServer { _ in
            let isToFail = state.isToFailOnce.withLock { isToFail in
                defer { isToFail = false }
                return isToFail
            }
            return switch state.behaviour.withLock({ $0 }) {
            case .up: .answer(isToFail ? 503 : 204)
            case .down: .answer(503)
            case .silent: .silence
            }
        }.start()
    }

    deinit { server.close() }

    var externals: any Externals { ExternalWatch.fixture() }
    var plan: ExternalPlan { .fixture(.http("http://127.0.0.1:\(server.port)/health")) }

    func behave(_ behaviour: ExternalBehaviour) { state.behaviour.withLock { $0 = behaviour } }

    func failOnce() { state.isToFailOnce.withLock { $0 = true } }

    func asked() -> Int { server.requests.count }
}
