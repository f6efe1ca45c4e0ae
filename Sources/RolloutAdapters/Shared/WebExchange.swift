import Foundation
import RolloutCore

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// Asks web services at any address, encrypted or not.
///
/// Certificates are checked against the authorities this host trusts, and a proxy is used where
/// the host says so (`https_proxy` and the like on Linux). Nothing is cached, no cookie is kept.
enum WebExchange {
    /// How the question ended, within its own timeout and not later.
    ///
    /// Every question has a connection of its own, closed when it is over. Redirections are not
    /// followed: a secret in the header fields would go where nobody said.
    /// - Throws: `CancellationError` when this task was cancelled; the service may have done what
    ///   was asked.
    static func outcome(of request: WebRequest) async throws -> WebOutcome {
        try Task.checkCancellation()
        // The system's own limit is rounded to whole seconds on Linux, so ours is beside it.
        let outcome = await withTaskGroup(of: WebOutcome.self) { group in
            group.addTask { await WebCourse.outcome(of: request) }
            group.addTask {
                try? await Task.sleep(for: request.timeout)
                return .timedOut(request.timeout)
            }
            let first = await group.next()
            group.cancelAll()
            return first
        }
        try Task.checkCancellation()
        return outcome ?? .timedOut(request.timeout)
    }

    /// The same as the system's library has it.
    static func urlRequest(_ request: WebRequest) -> URLRequest {
        var result = URLRequest(url: request.address.url)
        result.httpMethod = request.method
        if !request.body.isEmpty { result.httpBody = Data(request.body) }
        if let authorization = request.address.authorization {
            result.setValue(authorization, forHTTPHeaderField: "Authorization")
        }
        result.setValue("handoff", forHTTPHeaderField: "User-Agent")
        result.setValue("close", forHTTPHeaderField: "Connection")
        for (name, value) in request.headers { result.setValue(value, forHTTPHeaderField: name) }
        // Only a backstop; beyond ours, so that ours is the one that counts.
        result.timeoutInterval = (request.timeout.milliseconds / 1_000).rounded(.up) + 5
        return result
    }
}
