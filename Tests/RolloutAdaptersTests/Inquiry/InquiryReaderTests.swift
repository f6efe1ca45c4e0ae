import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

@Suite struct InquiryReaderTests {
    private func reader(stable: String? = "1.9", canary: String = "2.0") -> InquiryReader {
        var labels = [Arm.canary: canary]
        labels[.stable] = stable
        return InquiryReader(
            labels: labels,
            secrets: SecretReader {
                ["TOKEN": "moonlight-over-9-bridges", "PATH": "/usr/bin:/bin"][$0]
            }
        )
    }

    private func criterion(
        _ source: InquirySource,
        every: Duration = .seconds(1),
        timeout: Duration = .seconds(5)
    ) -> Criterion {
        let inquiry = Inquiry(source, every: every, timeout: timeout)
        return Criterion(.backlog, .sharedLevel(.inquiry(inquiry), unit: "jobs"), above: 9)
    }

    private func json(
        _ server: AnsweringServer,
        _ path: String = "/stats",
        access: Access = Access()
    ) -> InquirySource {
        let place = WebPlace(endpoint: server.endpoint, path: path, access: access)
        return .http(JSONQuery(server: place, value: "jobs.waiting"))
    }

    private func answering(_ number: Int) throws -> AnsweringServer {
        let server = try AnsweringServer()
        server.answer("/stats", .status(200, #"{"jobs": {"waiting": \#(number)}}"#))
        return server
    }

    @Test func `a source that says nothing holds up no other`() async throws {
        let silent = try AnsweringServer()
        silent.answer("/stats", .silence)
        let server = try answering(4)
        defer {
            silent.close()
            server.close()
        }
        var other = criterion(json(silent), timeout: .seconds(60))
        other.metric = MetricName(rawValue: "other")
        let reader = reader()
        let start = ContinuousClock.now
        let readings = await reader.readings(
            for: [other, criterion(json(server))],
            roster: Roster()
        )
        #expect(readings == [Reading(metric: .backlog, arm: nil, value: 4)])
        #expect(start.duration(to: .now) < .seconds(20))
    }

    @Test func `a source is asked at its pace and a number is given once`() async throws {
        let server = try answering(4)
        defer { server.close() }
        let reader = reader()
        var found: [Reading] = []
        for _ in 0..<3 {
            let slow = criterion(json(server), every: .seconds(60))
            found += await reader.readings(for: [slow], roster: Roster())
        }
        #expect(found.map(\.value) == [4])
        #expect(server.asked == ["/stats"])
    }

    @Test func `criteria with one question have it asked once`() async throws {
        let server = try answering(4)
        defer { server.close() }
        var other = criterion(json(server))
        other.metric = MetricName(rawValue: "other")
        let both = [criterion(json(server)), other]
        let readings = await reader().readings(for: both, roster: Roster())
        #expect(readings.map(\.value) == [4, 4])
        #expect(server.asked == ["/stats"])
    }

    @Test func `revisions of one name are told apart by nothing`() async throws {
        let source = InquirySource.command(CommandQuery(arguments: ["echo", "{revision}"]))
        let reader = reader(stable: "2.0")
        let readings = await reader.readings(for: [criterion(source)], roster: Roster())
        #expect(readings == [])
        let check = await reader.preflight([criterion(source)], roster: Roster()).first
        #expect(check?.passed == false)
        #expect(check?.finding.hasPrefix("both revisions are called 2.0") == true)
    }

    @Test func `each revision has its own number`() async throws {
        let source = InquirySource.command(CommandQuery(arguments: ["echo", "{revision}"]))
        let readings = await reader().readings(for: [criterion(source)], roster: Roster())
        #expect(readings.map(\.arm) == [.stable, .canary])
        #expect(readings.map(\.value) == [1.9, 2.0])
    }

    @Test func `preflight asks about what serves and not about what does not run yet`()
        async throws
    {
        let server = try answering(4)
        defer { server.close() }
        server.answer("/of/1.9", .status(200, #"{"jobs": {"waiting": 3}}"#))
        let own = criterion(json(server, "/of/{revision}"))
        let check = await reader().preflight([own], roster: Roster()).first
        #expect(check?.passed == true, "\(check as Any)")
        #expect(check?.finding == "the server at \(server.endpoint) answered for 1.9.")
        #expect(server.asked == ["/of/1.9"])
    }

    @Test func `a token comes from a file without its line end`() async throws {
        let server = try answering(4)
        let file = NSTemporaryDirectory() + "handoff-token-\(UUID().uuidString)"
        try "moonlight\n".write(toFile: file, atomically: true, encoding: .utf8)
        defer {
            server.close()
            try? FileManager.default.removeItem(atPath: file)
        }
        let source = json(server, access: Access(token: .file(file)))
        let readings = await reader().readings(for: [criterion(source)], roster: Roster())
        #expect(readings.map(\.value) == [4])
        #expect(server.received.first?.contains("Authorization: Bearer moonlight\r\n") == true)
    }

    @Test func `a server that is found by its name is asked by it`() async throws {
        let server = try answering(4)
        defer { server.close() }
        let place = WebPlace(endpoint: "localhost:\(server.port)", path: "/stats")
        let source = InquirySource.http(JSONQuery(server: place, value: "jobs.waiting"))
        let readings = await reader().readings(for: [criterion(source)], roster: Roster())
        #expect(readings.map(\.value) == [4])
        #expect(server.received.first?.contains("Host: localhost:\(server.port)\r\n") == true)
    }

    @Test(arguments: [401, 403, 500])
    func `a server that repeats a token does not have it shown`(status: Int) async throws {
        let server = try AnsweringServer()
        defer { server.close() }
        let echo = #"{"error": "moonlight-over-9-bridges is no token"}"#
        server.answer("/stats", .status(status, echo))
        let source = json(server, access: Access(token: .variable("TOKEN")))
        let check = await reader().preflight([criterion(source)], roster: Roster()).first
        #expect(check?.passed == false)
        #expect(check?.finding.contains("answered \(status)") == true)
        #expect(check?.finding.contains("moonlight") == false)
    }

    @Test(arguments: [
        ("a.b[1].c", 3.0), ("", nil), ("a.b[2].c", nil), ("a.d", 4), ("a.e", nil), ("a.f", nil),
        ("a.b", nil),
    ])
    func `a way leads to a number or to nothing`(way: String, number: Double?) throws {
        let text = #"{"a": {"b": [0, {"c": 3}], "d": "4", "e": true, "f": null}}"#
        let document = try #require(JSONDocument(Array(text.utf8)))
        #expect(document.number(at: way) == number)
    }

    @Test func `the document itself can be the number`() throws {
        #expect(try #require(JSONDocument(Array("12.5".utf8))).number(at: "") == 12.5)
        #expect(try #require(JSONDocument(Array("[1, 2]".utf8))).number(at: "[1]") == 2)
    }
}
