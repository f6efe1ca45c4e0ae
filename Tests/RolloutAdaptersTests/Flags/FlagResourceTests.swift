import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// What goes over the wire to a service that keeps flags, and what is made of its answers.
@Suite(.timeLimit(.minutes(1)))
struct FlagResourceTests {
    private static let secret = "planted-8d1f77c2"
    private let server: FlagServer
    private let keeper = FlagKeeper.fixture(secrets: ["TOKEN": "Bearer " + secret])

    init() throws { server = try FlagServer() }

    private func plan(
        _ path: String = "/flags/{flag}",
        at keys: String = "",
        name: String = "new_checkout",
        change: (inout FlagResource) -> Void = { _ in }
    ) -> FlagPlan {
        var resource = FlagResource(url: server.address + path, path: keys)
        change(&resource)
        return FlagPlan(name: name, value: .bool(true), at: .full, store: .http(resource))
    }

    private func turnOn(_ plan: FlagPlan) async throws {
        try await keeper.set(plan, to: .bool(true), expecting: .bool(false))
    }

    private func failure(_ plan: FlagPlan) async -> Failure? {
        await #expect(throws: Failure.self) { try await turnOn(plan) }
    }

    @Test func `a value deep in a document is replaced and all else kept`() async throws {
        server.put("/flags", #"{"v":1.50,"flags":{"new_checkout":{"on": false,"by":"me"}}}"#)
        try await turnOn(plan("/flags", at: "flags.new_checkout.on"))
        #expect(
            server.text("/flags") == #"{"v":1.50,"flags":{"new_checkout":{"on": true,"by":"me"}}}"#
        )
        #expect(server.writes.map(\.method) == ["PUT"])
        #expect(server.writes[0].headers["content-type"] == "application/json")
    }

    @Test func `a write is bound to the tag that was read`() async throws {
        server.put("/flags/new_checkout", "false")
        try await turnOn(plan())
        #expect(server.writes.map { $0.headers["if-match"] } == ["\"1\""])
    }

    @Test(arguments: [nil, "W/"])
    func `without a strong tag a write is not bound`(prefix: String?) async throws {
        server.fault { $0.tagPrefix = prefix }
        server.put("/flags/new_checkout", "false")
        try await turnOn(plan())
        #expect(server.writes.map { $0.headers["if-match"] } == [nil])
        #expect(server.text("/flags/new_checkout") == "true")
    }

    @Test func `somebody who writes in between is not overwritten`() async throws {
        server.put("/flags/new_checkout", "false")
        server.fault { $0.meddling["/flags/new_checkout"] = "\"theirs\"" }
        let failure = try #require(await failure(plan()))
        #expect(failure.kind == .conflict)
        #expect(server.text("/flags/new_checkout") == "\"theirs\"")
    }

    @Test func `a change of another flag in between is kept`() async throws {
        server.put("/flags", #"{"new_checkout":false}"#)
        server.fault { $0.meddling["/flags"] = #"{"new_checkout":false,"other":1}"# }
        try await turnOn(plan("/flags", at: "new_checkout"))
        #expect(server.text("/flags") == #"{"new_checkout":true,"other":1}"#)
    }

    @Test func `a first value does not overwrite somebody's`() async throws {
        server.fault { $0.meddling["/flags/new_checkout"] = "\"theirs\"" }
        let failure = await #expect(throws: Failure.self) {
            try await keeper.set(plan(), to: .bool(true), expecting: nil)
        }
        #expect(failure?.kind == .conflict)
        #expect(server.writes.map { $0.headers["if-none-match"] } == ["*"])
        #expect(server.text("/flags/new_checkout") == "\"theirs\"")
    }

    @Test func `only a resource of the flag's own is deleted`() async throws {
        for (path, left) in [("/flags/{flag}", nil), ("/flags", "{}")] {
            let place = path.replacingOccurrences(of: "{flag}", with: "new_checkout")
            let plan = plan(path, at: "value")
            try await keeper.set(plan, to: .bool(true), expecting: nil)
            #expect(server.text(place) == #"{"value": true}"#)
            try await keeper.set(plan, to: nil, expecting: .bool(true))
            #expect(server.text(place) == left)
        }
    }

    @Test func `what else is in a resource of the flag's own outlives the flag`() async throws {
        server.put("/flags/new_checkout", #"{"rules":[1]}"#)
        let plan = plan(at: "value")
        try await keeper.set(plan, to: .bool(true), expecting: nil)
        try await keeper.set(plan, to: nil, expecting: .bool(true))
        #expect(server.text("/flags/new_checkout") == #"{"rules":[1]}"#)
    }

    @Test func `a name is safe in an address`() async throws {
        let plan = plan(name: "a/b c?é")
        try await keeper.set(plan, to: .bool(true), expecting: nil)
        #expect(server.writes.map(\.path) == ["/flags/a%2Fb%20c%3F%C3%A9"])
    }

    @Test func `a write that is not kept is a failure`() async throws {
        server.put("/flags/new_checkout", "false")
        server.fault { $0.keepsNothing = true }
        let failure = try #require(await failure(plan()))
        #expect(failure.summary.contains("took that and still says `false` after 2 s"))
    }

    @Test func `silence is a time-out`() async throws {
        server.fault { $0.isSilent = true }
        let plan = plan { $0.timeout = .milliseconds(300) }
        let failure = try #require(await failure(plan))
        #expect(failure.kind == .timedOut)
        #expect(failure.summary.hasSuffix("gave no answer within 300 ms"))
    }

    @Test func `a secret is sent and shown nowhere`() async throws {
        let plan = plan("/flags/{flag}?key=" + Self.secret) {
            $0.secretHeaders["Authorization"] = SecretSource(name: "TOKEN", origin: .environment)
        }
        server.put("/flags/new_checkout?key=" + Self.secret, "\"Bearer \(Self.secret)\"")
        var seen = [try #require(await failure(plan))]
        #expect(server.requests.last?.headers["authorization"] == "Bearer " + Self.secret)
        for status in [302, 401, 500] {
            let echo = "you sent Bearer " + Self.secret
            server.fault { $0.answer = .answer(status, headers: ["Location": echo], body: echo) }
            seen.append(try #require(await failure(plan)))
        }
        let checks = await keeper.preflight([plan]).map(\.finding)
        let words = seen.map { $0.summary + $0.detail } + checks
        #expect(words.filter { $0.contains(Self.secret) } == [])
        #expect(seen[2].summary.contains("answered 401"))
        #expect(seen.map(\.isRetryable) == [false, false, false, true])
    }

    @Test func `without its secret nothing is sent`() async throws {
        let plan = plan {
            $0.secretHeaders["Authorization"] = SecretSource(name: "NONE", origin: .environment)
        }
        let failure = try #require(await failure(plan))
        #expect(failure.summary.contains("secret NONE for the header Authorization is not set"))
        #expect(server.requests.isEmpty)
        #expect(await keeper.preflight([plan]).map(\.passed) == [false])
    }

    @Test(arguments: ["", "on", "{\"a\": 1,}", "null", "[true]"])
    func `what is no value is said`(text: String) async throws {
        server.put("/flags/new_checkout", text)
        let failure = try #require(await failure(plan()))
        #expect(failure.kind == .refused)
        #expect(server.writes.isEmpty)
    }

    @Test func `a way through something that is no object is seen beforehand`() async throws {
        server.put("/flags", #"{"flags": [1]}"#)
        let checks = await keeper.preflight([plan("/flags", at: "flags.new_checkout")])
        #expect(checks.map(\.passed) == [false])
        #expect(checks[0].finding.contains("its `flags` is no JSON object"))
    }
}
