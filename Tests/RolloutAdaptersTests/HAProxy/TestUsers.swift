import RolloutCore
import Synchronization

/// Users of the service, each with a browser that keeps the cookie it was given.
final class TestUsers: Sendable {
    private let cookies: Mutex<[String?]>

    /// That many users who were never here.
    init(_ count: Int) { cookies = Mutex(Array(repeating: nil, count: count)) }

    /// How many hold a cookie.
    var holders: Int { cookies.withLock { $0.count { $0 != nil } } }

    /// Has each user send a request, and returns who answered each; nil for no good answer.
    func visit(_ world: HAProxyWorld) async -> [InstanceID?] {
        let port = world.port
        let kept = cookies.withLock { $0 }
        let answers = await onThread {
            let client = TestClient(port: port)
            return kept.map {
                client.send("/", headers: $0.map { ["Cookie: lang=en; \($0)"] } ?? [])
            }
        }
        cookies.withLock { cookies in
            for (index, answer) in answers.enumerated() {
                if let cookie = answer?.cookie { cookies[index] = cookie }
            }
        }
        return answers.map { answer in
            answer.flatMap { $0.status == 200 ? InstanceID(rawValue: $0.body) : nil }
        }
    }
}
