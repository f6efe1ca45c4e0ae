import RolloutCore
import Testing

@testable import handoff

/// How a plan says who is told.
@Suite struct NotificationReadingTests {
    private func receivers(_ lines: String) throws -> [NotificationPlan] {
        try PlanText.read(PlanText.sound(adding: "notify: \(lines)")).notifications
    }

    @Test func `a receiver whose kinds are left out is told the usual ones`() throws {
        let found = try receivers("[{ webhook: \"https://ops.example/releases\" }]")
        let usual: Set<NotificationKind> = [
            .started, .held, .waiting, .rollingBack, .rolledBack, .rollbackFailed, .succeeded,
        ]
        #expect(
            found == [
                NotificationPlan(url: "https://ops.example/releases", format: .json, kinds: usual)
            ]
        )
    }

    @Test func `addresses and keys that are secrets have their places`() throws {
        let found = try receivers(
            "[{ slack: {env: SLACK_URL}, on: [paused, rolledBack], timeout: 2s }, "
                + "{ webhook: {run: [./vault, hook], within: 4s}, key: {file: run/key} }]"
        )
        #expect(found[0].format == .slack)
        #expect(found[0].url == nil)
        #expect(found[0].secretURL == SecretSource(name: "SLACK_URL", origin: .environment))
        #expect(found[0].kinds == [.paused, .rolledBack])
        #expect(found[0].timeout == .seconds(2))
        let command = DeclaredCommand(
            ["/plans/vault", "hook"],
            folder: "/plans/",
            within: .seconds(4)
        )
        #expect(found[1].secretURL?.origin == .command(command))
        #expect(found[1].key?.origin == .file("/plans/run/key"))
    }

    @Test(arguments: [
        ("{}", "10:9: `notify` is a section with keys. Write a list such as"),
        ("[{}]", "10:10: nobody is told here. Write `webhook` or `slack`."),
        ("[{ slack: {env: A}, webhook: {env: B} }]", "10:38: one entry tells one receiver."),
        ("[{ slack: {env: A}, key: {env: B} }]", "10:34: `key` signs messages, and what takes"),
        ("[{ slack: {env: A}, on: [] }]", "10:33: `on` is a list. Write a list such as [paused"),
        ("[{ slack: {env: A}, on: [done] }]", "10:34: entry 1 of `on` is `done`. Write started,"),
        ("[{ slack: {env: A}, on: [held, held] }]", "10:40: `held` is listed twice."),
        ("[{ slack: {} }]", "10:19: a secret is in one place. Write one of `env`, `file` and"),
        ("[{ slack: {env: A}, of: [held] }]", "10:29: unknown key `of` in `notify[1]`. Write `on`"),
    ])
    func `a mistake is named with its place`(notify: String, message: String) {
        let problems = PlanText.problems(PlanText.sound(adding: "notify: \(notify)"))
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("shop.yaml:" + message) == true, "\(problems)")
    }

    @Test(arguments: [
        "slack: \"https://hooks.slack.com/services/T0/B0/hunter2\"",
        "webhook: \"https://hooks.slack.com/services/T0/B0/hunter2\"",
        "webhook: \"https://ops:hunter2@ops.example/\"",
        "webhook: \"https://ops.example/?api_key=hunter2\"",
        "webhook: \"https://ops.example/\", key: hunter2",
    ])
    func `a secret that stands in the plan is refused and not shown`(receiver: String) {
        let problems = PlanText.problems(PlanText.sound(adding: "notify: [{ \(receiver) }]"))
        #expect(problems.count == 1)
        #expect(!problems.joined().contains("hunter2"))
    }
}
