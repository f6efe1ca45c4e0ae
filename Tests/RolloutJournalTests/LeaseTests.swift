import RolloutCore
import RolloutEngine
import Testing

@testable import RolloutJournal

@Suite struct LeaseTests {
    /// Asks for the lease as another process of the same host, `after` the holder's last sign.
    private func take(
        _ bench: Bench,
        after: Duration,
        takeOver: Bool = false,
        holderLives: Bool,
        as change: (inout Steward) -> Void = { _ in }
    ) throws -> LeaseToken {
        var other = Example.steward
        other.pid = 4_999
        change(&other)
        return try Lease(bench.file).take(
            steward: other,
            takeOver: takeOver,
            at: Example.start + after,
            isAlive: { pid, start in
                pid == Example.steward.pid && start == Example.steward.startTime && holderLives
            }
        )
    }

    @Test func `a lease somebody has is refused with who, since when and what to do`() throws {
        let bench = try Bench()
        let refusal = try #require(throws: LeaseRefused.self) {
            try take(bench, after: .seconds(3), takeOver: true, holderLives: true)
        }
        let since = Example.start.clock(now: Example.start)
        #expect(
            refusal.description
                == "another process is steering shop: pid 4121 on deploy-1 since \(since), "
                + "heard from 3 s ago. Nothing was changed. `handoff watch shop` shows it; "
                + "`handoff resume shop --take-over` works once it is silent for 30 s."
        )
        #expect(refusal.holder.steward == Example.steward)
    }

    @Test func `a holder whose process is gone is replaced at once`() throws {
        let bench = try Bench()
        #expect(try take(bench, after: .zero, holderLives: false) > bench.lease)
    }

    @Test func `a process gone on another host or boot is not known to be gone`() throws {
        let bench = try Bench()
        #expect(throws: LeaseRefused.self) {
            try take(bench, after: .seconds(29), holderLives: false) { $0.host = "deploy-2" }
        }
        #expect(throws: LeaseRefused.self) {
            try take(bench, after: .seconds(29), holderLives: false) { $0.bootID = "later" }
        }
    }

    @Test func `30 s of silence alone do not give the lease away`() throws {
        let bench = try Bench()
        let refusal = try #require(throws: LeaseRefused.self) {
            try take(bench, after: .seconds(40), holderLives: true)
        }
        #expect(refusal.canTakeOver)
        #expect(refusal.description.hasSuffix("works now, after more than 30 s of silence."))
    }

    @Test(arguments: [(29_999, false), (30_000, true)])
    func `a silent holder is replaced on demand after 30 s`(silence: Int, works: Bool) throws {
        let bench = try Bench()
        let token = try? take(
            bench,
            after: .milliseconds(silence),
            takeOver: true,
            holderLives: true
        )
        #expect((token != nil) == works)
    }

    @Test func `a heartbeat begins the 30 s anew`() throws {
        let bench = try Bench()
        let later = Example.start + .seconds(20)
        try SQLiteJournal(bench.file, lease: bench.lease, now: { later }).heartbeat()
        #expect(try bench.reader().leaseHolder()?.heartbeat == later)
        #expect(throws: LeaseRefused.self) {
            try take(bench, after: .seconds(40), takeOver: true, holderLives: true)
        }
    }

    @Test func `a lease given back is free, and its token is not used again`() throws {
        let bench = try Bench()
        try Lease(bench.file).giveBack(bench.lease)
        #expect(try bench.reader().leaseHolder() == nil)
        #expect(try take(bench, after: .zero, holderLives: true).rawValue == 2)
    }

    @Test func `who lost the lease can't give it back`() throws {
        let bench = try Bench()
        let newer = try take(bench, after: .zero, holderLives: false)
        try Lease(bench.file).giveBack(bench.lease)
        #expect(try bench.reader().leaseHolder()?.token == newer)
    }
}
