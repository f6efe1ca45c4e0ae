import Foundation
import RolloutCore
import Testing

/// Messages to people who do not watch: each arrives, signed, with one id, and none floods.
@Suite(.timeLimit(.minutes(20)))
struct NotifiedReleases {
    private static let key = "whsec_" + Data("a key of the tests alone".utf8).base64EncodedString()
    private static let variables = ["NOTIFY_KEY": Optional(key)]

    /// What the shop's receiver has taken.
    private struct Log: Decodable {
        struct Message: Decodable {
            var id: String
            var body: String
        }
        var deliveries: Int
        var forged: Int
        var messages: [Message]

        var kinds: [String] {
            struct Body: Decodable { var kind: String }
            return messages.map { message in
                let body = try? JSONDecoder().decode(Body.self, from: Data(message.body.utf8))
                return body?.kind ?? message.body
            }
        }
    }

    private func notify(_ workshop: Workshop, steps: String) async throws {
        try await workshop.prepare(steps: steps)
        let kinds = "started, shifted, waiting, rollingBack, rolledBack, succeeded"
        let notify =
            "notify: [ { webhook: \"http://127.0.0.1:\(workshop.otherPorts[0])/ops\", "
            + "key: {env: NOTIFY_KEY}, timeout: 2s, on: [\(kinds)] } ]"
        try workshop.write(workshop.plan("b", steps: steps, adding: notify), to: "b.yaml")
        try await workshop.openShop()
    }

    private func openReceiver(_ workshop: Workshop) async throws {
        let port = workshop.otherPorts[0]
        _ = try workshop.start(
            ["receiver", "--port", "\(port)", "--key-variable", "NOTIFY_KEY"],
            program: "storefront",
            changing: Self.variables
        )
        try #require(try await eventually { WebQuestion.get("/health", port: port) != nil })
    }

    private func received(_ workshop: Workshop) throws -> Log {
        let answer = WebQuestion.get("/received", port: workshop.otherPorts[0])
        return try JSONDecoder().decode(Log.self, from: Data((answer?.body ?? "").utf8))
    }

    private func wait(for kinds: [String], _ workshop: Workshop) async throws -> Log {
        _ = try await eventually { try received(workshop).kinds.count >= kinds.count }
        let log = try received(workshop)
        #expect(log.kinds == kinds)
        return log
    }

    @Test func `every message arrives in order, signed`() async throws {
        try await Workshop.open { workshop in
            try await openReceiver(workshop)
            try await notify(workshop, steps: Workshop.Steps.alone)
            let end = try await workshop.begin(changing: Self.variables).outcome()
            #expect(end.code == 0, "\(end.words)")
            let log = try await wait(
                for: ["started", "shifted", "shifted", "succeeded"],
                workshop
            )
            #expect(log.forged == 0)
            #expect(log.messages.allSatisfy { $0.body.contains("\"release\":\"r2\"") })
            #expect(log.messages.allSatisfy { $0.body.contains("\"id\":\"\($0.id)\"") })
        }
    }

    @Test func `a receiver that was down and a steward that was killed cost no message`()
        async throws
    {
        try await Workshop.open { workshop in
            try await openReceiver(workshop)
            let port = workshop.otherPorts[0]
            #expect(WebQuestion.get("/control?down=true", port: port)?.status == 200)
            try await notify(workshop, steps: Workshop.Steps.byHand)
            let run = try workshop.begin(changing: Self.variables)
            try await workshop.waitForBake(at: 5)
            run.signal(SIGKILL)
            _ = try await run.outcome()
            #expect(WebQuestion.get("/control?down=false", port: port)?.status == 200)
            let resumed = try await workshop.run(["resume"], changing: Self.variables)
            #expect(resumed.code == 0, "\(resumed.words)")
            let early = try await wait(for: ["started", "shifted", "waiting"], workshop)
            #expect(early.deliveries <= 2 * early.messages.count, "\(early)")
            let end = try await workshop.run(["rollback", "--yes", "--wait"])
            #expect(end.code == 5, "\(end.words)")
            let log = try await wait(for: early.kinds + ["rollingBack", "rolledBack"], workshop)
            #expect(log.forged == 0)
            #expect(log.deliveries <= 2 * log.messages.count, "\(log)")
        }
    }

