import RolloutCore
import TestSupport
import Testing

@Suite struct CrashTests {
    private let first = InstanceID(rawValue: "shop-10")
    private let crash = InstanceReport(state: .crashed, detail: "out of memory", exit: .signal(9))

    @Test func `a crashed instance is started anew after a pause that doubles`() {
        var probe = RolloutProbe(.short { $0.crashLimit = 9 })
        probe.reach("starting")
        for (crashes, pause) in [(1, 500), (2, 1_000), (3, 2_000)] {
            probe.see(.instance(first, crash))
            let again = Operation.run(first, attempt: crashes)
            probe.wait(.milliseconds(pause - 1))
            #expect(!probe.outstanding.contains(again))
            probe.wait(.milliseconds(1))
            #expect(probe.outstanding.contains(again))
            probe.see(.instance(first, InstanceReport(state: .starting)))
        }
        #expect(probe.rollout.instances[first]?.crashes == 3)
    }

    @Test func `the pause before a start is at most 30 seconds`() {
        var instance = Instance(id: first, arm: .canary, since: Timestamp(seconds: 0))
        #expect(instance.startAgain == nil)
        instance.report = crash
        instance.crashes = 50
        #expect(instance.startAgain == Timestamp(seconds: 30))
    }

    @Test(arguments: [("starting", 0), ("shifting", 0), ("baking", 1), ("warm", 3)])
    func `crashes of the canary up to the limit roll back`(_ phase: String, _ stage: Int) {
        var probe = RolloutProbe()
        probe.reach(phase)
        probe.see(.instance(first, crash))
        #expect(probe.rollout.phase.name == phase)
        probe.see(.instance(InstanceID(rawValue: "shop-11"), crash))
        guard case .rollingBack(let rollback) = probe.rollout.phase else {
            Issue.record("in \(probe.rollout.phase)")
            return
        }
        let words = "2 canary crashes, last: shop-11: signal 9, out of memory"
        #expect(rollback.cause.sentence == words)
    }

    @Test func `crashes of stable never roll back`() {
        var probe = RolloutProbe()
        probe.reach("baking")
        for instance in probe.rollout.instances(of: .stable) {
            probe.see(.instance(instance.id, crash))
        }
        #expect(probe.rollout.phase.name == "baking")
        #expect(probe.blocked.contains(.world))
    }

    @Test func `a crash told again to a new steward counts once`() {
        var probe = RolloutProbe()
        probe.reach("baking")
        probe.see(.instance(first, crash))
        probe.steward(2)
        probe.see(.instance(first, crash))
        #expect(probe.rollout.instances[first]?.crashes == 1)
        #expect(probe.rollout.phase.name == "baking")
    }

    @Test func `an instance that comes back elsewhere has to be admitted again`() {
        var probe = RolloutProbe()
        probe.reach("baking")
        probe.see(.instance(first, crash))
        var report = InstanceReport.ready(first)
        report.endpoint = "127.0.0.1:9999"
        probe.wait(.seconds(1))
        probe.see(.instance(first, report))
        #expect(probe.outstanding.contains(.admit(first)))
        #expect(probe.rollout.instances[first]?.carriesTraffic == false)
    }

    @Test func `a report of an instance nobody knows changes nothing`() {
        var probe = RolloutProbe()
        probe.reach("baking")
        #expect(probe.see(.instance(InstanceID(rawValue: "shop-99"), crash)) == [])
        #expect(probe.see(.admitted(InstanceID(rawValue: "shop-99"))) == [])
        #expect(probe.see(.drained(InstanceID(rawValue: "shop-99"), leftOpen: 0)) == [])
    }

    @Test func `the same report twice is recorded once`() {
        var probe = RolloutProbe()
        probe.reach("baking")
        #expect(probe.see(.instance(first, .ready(first))) == [])
        let gone = InstanceReport(state: .notReady, detail: "503")
        #expect(probe.see(.instance(first, gone)).count == 1)
    }
}
