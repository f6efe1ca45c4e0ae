import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientAnswers {
    private func ask(
        _ server: AnsweringServer,
        limit: Int = 4_096,
        overflow: HTTPRequest.Overflow = .cut,
        timeout: Duration = .seconds(20)
    ) async -> HTTPOutcome? {
        var request = HTTPRequest(endpoint: server.endpoint, path: "/x", timeout: timeout)
        request.bodyLimit = limit
        request.overflow = overflow
        return await HTTPClient.outcomes(of: [request]).first
    }

    private func ask(raw text: String) async throws -> HTTPOutcome? {
        let server = try AnsweringServer()
        defer { server.close() }
        server.answer("/x", .raw(text))
        return await ask(server)
    }

    @Test func `an answer comes with its status and body`() async throws {
        let server = try AnsweringServer()
        defer { server.close() }
        server.answer("/x", .status(503, "pool exhausted"))
        let outcome = await ask(server)
        #expect(outcome?.isSuccess == false)
        #expect(outcome?.words == "503 pool exhausted")
    }

    @Test func `a port nobody listens on is refused`() async throws {
        let server = try AnsweringServer()
        server.close()
        let port = server.port
        #expect(try await eventually { LoopbackPort.isFree(port) })
        #expect(await ask(server) == .refused)
    }

    @Test func `silence ends at the limit, and does not hold up the others`() async throws {
        let silent = try AnsweringServer()
        let prompt = try AnsweringServer()
        defer {
            silent.close()
            prompt.close()
        }
        silent.answer("/x", .silence)
        prompt.answer("/x", .status(200, "yes"))
        let limit = Duration.milliseconds(300)
        let requests = [silent, prompt].map {
            HTTPRequest(endpoint: $0.endpoint, path: "/x", timeout: limit)
        }
        let start = ContinuousClock.now
        let outcomes = await HTTPClient.outcomes(of: requests)
        #expect(start.duration(to: .now) >= limit)
        #expect(outcomes.map(\.words) == ["no answer within 300 ms", "200 yes"])
    }

    @Test func `chunks are put together`() async throws {
        let outcome = try await ask(
            raw: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "4;x=y\r\npool\r\n6\r\n is ok\r\n0\r\nX-Sum: 1\r\n\r\n"
        )
        #expect(outcome?.words == "200 pool is ok")
    }

    @Test func `a body without a length ends with the connection`() async throws {
        let outcome = try await ask(raw: "HTTP/1.0 200 OK\nServer: old\n\nfine")
        #expect(outcome?.words == "200 fine")
    }

    @Test func `an interim answer is passed over`() async throws {
        let outcome = try await ask(
            raw: "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n"
        )
        #expect(outcome?.words == "204")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", "HTTP/1.1 200 OK\r\nContent", "",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
    ])
    func `an answer that breaks off is none`(text: String) async throws {
        #expect(
            try await ask(raw: text) == .broken("connection closed before the answer was complete")
        )
    }

    @Test(arguments: [
        "SSH-2.0-OpenSSH\r\n\r\n", "HTTP/1.1 banana\r\n\r\n", "HTTP/1.1 999 no\r\n\r\n",
    ])
    func `something else than HTTP is said to be that`(text: String) async throws {
        #expect(
            try await ask(raw: text) == .broken("answered with something that is not HTTP")
        )
    }

    @Test func `a long body is cut for a check and refused for a reading`() async throws {
        let server = try AnsweringServer()
        defer { server.close() }
        server.answer("/x", .status(200, String(repeating: "a", count: 9_000)))
        let cut = await ask(server, limit: 100)
        #expect(cut == .answered(HTTPAnswer(status: 200, body: Array(repeating: 97, count: 100))))
        let refused = await ask(server, limit: 1_024, overflow: .fail)
        #expect(refused == .broken("answered with more than 1 KiB"))
        let whole = await ask(server, limit: 9_000, overflow: .fail)
        #expect(whole?.isSuccess == true)
    }

    @Test func `names are not looked up`() async {
        let request = HTTPRequest(endpoint: "example.org:80", path: "/", timeout: .seconds(9))
        let outcome = await HTTPClient.outcomes(of: [request]).first
        #expect(outcome == .broken("example.org:80 is not an address and a port"))
    }
}