    @Test func `a receiver that refuses everything is asked ever more slowly`() async throws {
        try await Workshop.open { workshop in
            let answers = try WebAnswers(port: workshop.otherPorts[0], status: 503)
            try await notify(workshop, steps: Workshop.Steps.byHand)
            let run = try workshop.begin(changing: Self.variables)
            try await workshop.waitForBake(at: 5)
            let asked = answers.requests.count
            try await Task.sleep(for: .seconds(6))
            // 1, 2 and 4 s between the tries of the oldest message; the others wait behind it.
            #expect(answers.requests.count - asked <= 4)
            #expect(Set(answers.requests.compactMap { $0.headers["webhook-id"] }).count == 1)
            answers.status = 200
            #expect(try await workshop.run(["rollback", "--yes"]).code == 0)
            #expect(try await run.outcome().code == 5)
        }
    }

    private static func kind(_ request: WebAnswers.Request) -> String {
        request.body.split(separator: "\"kind\":\"").last?.prefix { $0 != "\"" }
            .description ?? ""
    }

    /// Ends a release whose steward dies with its messages unsent.
    private func leaveMessages(_ workshop: Workshop, _ answers: WebAnswers) async throws {
        try await notify(workshop, steps: Workshop.Steps.alone)
        let run = try workshop.begin(changing: Self.variables)
        try await workshop.wait("over") { $0.release == "r2" && $0.outcome == "succeeded" }
        run.signal(SIGKILL)
        _ = try await run.outcome()
        answers.status = 200
    }

    @Test func `messages that a release left are sent when it is resumed`() async throws {
        try await Workshop.open { workshop in
            let answers = try WebAnswers(port: workshop.otherPorts[0], status: 503)
            try await leaveMessages(workshop, answers)
            let tried = answers.requests.count
            let resumed = try await workshop.run(["resume"], changing: Self.variables)
            #expect(resumed.code == 0, "\(resumed.words)")
            #expect(
                resumed.output.contains("r2 is over; a new steward sends the 4 messages it left"),
                "\(resumed.words)"
            )
            let areSent = try await eventually { answers.requests.count >= tried + 4 }
            #expect(areSent)
            let kinds = answers.requests.dropFirst(tried).map(Self.kind)
            #expect(kinds == ["started", "shifted", "shifted", "succeeded"])
            let again = try await workshop.run(["resume"], changing: Self.variables)
            #expect(again.code == 2 && again.words.contains("which is over"), "\(again.words)")
        }
    }

    @Test func `messages that a release left are sent by the steward of the next`() async throws {
        try await Workshop.open { workshop in
            let answers = try WebAnswers(port: workshop.otherPorts[0], status: 503)
            try await leaveMessages(workshop, answers)
            let tried = answers.requests.count
            let end = try await workshop.run(
                ["run", "a.yaml", "--headless"],
                changing: Self.variables
            )
            #expect(end.code == 0, "\(end.words)")
            let kinds = answers.requests.dropFirst(tried).map(Self.kind)
            #expect(kinds == ["started", "shifted", "shifted", "succeeded"])
        }
    }

    @Test func `the next release does not wait for messages of the last`() async throws {
        try await Workshop.open { workshop in
            let answers = try WebAnswers(port: workshop.otherPorts[0], status: 503)
            try await notify(workshop, steps: Workshop.Steps.alone)
            let run = try workshop.begin(changing: Self.variables)
            try await workshop.wait("over") { $0.release == "r2" && $0.outcome == "succeeded" }
            #expect(run.isRunning)
            let next = try await workshop.run(
                ["run", "a.yaml", "--headless"],
                changing: Self.variables
            )
            #expect(next.code == 0, "\(next.words)")
            let end = try await run.outcome()
            #expect(end.code == 0, "\(end.words)")
            #expect(end.lastLine.contains("succeeded"), "\(end.lastLine)")
            let ids = Set(answers.requests.compactMap { $0.headers["webhook-id"] })
            #expect(ids.count == 1, "\(ids)")
        }
    }
}
