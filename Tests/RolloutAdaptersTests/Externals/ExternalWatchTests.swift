import Foundation
import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutAdapters

/// What is said of dependencies that are not there.
@Suite(.timeLimit(.minutes(1)))
struct ExternalWatchTests {
    private func check(
        _ check: ExternalPlan.Check,
        timeout: Duration = .seconds(5),
        secrets: SecretStore = SecretStore(environment: [:])
    ) async -> Check? {
        let plan = ExternalPlan.fixture(check, timeout: timeout)
        return await ExternalWatch.fixture(secrets: secrets).preflight([plan]).first
    }

    private func command(_ words: [String]) -> ExternalPlan.Check {
        .command(DeclaredCommand(words, folder: "/", within: .seconds(60)))
    }

    @Test func `each trouble has its words`() async throws {
        let server = try HandlingServer { request in
            request.path == "/moved"
                ? .answer(302, headers: ["Location": "/"]) : .answer(503, body: "pool exhausted")
        }.start()
        defer { server.close() }
        let (descriptor, port) = try HandlingServer.listen()
        close(descriptor)
        let cases: [(ExternalPlan.Check, String)] = [
            (.http("http://127.0.0.1:\(server.port)/"), "It answered 503."),
            (.http("http://127.0.0.1:\(server.port)/moved"), "It answered 302, a redirection"),
            (.http("http://127.0.0.1:\(port)/"), "It could not be connected to."),
            (.http("gateway"), "It was not asked: its address"),
            (.tcp("127.0.0.1:\(port)"), "It refused the connection."),
            (.tcp("[::1]:\(port)"), "It "),
            (.tcp("gateway"), "It was not asked: gateway is not a host and a port."),
            (.tcp("no-such-host.invalid:80"), "It was not found: "),
            (
                command(["sh", "-c", "echo why >&2; exit 3"]),
                "ended with exit status 3, saying: why."
            ),
            (command(["no-such-program"]), "no-such-program: no such file or directory."),
        ]
        for (kind, words) in cases {
            let check = try #require(await check(kind))
            #expect(!check.passed)
            #expect(check.finding.contains(words), "\(check.finding)")
        }
    }

    @Test func `many are asked side by side, in the order of the plan`() async throws {
        let plans = (0..<8).map { number in
            var plan = ExternalPlan.fixture(command(["sleep", "1"]), timeout: .seconds(30))
            plan.name = "\(number)"
            return plan
        }
        let start = ContinuousClock.now
        let checks = await ExternalWatch.fixture().preflight(plans)
        #expect(checks.map(\.name) == plans.map { "external \($0.name)" })
        #expect(checks.map(\.passed) == Array(repeating: true, count: 8))
        #expect(start.duration(to: .now) < .seconds(7))
    }

    @Test func `what a command says of a secret is not handed on`() async throws {
        let source = SecretSource(name: "TOKEN", origin: .environment)
        let secrets = SecretStore(environment: ["TOKEN": "planted-51b0c9"])
        _ = secrets.value(of: source)
        let check = try #require(
            await check(
                command(["sh", "-c", "echo no entry for planted-51b0c9 >&2; exit 1"]),
                secrets: secrets
            )
        )
        #expect(check.finding.contains("no entry for [secret]"))
    }

    @Test func `an answer that comes too late is none`() async throws {
        let late = await onOwnThread(within: .milliseconds(50)) {
            usleep(500_000)
            return 1
        }
        #expect(late == nil)
        let early = await onOwnThread(within: .seconds(20)) { 2 }
        #expect(early == 2)
    }

    @Test func `health changes with the failures in a row`() {
        var health = ExternalHealth(failures: 3)
        let answers = [false, false, true, false, false, true, false, false, false, false, true]
        let reports = answers.map { health.take(ExternalReport(isUp: $0))?.isUp }
        #expect(
            reports == [nil, nil, true, nil, nil, nil, nil, nil, false, nil, true]
        )
    }
}
