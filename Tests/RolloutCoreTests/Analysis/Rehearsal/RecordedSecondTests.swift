import TestSupport
import Testing

@testable import RolloutCore

/// What a release recorded of itself, as history for the judge of the next.
@Suite struct RecordedSecondTests {
    /// A release that bakes at that stage, three minutes after its first request.
    private func baking(stage: Int) -> RolloutProbe {
        var probe = RolloutProbe(
            .short { plan in
                for index in plan.stages.indices { plan.stages[index].bake = .seconds(600) }
            }
        )
        _ = probe.reach("baking", stage: stage)
        probe.now = probe.now + .seconds(180)
        return probe
    }

    /// A second of it: 10 requests on each instance, and `canary` and `stable` in all.
    private func sample(_ probe: RolloutProbe, canary: Int = 25, stable: Int = 75) -> Sample {
        var sample = Sample(second: probe.now.second)
        sample.hasTraffic = true
        sample.canary = .steady(canary, errors: 1, milliseconds: 20)
        sample.stable = .steady(stable, milliseconds: 20)
        for id in probe.rollout.instances.keys {
            sample.instances[id] = InstanceTraffic(requests: 10, errors: 2, p95: 20, open: 1)
        }
        return sample
    }

    private func arms(_ second: HistorySecond?, _ probe: RolloutProbe) -> Set<Arm> {
        Set((second?.slices ?? []).compactMap { probe.rollout.instances[$0.id]?.arm })
    }

    private func second(
        _ probe: RolloutProbe,
        _ sample: Sample? = nil,
        good: Bool = true
    ) -> HistorySecond? {
        HistorySecond(sample ?? self.sample(probe), in: probe.rollout, turnedOutWell: good)
    }

    @Test func `of a release that turned out well the revision with more requests is looked at`() {
        let probe = baking(stage: 1)
        #expect(arms(second(probe), probe) == [.stable])
        let mostlyNew = sample(probe, canary: 75, stable: 25)
        #expect(arms(second(probe, mostlyNew), probe) == [.canary])
        #expect(second(probe)?.slices.count == 3)
        #expect(second(probe)?.slices.first?.counts.requests == 10)
    }

    @Test func `both revisions are kept side by side, with the weight they had`() throws {
        let probe = baking(stage: 1)
        let earlier = try #require(second(probe)?.earlier)
        #expect(earlier.release == ReleaseID(rawValue: 7) && earlier.weight == 0.25)
        #expect(earlier.arms.canary.requests == 25 && earlier.arms.canary.errors == 1)
        #expect(earlier.arms.baseline.requests == 75)
        #expect(earlier.arms.baseline.latency?.total == 75)
    }

    @Test func `of a release that was stopped only stable is looked at`() {
        let probe = baking(stage: 1)
        let mostlyNew = sample(probe, canary: 75, stable: 25)
        let found = second(probe, mostlyNew, good: false)
        #expect(arms(found, probe) == [.stable])
        #expect(found?.earlier == nil)
    }

    @Test func `the first two minutes of a canary are no history`() {
        var probe = baking(stage: 0)
        probe.now = probe.now - .seconds(120)
        let mostlyNew = sample(probe, canary: 75, stable: 25)
        let found = second(probe, mostlyNew)
        #expect(arms(found, probe) == [.stable])
        #expect(found?.earlier == nil)
    }

    @Test func `at 100% there is nothing side by side`() {
        let probe = baking(stage: 3)
        let found = second(probe, sample(probe, canary: 100, stable: 0))
        #expect(arms(found, probe) == [.canary])
        #expect(found?.earlier == nil)
    }

    @Test func `a second that was not measured shows nothing`() {
        let probe = baking(stage: 1)
        var silent = sample(probe)
        silent.hasTraffic = false
        #expect(second(probe, silent) == nil)
        var lossy = sample(probe)
        lossy.lostRecords = 50
        #expect(second(probe, lossy) == nil)
        var strange = sample(probe)
        strange.instances = [:]
        #expect(second(probe, strange, good: false) == nil)
    }

    @Test func `an instance that nobody knows or that joined a moment ago is left out`() throws {
        var probe = baking(stage: 1)
        let id = try #require(probe.rollout.instances(of: .stable).first?.id)
        probe.see(.instance(id, InstanceReport(state: .crashed)))
        probe.wait(.seconds(1))
        probe.see(.instance(id, .ready(id)))
        probe.see(.admitted(id))
        var strange = sample(probe)
        let stranger = InstanceID(rawValue: "other-9")
        strange.instances[stranger] = InstanceTraffic(requests: 9, errors: 0, p95: 1, open: 0)
        let found = try #require(second(probe, strange))
        #expect(found.slices.count == 2)
        #expect(!found.slices.contains { $0.id == id || $0.id == stranger })
    }

    @Test func `latencies of earlier releases are rehearsed by their limits`() {
        let probe = baking(stage: 1)
        var limits = SlowLimitSearch()
        for _ in 0..<200 { limits.add(LatencyTally(sample(probe).stable.latency)) }
        var history = RehearsalHistory(sliceCount: 1, slowLimits: limits.limits)
        for _ in 0..<1_800 {
            if let earlier = second(probe)?.earlier { history.append(earlier) }
        }
        let rehearsal = JudgeRehearsal.rehearse(on: history, judging: [.errors, .p95])
        #expect(rehearsal.earlierReleases == 1)
        #expect(rehearsal.unrehearsed.isEmpty)
        #expect(rehearsal.streams.contains { $0.name == .p95Share })
    }
}
