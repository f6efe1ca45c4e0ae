import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite(.timeLimit(.minutes(1)))
struct WebExchangeTests {
    private let server: AnsweringServer

    init() throws { server = try AnsweringServer(port: TestPorts.take()) }

    private func ask(
        _ answer: AnsweringServer.Answer,
        _ change: (inout WebRequest) -> Void = { _ in }
    ) async throws -> WebOutcome {
        server.answer("/x", answer)
        defer { server.close() }
        let address = try WebAddress("http://\(server.endpoint)/x")
        var request = WebRequest("GET", address, timeout: .seconds(20))
        change(&request)
        return try await WebExchange.outcome(of: request)
    }

    @Test func `an answer comes with status, fields and body`() async throws {
        let text = "HTTP/1.1 200 OK\r\nETag: \"7\"\r\nContent-Length: 2\r\n\r\nok"
        let answer = try #require(try await ask(.raw(text)).success)
        #expect(answer.status == 200)
        #expect(answer.body == Array("ok".utf8))
        #expect(answer.header("etag") == "\"7\"")
        #expect(answer.header("ETAG") == "\"7\"")
        #expect(answer.header("If-Match") == nil)
        #expect(!answer.isCut)
    }

    @Test func `method, fields and body arrive as given`() async throws {
        _ = try await ask(.status(204, "")) { request in
            request.method = "PUT"
            request.headers = ["If-Match": "\"7\"", "Content-Type": "application/json"]
            request.body = Array(#"{"a":1}"#.utf8)
        }
        let lines = try #require(server.received.first).components(separatedBy: "\r\n")
        #expect(lines.first == "PUT /x HTTP/1.1")
        #expect(lines.contains("If-Match: \"7\""))
        #expect(lines.contains("Content-Type: application/json"))
        #expect(lines.contains("Connection: close"))
        #expect(lines.last == #"{"a":1}"#)
    }

    @Test func `the connection is closed when the answer is there`() async throws {
        let text = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        #expect(try await ask(.lingering(text)).success != nil)
        #expect(try await eventually { server.hangUps == 1 })
    }

    @Test func `a redirection is an answer and not followed`() async throws {
        let outcome = try await ask(
            .raw("HTTP/1.1 302 Found\r\nLocation: /other\r\nContent-Length: 0\r\n\r\n")
        )
        #expect(outcome.words == "answered 302, a redirection, which is not followed")
        #expect(server.asked == ["/x"])
    }

    @Test(arguments: ["Basic realm=\"x\"", "Bearer", "Digest realm=\"x\", nonce=\"y\""])
    func `a refusal that asks for a password is an answer`(scheme: String) async throws {
        let outcome = try await ask(
            .raw("HTTP/1.1 401 No\r\nWWW-Authenticate: \(scheme)\r\nContent-Length: 0\r\n\r\n")
        )
        #expect(outcome.words == "answered 401")
    }

    @Test func `a long body is cut at its limit`() async throws {
        let outcome = try await ask(.status(200, String(repeating: "a", count: 90_000))) {
            $0.bodyLimit = 100
        }
        let answer = try #require(outcome.success)
        #expect(answer.body == Array(repeating: 97, count: 100))
        #expect(answer.isCut)
    }

    @Test func `a body as long as its limit is whole`() async throws {
        let outcome = try await ask(.status(200, String(repeating: "a", count: 100))) {
            $0.bodyLimit = 100
        }
        #expect(outcome.success?.body.count == 100)
        #expect(outcome.success?.isCut == false)
    }

    @Test func `an interim answer is passed over`() async throws {
        let text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 None\r\n\r\n"
        #expect(try await ask(.raw(text)).success?.status == 204)
    }

    @Test(arguments: ["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nshort", ""])
    func `an answer that breaks off is none`(text: String) async throws {
        let outcome = try await ask(.raw(text))
        #expect(outcome == .broken("closed the connection before its answer was complete"))
    }

    @Test func `something else than HTTP is said to be that`() async throws {
        let outcome = try await ask(.raw("SSH-2.0-OpenSSH\r\n\r\n"))
        #expect(outcome == .broken("answered with something that is not HTTP"))
    }

    @Test func `silence ends at a limit finer than a second`() async throws {
        let start = ContinuousClock.now
        let outcome = try await ask(.silence) { $0.timeout = .milliseconds(250) }
        #expect(outcome.words == "gave no answer within 250 ms")
        #expect(start.duration(to: .now) >= .milliseconds(250))
        #expect(start.duration(to: .now) < .seconds(4))
    }

    @Test func `a cancelled question ends at once`() async throws {
        server.answer("/x", .silence)
        defer { server.close() }
        let address = try WebAddress("http://\(server.endpoint)/x")
        let request = WebRequest("GET", address, timeout: .seconds(50))
        await #expect(throws: CancellationError.self) {
            try await withThrowingTaskGroup(of: WebOutcome.self) { group in
                group.addTask { try await WebExchange.outcome(of: request) }
                let isAsked = try await eventually { server.asked == ["/x"] }
                #expect(isAsked)
                group.cancelAll()
                _ = try await group.next()
            }
        }
    }

    @Test func `a port nobody listens on cannot be reached`() async throws {
        let address = try WebAddress("http://127.0.0.1:\(TestPorts.take())/x")
        let request = WebRequest("GET", address, timeout: .seconds(20))
        let outcome = try await WebExchange.outcome(of: request)
        #expect(outcome == .unreachable("could not be connected to"))
    }

    @Test func `a host nobody knows is said to be that`() async throws {
        let address = try WebAddress("http://nowhere.invalid/?token=hunter2")
        let request = WebRequest("GET", address, timeout: .seconds(50))
        let outcome = try await WebExchange.outcome(of: request)
        #expect(outcome == .unreachable("has a host nobody knows"))
    }

    @Test func `two hundred questions leave no descriptor behind`() async throws {
        server.answer("/x", .status(200, "ok"))
        defer { server.close() }
        let address = try WebAddress("http://\(server.endpoint)/x")
        var answers = 0
        for _ in 1...25 {
            answers += try await withThrowingTaskGroup(of: WebOutcome.self) { group in
                for _ in 1...8 {
                    group.addTask {
                        try await WebExchange.outcome(
                            of: WebRequest("GET", address, timeout: .seconds(20))
                        )
                    }
                }
                return try await group.reduce(0) { $0 + ($1.success == nil ? 0 : 1) }
            }
        }
        #expect(answers == 200)
        let port = UInt16(server.port)
        #expect(try await eventually { Descriptors.connected(to: port) == 0 })
    }
}
