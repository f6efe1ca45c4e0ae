import RolloutCore
import Testing

@testable import RolloutAdapters

/// A real server that speaks TLS, with a certificate nobody signed.
@Suite(
    .enabled(
        if: ProgramSearch.path(of: "openssl") != nil,
        "openssl is not installed, so no server with a certificate can be started"
    ),
    .timeLimit(.minutes(2))
)
struct WebCertificateTests {
    private let server: ServerProcess
    private let port: Int

    init() throws {
        server = try ServerProcess("tls")
        port = TestPorts.take()
        try server.run([
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
            "/CN=localhost", "-keyout", server.path("key"), "-out", server.path("certificate"),
        ])
        try server.start([
            "openssl", "s_server", "-accept", "127.0.0.1:\(port)", "-www", "-quiet", "-key",
            server.path("key"), "-cert", server.path("certificate"),
        ])
        let taken = port
        try server.waitUntil("listens") { !LoopbackPort.isFree(taken) }
    }

    private func ask(_ scheme: String) async throws -> WebOutcome {
        let address = try WebAddress("\(scheme)://127.0.0.1:\(port)/x?token=hunter2")
        return try await WebExchange.outcome(
            of: WebRequest("GET", address, timeout: .seconds(50))
        )
    }

    @Test func `a certificate nobody signed is refused, with what to do`() async throws {
        guard case .unreachable(let words) = try await ask("https") else {
            Issue.record("it was not refused")
            return
        }
        #expect(words.hasPrefix("has a certificate this host does not trust"))
        #expect(words.contains("have the authority that signed it added"))
        #expect(!words.contains("hunter2"))
    }

    @Test func `encryption where there is none is refused, with what to do`() async throws {
        let plain = try AnsweringServer(port: TestPorts.take())
        defer { plain.close() }
        plain.answer("/x", .status(200, "ok"))
        let address = try WebAddress("https://\(plain.endpoint)/x")
        let outcome = try await WebExchange.outcome(
            of: WebRequest("GET", address, timeout: .seconds(50))
        )
        #expect(
            outcome.words
                == "did not agree on encryption; see whether http:// is meant instead of https://"
        )
    }

    @Test func `no encryption where it is asked for is no answer`() async throws {
        #expect(try await ask("http").success == nil)
    }
}
