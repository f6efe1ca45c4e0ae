import RolloutCore
import Testing

@testable import handoff

@Suite struct PlanFileTests {
    @Test func `a plan without optional keys has the defaults of the release model`() throws {
        let file = try PlanText.read(PlanText.sound)
        #expect(file.warm == .seconds(1_800))
        #expect(file.progressDeadline == .seconds(600))
        #expect(file.crashLimit == 2)
        #expect(file.whenUnwatched == .hold)
        #expect(file.process.readiness == Probe(path: "/readyz", successes: 2))
        #expect(file.process.drainWithin == .seconds(30))
        #expect(file.process.metricsPath == "/metrics")
    }

    @Test func `a plan without metrics judges what every router can tell`() throws {
        let file = try PlanText.read(PlanText.sound)
        #expect(file.criteria.map(\.metric) == [.errorRate, .p95, .p99])
        #expect(file.criteria.first?.tolerate == 10)
        #expect(file.criteria.first?.above == 5)
        #expect(file.criteria.last?.tolerate == 10)
        #expect(file.criteria.last?.atLeast == 50)
    }

    @Test func `steps become stages with the pauses behind each weight`() throws {
        let steps =
            "[ {weight: 12.5%}, {pause: 90}, {pause: {duration: 1m}}, "
            + "{setWeight: 50}, {pause: {}}, {setWeight: 100} ]"
        let text = PlanText.sound(
            replacing: "[ { setWeight: 5 }, { pause: 2m }, { setWeight: 100 } ]",
            with: steps
        )
        let stages = try PlanText.read(text).stages
        #expect(
            stages == [
                Stage(weight: Weight(hundredths: 1_250), bake: .seconds(150)),
                Stage(weight: Weight(percent: 50), bake: .zero, gate: .person),
                Stage(weight: .full, bake: .zero),
            ]
        )
    }

    @Test(arguments: [
        ("500ms", Duration.milliseconds(500)), ("30s", .seconds(30)), ("5m", .seconds(300)),
        ("1h", .seconds(3_600)), ("1.5m", .seconds(90)), ("45", .seconds(45)),
        ("\"2m\"", .seconds(120)), ("2d", .seconds(172_800)),
    ])
    func `a duration has a unit or is in seconds`(text: String, length: Duration) throws {
        let file = try PlanText.read(PlanText.sound + "\n  warm: \(text)")
        #expect(file.warm == length)
    }

    @Test func `scaleDownDelay is a spelling of warm`() throws {
        let file = try PlanText.read(PlanText.sound + "\n  scaleDownDelay: 7m")
        #expect(file.warm == .seconds(420))
    }

    @Test func `relative paths lie beside the plan file`() throws {
        let command = PlanText.sound(
            replacing: "\"{artifact}\", serve",
            with: "./run, \"{artifact}\""
        )
        let file = try PlanText.read(command)
        #expect(file.artifact == "/plans/build/storefront")
        #expect(file.process.command.first == "/plans/run")
    }

    @Test func `a path that is absolute and a program on the search path stay as they are`() throws
    {
        let text = PlanText.sound(replacing: "build/storefront", with: "/opt/storefront")
            .replacing("\"{artifact}\", serve", with: "env, \"{artifact}\"")
        let file = try PlanText.read(text)
        #expect(file.artifact == "/opt/storefront")
        #expect(file.process.command.first == "env")
    }

    @Test func `secrets are variables that an instance gets as well`() throws {
        let config = "config: { env: [DATABASE_URL], secrets: [PAYMENT_SECRET] }"
        let file = try PlanText.read(PlanText.sound(adding: config))
        #expect(file.process.environment == ["DATABASE_URL", "PAYMENT_SECRET"])
        #expect(file.process.secrets == ["PAYMENT_SECRET"])
    }

    @Test func `sessions and the canary's sign are the router's`() throws {
        let router =
            "{ listen: a:1, affinity: { cookie: arm, within: 20m }, "
            + "canaryWhen: { header: \"X-Canary: yes\" } }"
        let text = PlanText.sound(replacing: "{ listen: 127.0.0.1:8080 }", with: router)
        #expect(
            try PlanText.read(text).router
                == .haproxy(
                    listen: "a:1",
                    affinity: SessionAffinity(cookie: "arm", within: .seconds(1_200)),
                    canaryWhen: .header(name: "X-Canary", value: "yes")
                )
        )
    }

    @Test func `sessions have a cookie and an hour when nothing else is said`() throws {
        let router = "{ listen: a:1, affinity: {}, canaryWhen: { cookie: \"canary=yes\" } }"
        let text = PlanText.sound(replacing: "{ listen: 127.0.0.1:8080 }", with: router)
        #expect(
            try PlanText.read(text).router
                == .haproxy(
                    listen: "a:1",
                    affinity: SessionAffinity(cookie: "handoff", within: .seconds(3_600)),
                    canaryWhen: .cookie(name: "canary", value: "yes")
                )
        )
    }

    @Test func `a HAProxy of one's own is steered by its socket`() throws {
        let router = "{ socket: run/admin.sock, backends: [a, b], map: /etc/m.map, records: 5514 }"
        let text = PlanText.sound(replacing: "{ listen: 127.0.0.1:8080 }", with: router)
        let expected = HAProxySocket(
            socket: "/plans/run/admin.sock",
            backends: ["a", "b"],
            map: "/etc/m.map",
            recordsPort: 5_514
        )
        #expect(try PlanText.read(text).router == .haproxySocket(expected))
    }

    @Test func `a label keeps the spelling it is written in`() throws {
        let text = PlanText.sound(replacing: "build/storefront }", with: "a, label: 2.10 }")
        #expect(try PlanText.read(text).label == "2.10")
    }

    @Test func `keys that begin with x- are ignored wherever they stand`() throws {
        let text = PlanText.sound(replacing: "count: 4", with: "count: 4\n  x-note: [1, {a: b}]")
        #expect(try PlanText.read(text + "\nx-owner: shop").instanceCount == 4)
    }

    @Test func `a plan carries the pinned canary and the stable revision`() throws {
        let file = try PlanText.read(PlanText.sound(adding: "crashLimit: 5"))
        let digest = try #require(Digest(rawValue: "sha256:" + String(repeating: "a", count: 64)))
        let canary = Revision(
            label: "2.0",
            digest: digest,
            artifact: "/pinned",
            process: file.process
        )
        let plan = file.plan(canary: canary, stable: nil)
        #expect(plan.canary == canary)
        #expect(plan.stable == nil)
        #expect(plan.service.rawValue == "storefront")
        #expect(plan.stages == file.stages)
        #expect(plan.crashLimit == 5)
    }

    @Test(arguments: [
        ("required", RehearsalPolicy.required), ("off", .off),
        ("{ whenOlderThan: 24h }", .whenOlderThan(.seconds(86_400))),
    ])
    func `the way back is rehearsed as the plan says`(
        text: String,
        policy: RehearsalPolicy
    ) throws {
        let plan = PlanText.sound(adding: "rollback: { rehearsal: \(text) }")
        #expect(try PlanText.read(plan).rehearsal == policy)
        #expect(try PlanText.read(PlanText.sound).rehearsal == .required)
    }

    @Test(arguments: ["never", "{}", "{ whenOlderThan: 1s }", "[off]"])
    func `any other rehearsal is refused`(text: String) {
        let plan = PlanText.sound(adding: "rollback: { rehearsal: \(text) }")
        #expect(PlanText.problems(plan).count == 1)
    }
}
