import RolloutCore
import TestSupport
import Testing

@Suite struct ConsequenceTests {
    private func at(_ phase: String, stage: Int? = nil) -> RolloutProbe {
        var probe = RolloutProbe()
        probe.reach(phase, stage: stage)
        return probe
    }

    private func words(_ probe: RolloutProbe, _ verb: Command.Verb) -> [String] {
        probe.rollout.consequences(of: verb).map { step in
            step.what + (step.time.isEmpty ? "" : " (\(step.time))")
        }
    }

    private let advance = Command.Verb.advance(full: false, override: false)

    @Test func `a rollback at a weight says every step with its time`() {
        let probe = at("baking", stage: 1)
        #expect(
            words(probe, .rollback) == [
                "canary 25% → 0%, stable 75% → 100% (0 ms last time)",
                "drains and stops 3 canary instances (at most 4 s)",
                "ends as rolled back; nothing else starts by itself",
            ]
        )
    }

    @Test func `a rollback says what stable takes on`() {
        var probe = at("baking", stage: 1)
        var sample = Sample(second: probe.now)
        sample.hasTraffic = true
        sample.stable.requests = 750
        sample.canary.requests = 250
        probe.see(.sample(sample))
        let load = "puts 1,000 requests/s on 3 of 3 stable instances, 333 each (now 250)"
        #expect(words(probe, .rollback)[1] == load)
    }

    @Test func `a gate without a bake is said to wait for a person`() {
        var probe = RolloutProbe(
            .short {
                $0.stages[1].bake = .zero
                $0.stages[1].gate = .person
            }
        )
        probe.reach("baking", stage: 0)
        #expect(words(probe, advance).last == "waits at 25% for a person to advance")
    }

    @Test func `a rollback without enough of stable says what is started first`() {
        var probe = at("warm")
        let id = probe.rollout.instances(of: .stable)[0].id
        probe.see(.instance(id, InstanceReport(state: .notReady)))
        let first = "starts 1 stable instances; traffic follows as they get ready (at most 20 s)"
        #expect(words(probe, .rollback).first == first)
    }

    @Test func `a rollback before any traffic moved says so`() {
        #expect(
            words(at("preflight"), .rollback) == [
                "no traffic has moved", "ends as aborted; nothing else starts by itself",
            ]
        )
    }

    @Test func `a rollback of a first release says that there is nothing to return to`() {
        var probe = RolloutProbe(.short { $0.stable = nil })
        probe.reach("shifting")
        let first = "no revision served before: nothing to return traffic to"
        #expect(words(probe, .rollback).first == first)
    }

    @Test func `an advance says the next weight, its requests and its bake`() {
        var probe = at("baking", stage: 1)
        var sample = Sample(second: probe.now)
        sample.hasTraffic = true
        sample.stable.requests = 8_000
        probe.see(.sample(sample))
        #expect(
            words(probe, advance) == [
                "canary 25% → 50%, stable 75% → 50% (0 ms last time)",
                "about 2,000 more requests/s on canary", "bakes at 50% (at least 1 s)",
            ]
        )
    }

    @Test func `an advance to 100% says that stable stays warm`() {
        #expect(words(at("baking", stage: 2), advance).last == "keeps 1.0 warm (2 s)")
    }

    @Test func `an advance out of warm says what is given up`() {
        #expect(
            words(at("warm"), advance) == [
                "ends the warm time; rollback starts instances from here on",
                "drains and stops 3 previous instances (at most 4 s)",
            ]
        )
    }

    @Test func `a step back says the weight and the wait`() {
        #expect(
            words(at("baking", stage: 1), .stepBack) == [
                "canary 25% → 5%, stable 75% → 95% (0 ms last time)",
                "waits there until a person advances",
            ]
        )
    }

    @Test func `pause and resume say where it stays`() {
        let probe = at("baking", stage: 1)
        #expect(words(probe, .pause) == ["stays at 25% until resumed; judging and rollback go on"])
        #expect(words(probe, .resume) == ["goes on from 25% by the plan"])
        #expect(words(probe, .annotate) == [])
    }

    @Test func `what is refused has no consequences`() {
        #expect(words(at("starting"), advance) == [])
        #expect(words(at("starting"), .stepBack) == [])
        #expect(words(at("succeeded"), .rollback) == [])
    }

    @Test func `before the first shift nobody knows its time`() {
        let probe = at("shifting", stage: 0)
        #expect(words(probe, .rollback).first == "canary 5% → 0%, stable 95% → 100% (at most 5 s)")
    }
}
