import RolloutCore
import Testing

@testable import RolloutJournal

@Suite struct DeploymentTests {
    private func report(_ state: InstanceState, _ port: Int) -> InstanceReport {
        InstanceReport(state: state, pid: port, endpoint: "127.0.0.1:\(port)")
    }

    /// Brings the shop up for the first time with two instances and ends the release so.
    private func bringUp(_ bench: Bench, _ outcome: Outcome) throws -> ReleaseID {
        let release = try bench.open()
        let first = InstanceID(ServiceName(rawValue: "shop"), 1)
        let second = InstanceID(ServiceName(rawValue: "shop"), 2)
        for event: Event in [
            .stewardStarted(Example.steward, resumed: false), .startBegan,
            .instanceChanged(first, report(.ready, 9_100)), .instanceAdmitted(first),
            .instanceChanged(second, report(.crashed, 9_101)),
            .instanceChanged(second, report(.ready, 9_101)),
            .sampled(Example.sample()),
            .shiftStarted(Shift(to: .full, stage: 0, cause: .plan)), .weightObserved(.full),
            .revisionPromoted, .ended(outcome),
        ] { try bench.append(event, to: release) }
        return release
    }

    @Test func `a release that succeeded leaves its instances as the stable ones`() throws {
        let bench = try Bench()
        _ = try bringUp(bench, .succeeded)
        let deployment = try bench.reader().deployment()
        #expect(try deployment.revision == Example.plan.canary)
        #expect(deployment.instances.map(\.id.rawValue) == ["shop-1", "shop-2"])
        #expect(
            deployment.instances.map(\.report.endpoint) == ["127.0.0.1:9100", "127.0.0.1:9101"]
        )
        #expect(deployment.instances.allSatisfy { $0.arm == .stable && $0.crashes == 0 })
        #expect(deployment.instances.allSatisfy { !$0.isConfirmed })
        #expect(deployment.nextInstanceNumber == 3)
    }

    @Test func `the next release starts from what the last one left`() throws {
        let bench = try Bench()
        _ = try bringUp(bench, .succeeded)
        let next = try bench.open()
        let entry = try bench.journal.entries(of: next).first
        guard case .releaseStarted(let start) = entry?.event else {
            Issue.record("not the beginning of a release")
            return
        }
        let left = try bench.reader().deployment()
        #expect(start.stableInstances == left.instances && start.firstInstanceNumber == 3)
        #expect(try start.plan.stable == Example.plan.canary)
    }

    @Test func `a release that was rolled back leaves stable as it was`() throws {
        let bench = try Bench()
        _ = try bringUp(bench, .succeeded)
        let before = try bench.reader().deployment()
        let next = try bench.open()
        for event: Event in [
            .startBegan, .rollbackStarted(.notReady(detail: "503")),
            .ended(.rolledBack(.notReady(detail: "503"))),
        ] { try bench.append(event, to: next) }
        let after = try bench.reader().deployment()
        #expect(after.revision == before.revision && after.instances == before.instances)
        #expect(after.nextInstanceNumber == 5)
    }

    @Test func `the ledger tells how the same bytes ended`() throws {
        let bench = try Bench()
        let release = try bringUp(bench, .succeeded)
        let line = LedgerLine(
            release: release,
            digest: try Example.digest("a"),
            label: "2.0",
            environment: "production",
            outcome: "succeeded",
            at: Example.start
        )
        #expect(try bench.reader().ledger(of: Example.digest("a")) == [line])
        #expect(try bench.reader().ledger(of: Example.digest("b")).isEmpty)
    }

    @Test func `history has every release, the newest first`() throws {
        let bench = try Bench()
        _ = try bringUp(bench, .succeeded)
        let next = try bench.open(at: Example.start + .seconds(900))
        let history = try bench.reader().history()
        #expect(history.map(\.release.rawValue) == [2, 1])
        #expect(history.map(\.previousLabel) == ["2.0", nil])
        #expect(history.map(\.outcome) == [nil, .succeeded])
        #expect(history.first?.release == next && history.first?.by == Example.person)
    }
}
