import Synchronization

@testable import storefront

/// The requests a stand-in got.
final class RequestLog: Sendable {
    private let requests = Mutex<[Request]>([])

    var count: Int { requests.withLock { $0.count } }

    var bodies: [[UInt8]] { requests.withLock { $0.map(\.body) } }

    func append(_ request: Request) {
        requests.withLock { $0.append(request) }
    }
}

/// Answers requests on a free port while `body` runs.
func serve(
    _ answer: @escaping @Sendable (Request) async -> Response,
    during body: (UInt16) async throws -> Void
) async throws {
    let policy = DrainPolicy(notice: .zero, firstRequest: .zero, limit: .seconds(1))
    let server = try Server(address: "127.0.0.1", port: 0, revision: "test", drainPolicy: policy)
    async let cut = server.run(answer: answer)
    try await body(server.port)
    server.drain()
    _ = await cut
}
