import RolloutCore
import TestSupport
import Testing

@Suite struct FoldTests {
    /// A whole release's entries, made by hand.
    private func entries() -> [Entry] {
        var probe = RolloutProbe()
        let start = Entry(
            release: probe.rollout.start.release,
            sequence: 1,
            at: probe.now,
            event: .releaseStarted(probe.rollout.start)
        )
        probe.reach("succeeded")
        return [start]
            + probe.events.enumerated().map { offset, event in
                Entry(
                    release: start.release,
                    sequence: offset + 2,
                    at: start.at + .seconds(offset),
                    event: event
                )
            }
    }

    @Test func `the same entries fold to the same state`() {
        let entries = entries()
        #expect(Rollout(folding: entries) == Rollout(folding: entries))
        #expect(Rollout(folding: entries)?.outcome == .succeeded)
    }

    @Test func `every prefix of a release folds`() {
        let entries = entries()
        for count in 1...entries.count {
            #expect(Rollout(folding: entries.prefix(count))?.sequence == count)
        }
    }

    @Test func `no entries are no release`() {
        #expect(Rollout(folding: []) == nil)
    }

    @Test func `a gap between entries is a broken journal`() async {
        await #expect(processExitsWith: .failure) {
            var probe = RolloutProbe()
            probe.steward()
            var rollout = probe.rollout
            rollout.apply(
                Entry(
                    release: rollout.start.release,
                    sequence: rollout.sequence + 2,
                    at: probe.now,
                    event: .startBegan
                )
            )
        }
    }

    @Test func `an instance is never drained while its revision has traffic`() async {
        await #expect(processExitsWith: .failure) {
            var probe = RolloutProbe()
            probe.reach("baking", stage: 1)
            probe.fold(.drainBegan(InstanceID(rawValue: "shop-1")))
        }
    }

    @Test func `after the end only remarks fold`() async {
        var probe = RolloutProbe()
        probe.reach("succeeded")
        let phase = probe.rollout.phase
        probe.fold(.watchersChanged(3))
        probe.fold(.rejected(Command(.pause, by: .ada), Rejection("over")))
        #expect(probe.rollout.phase == phase)
        await #expect(processExitsWith: .failure) {
            var probe = RolloutProbe()
            probe.reach("succeeded")
            probe.fold(.startBegan)
        }
    }

    @Test func `a rollout begins with its release's start`() async {
        await #expect(processExitsWith: .failure) {
            let release = ReleaseID(rawValue: 1)
            let moment = Timestamp(seconds: 0)
            _ = Rollout(Entry(release: release, sequence: 1, at: moment, event: .startBegan))
        }
    }

    @Test func `a release starts once`() async {
        await #expect(processExitsWith: .failure) {
            var probe = RolloutProbe()
            probe.fold(.releaseStarted(probe.rollout.start))
        }
    }

    @Test func `a new steward knows nothing of the world until it looked`() {
        var probe = RolloutProbe()
        probe.reach("baking", stage: 1)
        probe.see(.failed(.watchMetrics, Failure(.unreachable, "nothing measured")))
        let events = probe.steward(2)
        #expect(events.count == 1)
        #expect(probe.rollout.split.observed == nil)
        #expect(probe.rollout.failures == [:])
        #expect(probe.rollout.carrying(.stable) == 0)
        #expect(probe.outstanding.contains(.shift(Weight(percent: 25))))
    }

    @Test func `the open requests of a drain come from the samples`() {
        var probe = RolloutProbe()
        probe.reach("retiring")
        let id = InstanceID(rawValue: "shop-2")
        var sample = Sample(second: probe.now)
        sample.instances[id] = InstanceTraffic(requests: 1, errors: 0, p95: 3, open: 9)
        probe.see(.draining(id, open: 5))
        probe.see(.sample(sample))
        #expect(probe.rollout.instances[id]?.admission == .draining(since: probe.now, open: 9))
    }

    @Test func `every phase has a name and a beginning`() {
        var probe = RolloutProbe()
        for phase in [
            "preflight", "starting", "shifting", "baking", "warm", "retiring", "succeeded",
        ] {
            probe.reach(phase)
            #expect(probe.rollout.phase.name == phase)
            #expect(probe.rollout.phase.since == probe.now)
        }
        let outcomes: [Outcome] = [
            .refused, .aborted(.ada), .rolledBack(.notReady(detail: "")),
            .rollbackFailed(.notReady(detail: ""), left: ""),
        ]
        let names = ["refused", "aborted", "rolled back", "rollback failed"]
        #expect(outcomes.map(\.name) == names)
    }

    @Test func `causes are told in one sentence`() {
        let causes: [Cause] = [
            .criterion(.p99, evidence: "398 ms against 310 ms"),
            .person(.ada, reason: nil), .person(.ada, reason: "odd logs"),
            .crashes(2, detail: ""), .notReady(detail: "shop-4 is starting"),
        ]
        #expect(
            causes.map(\.sentence) == [
                "p99 latency: 398 ms against 310 ms", "ada asked", "ada asked: odd logs",
                "2 canary crashes", "canary did not become ready: shop-4 is starting",
            ]
        )
    }

    @Test func `operations are told as events and errors tell them`() {
        let id = InstanceID(rawValue: "shop-5")
        let operations: [Operation] = [
            .preflight, .run(id, attempt: 1), .admit(id), .shift(Weight(percent: 25)), .drain(id),
            .stop(id), .promote, .watchRouter, .watchMetrics,
        ]
        #expect(
            operations.map(\.description) == [
                "run the checks", "start shop-5", "put shop-5 into the router", "shift to 25%",
                "drain shop-5", "stop shop-5", "make the canary stable", "read the router",
                "measure",
            ]
        )
    }

    @Test func `an instance is told with the router's side`() {
        var instance = Instance(
            id: InstanceID(rawValue: "shop-5"),
            arm: .canary,
            since: Timestamp(seconds: 0)
        )
        instance.isConfirmed = true
        instance.report.state = .ready
        var words = [instance.stateWords]
        for admission: Admission in [
            .admitted, .draining(since: instance.since, open: 0), .drained(leftOpen: 0),
        ] {
            instance.admission = admission
            words.append(instance.stateWords)
        }
        #expect(words == ["ready, not yet in the router", "ready", "draining", "drained"])
    }
}
