import TestSupport
import Testing

@testable import RolloutCore

@Suite struct LedgerTests {
    private func record(
        _ outcome: Outcome,
        release: Int = 1,
        at second: Int64 = 100
    ) -> LedgerRecord {
        LedgerRecord(
            service: ServiceName(rawValue: "shop"),
            environment: "test",
            release: ReleaseID(rawValue: release),
            label: "2.0",
            digest: .fixture("2.0"),
            outcome: outcome,
            by: "ada",
            at: Timestamp(seconds: second)
        )
    }

    @Test func `only what the bytes did wrong rejects them`() {
        let bad: [Cause] = [
            .criterion(.p99, evidence: "slow"), .crashes(2, detail: ""), .notReady(detail: "503"),
        ]
        for cause in bad {
            #expect(record(.rolledBack(cause)).rejection == cause.sentence)
            #expect(record(.rollbackFailed(cause, left: "x")).rejection == cause.sentence)
        }
        let others: [Outcome] = [
            .succeeded, .refused, .aborted(.ada), .rolledBack(.person(.ada, reason: "lunch")),
            .rolledBack(.rehearsal(detail: "")),
        ]
        for outcome in others { #expect(record(outcome).rejection == nil) }
    }

    @Test func `it has the words of the outcome`() {
        let person = Cause.person(.ada, reason: nil)
        let all: [Outcome] = [
            .succeeded, .refused, .aborted(.ada), .rolledBack(person),
            .rollbackFailed(person, left: ""),
        ]
        for outcome in all { #expect(record(outcome).end.rawValue == outcome.name) }
    }

    @Test func `records of one digest come newest first, each once`() {
        let old = record(.refused, at: 100)
        let new = record(.succeeded, release: 2, at: 200)
        var other = record(.succeeded, release: 3, at: 300)
        other.environment = "production"
        let found = Ledger([old, new, other, old])
            .records(of: .fixture("2.0"), ServiceName(rawValue: "shop"), in: "test")
        #expect(found == [new, old])
    }

    @Test func `a gap of unknown place may be about any`() {
        let ledger = Ledger(gaps: [.init("a", environment: "test"), .init("b")])
        #expect(ledger.gaps(in: "test").map(\.sentence) == ["a", "b"])
        #expect(ledger.gaps(in: "production").map(\.sentence) == ["b"])
    }
}
