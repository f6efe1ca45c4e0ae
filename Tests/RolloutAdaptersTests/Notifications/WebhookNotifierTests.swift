import Foundation
import RolloutCore
import Testing

@testable import RolloutAdapters

/// What is true of notifications to real services beyond the promises of every notifier.
@Suite(.timeLimit(.minutes(1)))
struct WebhookNotifierTests {
    private let server: AnsweringServer
    private static let token = "/services/T0/hunter2-hunter2"

    init() throws { server = try AnsweringServer(port: TestPorts.take()) }

    private func message(
        _ kind: NotificationKind = .held,
        from: String? = "1.4",
        reason: String? = nil,
        command: String? = nil
    ) -> RolloutCore.Notification {
        RolloutCore.Notification(
            id: "storefront/eu.prod/r7/31/0",
            kind: kind,
            at: Timestamp(seconds: 1_800_000_000),
            service: ServiceName(rawValue: "storefront"),
            environment: "eu.prod",
            release: ReleaseID(rawValue: 7),
            from: from,
            to: "1.5",
            weight: Weight(percent: 25),
            reason: reason,
            nextCommand: command,
            receiver: 0
        )
    }

    private var store: SecretStore {
        SecretStore(environment: [
            "CHAT_URL": "http://\(server.endpoint)\(Self.token)", "KEY": "key-key-key",
            "BAD_URL": "hunter2-hunter2", "BAD_KEY": "whsec_hunter2-hunter2",
        ])
    }

    private func source(_ name: String) -> SecretSource {
        SecretSource(name: name, origin: .environment)
    }

    private func send(
        _ message: RolloutCore.Notification,
        _ change: (inout NotificationPlan) -> Void
    ) async throws {
        defer { server.close() }
        var plan = NotificationPlan(url: nil, format: .json, kinds: [])
        plan.timeout = .seconds(20)
        change(&plan)
        try await WebhookNotifier(secrets: store, seconds: { 12 }).send(message, to: plan)
    }

    private func failure(
        _ change: (inout NotificationPlan) -> Void
    ) async throws -> Failure? {
        await #expect(throws: Failure.self) { try await send(message(), change) }
    }

    @Test func `what arrives is signed with the key, its id and the time`() async throws {
        server.answer(Self.token, .status(200, "ok"))
        try await send(message()) { plan in
            plan.secretURL = source("CHAT_URL")
            plan.key = source("KEY")
        }
        let lines = try #require(server.received.first).components(separatedBy: "\r\n")
        let fields = Set(
            lines.map { line in
                let name = line.prefix { $0 != ":" }
                return name.lowercased() + line.dropFirst(name.count)
            }
        )
        let value = try WebhookSignature(key: "key-key-key").value(
            id: "storefront/eu%2Eprod/r7/31/0",
            seconds: 12,
            body: Array(#require(lines.last).utf8)
        )
        #expect(fields.contains("webhook-id: storefront/eu%2Eprod/r7/31/0"))
        #expect(fields.contains("webhook-timestamp: 12"))
        #expect(fields.contains("webhook-signature: \(value)"))
    }

    @Test func `without a key nothing is signed`() async throws {
        server.answer(Self.token, .status(200, "ok"))
        try await send(message()) { $0.secretURL = source("CHAT_URL") }
        #expect(server.received.first?.lowercased().contains("webhook-signature") == false)
    }

    @Test(arguments: [
        (302, false), (400, false), (401, false), (404, false), (410, false), (408, true),
        (425, true), (429, true), (500, true), (502, true), (503, true), (504, true),
    ])
    func `a status says whether trying again can help`(status: Int, helps: Bool) async throws {
        server.answer(Self.token, .status(status, "key-key-key"))
        let failure = try await failure { $0.secretURL = source("CHAT_URL") }
        #expect(failure?.isRetryable == helps)
        #expect(
            failure?.summary.hasPrefix(
                "`held` of release r7 was not sent: the receiver in secret CHAT_URL answered "
                    + "\(status)"
            ) == true
        )
    }

    @Test(arguments: ["CHAT_URL", "BAD_URL", "MISSING"])
    func `nothing of a secret URL is in a failure`(name: String) async throws {
        server.close()
        let failure = try #require(try await failure { $0.secretURL = source(name) })
        #expect(!(failure.summary + failure.detail).contains("hunter2"))
        #expect(!(failure.summary + failure.detail).contains("127.0.0.1"))
        #expect(failure.summary.contains(name))
    }

    @Test func `of a URL in the plan a failure shows where it is and not its path`() async throws {
        server.answer(Self.token, .status(500, ""))
        let url = "http://\(server.endpoint)\(Self.token)"
        let failure = try await failure { $0.url = url }
        #expect(
            failure?.summary
                == "`held` of release r7 was not sent: the receiver at http://\(server.endpoint) "
                + "answered 500"
        )
    }

    @Test(arguments: ["BAD_KEY", "MISSING"])
    func `without its key a message is not sent`(name: String) async throws {
        let failure = try await failure { plan in
            plan.secretURL = source("CHAT_URL")
            plan.key = source(name)
        }
        #expect(failure?.summary.contains("secret \(name) ") == true)
        #expect(failure?.summary.contains("hunter2") == false)
        #expect(failure?.isRetryable == false)
        #expect(server.received == [])
    }

    @Test func `the checks name each receiver's trouble and no secret`() async throws {
        var plans = Array(
            repeating: NotificationPlan(url: nil, format: .slack, kinds: []),
            count: 4
        )
        plans[0].secretURL = source("CHAT_URL")
        plans[1].secretURL = source("BAD_URL")
        plans[2].secretURL = source("CHAT_URL")
        plans[2].key = source("BAD_KEY")
        let checks = await WebhookNotifier(secrets: store).preflight(plans)
        #expect(checks.map(\.passed) == [true, false, false, false])
        #expect(!checks.map(\.finding).joined().contains("hunter2"))
        #expect(checks[3].finding.contains("has no `url`"))
        #expect(server.received == [])
    }

    @Test func `a chat gets one readable text without anything that could act in it`()
        async throws
    {
        server.answer(Self.token, .status(200, "ok"))
        let reason = "<!channel> p99 > 900 ms & \u{1B}[31mrising"
        try await send(message(.rolledBack, reason: reason, command: "handoff retry")) { plan in
            plan.secretURL = source("CHAT_URL")
            plan.format = .slack
        }
        let body = try #require(server.received.first?.components(separatedBy: "\r\n").last)
        let document = try JSONDecoder().decode([String: String].self, from: Data(body.utf8))
        #expect(
            document == [
                "text": """
                *storefront* in *eu.prod*: release r7 was rolled back
                1.4 → 1.5, 25% on the new one
                Why: &lt;!channel&gt; p99 &gt; 900 ms &amp; rising
                Next: `handoff retry`
                """
            ]
        )
    }

    @Test(arguments: NotificationKind.allCases)
    func `every kind is two lines when there is no more to say`(kind: NotificationKind) {
        let lines = NotificationText(message(kind, from: nil)).slack.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.last == "first release: 1.5, 25% on the new one")
    }
}
