import RolloutCore
import Testing

@testable import RolloutAdapters

@Suite struct InstanceHealthStages {
    private let start = ContinuousClock.now
    private let pass = HTTPOutcome.answered(HTTPAnswer(status: 200, body: []))
    private let fail = HTTPOutcome.answered(
        HTTPAnswer(status: 503, body: Array("pool exhausted\nsince 12:00".utf8))
    )
    private var plan: ProcessPlan {
        var plan = ProcessPlan(command: ["{artifact}"], ports: 1...2)
        plan.readiness = Probe(path: "/readyz", successes: 2, failures: 3)
        plan.liveness = Probe(path: "/livez", failures: 3)
        plan.soak = .seconds(10)
        return plan
    }

    private func second(_ number: Int) -> ContinuousClock.Instant { start + .seconds(number) }

    /// An instance that became ready at second 1 and was asked every second up to that one.
    private func healthy(until last: Int) -> InstanceHealth {
        var health = InstanceHealth(plan, wasSoaked: false)
        health.startup(pass)
        for number in 0...last { health.readiness(pass, at: second(number)) }
        return health
    }

    @Test func `a check that fails is named with its answer while starting`() {
        var health = InstanceHealth(plan, wasSoaked: false)
        #expect(health.finding?.detail == "waiting for /startupz")
        health.startup(.refused)
        #expect(health.finding?.detail == "startup: connection refused")
        health.startup(pass)
        health.readiness(fail, at: start)
        #expect(health.finding?.detail == "readiness: 503 pool exhausted")
        #expect(health.finding?.state == .starting)
    }

    @Test func `a soak is said once and not by the second`() {
        let findings = (4...10).map { healthy(until: $0).finding }
        #expect(Set(findings.map { $0?.detail }) == ["soaking for 10 s"])
    }

    @Test func `a worker soaks by running, and is ready afterwards whatever it was asked`() {
        var health = InstanceHealth(ofWorker: plan, wasSoaked: false, at: start)
        let findings = (0...10).map { number in
            health.pass(at: second(number))
            return health.finding
        }
        #expect(findings.dropLast().allSatisfy { $0?.detail == "soaking for 10 s" })
        #expect(findings.last == .init(state: .ready, detail: ""))
        #expect(health.isSoaked)
    }

    @Test func `a worker that was soaked before is ready at once`() {
        let health = InstanceHealth(ofWorker: plan, wasSoaked: true, at: start)
        #expect(health.finding?.state == .ready)
    }

    @Test func `time alone makes no instance ready`() {
        var health = healthy(until: 2)
        health.pass(at: second(60))
        #expect(health.finding?.state == .starting)
    }

    @Test func `ready is said when the soak is over and not before`() {
        #expect(healthy(until: 10).finding?.state == .starting)
        #expect(healthy(until: 11).finding?.state == .ready)
    }

    @Test func `the end of the soak needs an answer of its own`() {
        var health = healthy(until: 10)
        #expect(health.finding?.state == .starting)
        health.readiness(pass, at: second(60))
        #expect(health.finding?.state == .ready)
    }

    @Test func `one failure starts the soak again`() {
        var health = healthy(until: 9)
        health.readiness(fail, at: second(10))
        for number in 11...21 { health.readiness(pass, at: second(number)) }
        #expect(health.finding?.state == .starting)
        health.readiness(pass, at: second(22))
        #expect(health.finding?.state == .ready)
    }

    @Test func `fewer failures than the plan counts do not matter to a ready instance`() {
        var health = healthy(until: 11)
        health.readiness(fail, at: second(12))
        health.readiness(fail, at: second(13))
        #expect(health.finding?.state == .ready)
        health.readiness(pass, at: second(14))
        health.readiness(fail, at: second(15))
        health.readiness(fail, at: second(16))
        #expect(health.finding?.state == .ready)
    }

    @Test func `failures in a row make it not ready with the answer's first line`() {
        var health = healthy(until: 11)
        for number in 12...14 { health.readiness(fail, at: second(number)) }
        let finding = health.finding
        #expect(finding == .init(state: .notReady, detail: "503 pool exhausted"))
    }

    @Test func `it is ready again after successes in a row without another soak`() {
        var health = healthy(until: 11)
        for number in 12...14 { health.readiness(fail, at: second(number)) }
        health.readiness(pass, at: second(15))
        let finding = health.finding
        #expect(finding == .init(state: .notReady, detail: "ready again 1 of 2 times"))
        health.readiness(pass, at: second(16))
        #expect(health.finding?.state == .ready)
    }

    @Test func `a stuck process is not ready whatever its readiness says`() {
        var health = healthy(until: 11)
        for _ in 0..<3 { health.liveness(.timedOut(.seconds(5))) }
        health.readiness(pass, at: second(12))
        health.readiness(pass, at: second(13))
        let finding = health.finding
        #expect(finding == .init(state: .notReady, detail: "liveness failed 3 times"))
        health.liveness(pass)
        health.readiness(pass, at: second(14))
        #expect(health.finding?.state == .ready)
    }

    @Test func `a stuck process does not soak`() {
        var health = healthy(until: 5)
        for _ in 0..<3 { health.liveness(.refused) }
        for number in 6...30 { health.readiness(pass, at: second(number)) }
        let finding = health.finding
        #expect(finding == .init(state: .starting, detail: "liveness failed 3 times"))
    }

    @Test func `nothing is said of an adopted instance before it answered`() {
        var health = InstanceHealth(plan, wasSoaked: true)
        #expect(health.finding == nil)
        #expect(!health.isStartingUp)
        health.readiness(pass, at: start)
        #expect(health.finding?.state == .ready)
    }

    @Test func `without a soak it is ready after its successes`() {
        var plan = plan
        plan.soak = .zero
        var health = InstanceHealth(plan, wasSoaked: false)
        health.startup(pass)
        health.readiness(pass, at: start)
        #expect(health.finding?.detail == "ready 1 of 2 times")
        health.readiness(pass, at: start)
        #expect(health.finding?.state == .ready)
    }
}
