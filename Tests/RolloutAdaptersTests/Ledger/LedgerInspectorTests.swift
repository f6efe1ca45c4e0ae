import RolloutCore
import TestSupport
import Testing

@testable import RolloutAdapters

@Suite struct LedgerInspectorTests {
    private func record(
        _ outcome: Outcome,
        in environment: String,
        release: Int = 1,
        label: String = "2.0"
    ) -> LedgerRecord {
        LedgerRecord(
            service: ServiceName(rawValue: "shop"),
            environment: environment,
            release: ReleaseID(rawValue: release),
            label: label,
            digest: .fixture(label),
            outcome: outcome,
            by: "ada",
            at: Timestamp(seconds: 1_790_000_000 + Int64(release))
        )
    }

    private func checks(_ ledger: Ledger, validatedIn: String? = "staging") async -> [Check] {
        await LedgerInspector { ledger }
            .preflight(.short { $0.validatedIn = validatedIn }, at: Timestamp(seconds: 0))
    }

    private let bad = Outcome.rolledBack(.crashes(2, detail: ""))

    @Test func `bytes that succeeded there pass`() async {
        let records = [
            record(.succeeded, in: "staging"), record(.refused, in: "staging", release: 2),
        ]
        let found = await checks(Ledger(records))
        #expect(found.map(\.name) == ["validated in staging", "not rejected before"])
        #expect(found.allSatisfy { $0.passed && $0.mayBeOverridden })
        #expect(found.first?.finding.contains("as r1 of 2026-09-21, started by ada") == true)
    }

    @Test func `bytes that only failed there do not`() async {
        let found = await checks(Ledger([record(bad, in: "staging")]))
        #expect(found.map(\.passed) == [false, true])
        #expect(found.first?.finding.contains("and it was rolled back. Release it in") == true)
    }

    @Test func `other bytes, services and environments do not count`() async {
        var foreign = record(.succeeded, in: "staging")
        foreign.service = ServiceName(rawValue: "other")
        let records = [
            foreign, record(.succeeded, in: "production"),
            record(.succeeded, in: "staging", label: "1.9"),
        ]
        let found = await checks(Ledger(records))
        #expect(found.first?.passed == false)
        #expect(found.first?.finding.contains("was never released there") == true)
    }

    @Test func `what cannot be read is no success`() async {
        let found = await checks(Ledger(gaps: [.init("the journal x cannot be read")]))
        #expect(found.map(\.passed) == [false, false])
        #expect(found.allSatisfy { $0.finding.contains("the journal x cannot be read") })
    }

    @Test func `what cannot be read of another environment says nothing of this one`() async {
        let found = await checks(
            Ledger(gaps: [.init("x", environment: "demo")]),
            validatedIn: nil
        )
        #expect(found.map(\.name) == ["not rejected before"])
        #expect(found.map(\.passed) == [true])
    }

    @Test func `bytes that were rejected here fail until they succeed`() async {
        let rejected = record(bad, in: "test", release: 2)
        let before = record(.succeeded, in: "test", release: 1)
        let person = record(.rolledBack(.person(.ada, reason: nil)), in: "test", release: 3)
        let found = await checks(Ledger([before, rejected, person]), validatedIn: nil)
        #expect(found.map(\.passed) == [false])
        #expect(found.first?.finding.contains("rejected here as r2 of 2026-09-21") == true)
        let after = record(.succeeded, in: "test", release: 4)
        #expect(await checks(Ledger([before, rejected, after]), validatedIn: nil)[0].passed)
    }

    @Test func `bytes that were rejected elsewhere pass here`() async {
        let found = await checks(Ledger([record(bad, in: "staging")]), validatedIn: nil)
        #expect(found.map(\.passed) == [true])
        #expect(found.first?.finding.contains("was never rejected here.") == true)
    }
}
