import ReleaseReports
import RolloutCore
import TestSupport
import Testing

@Suite("Comparisons of two releases")
struct ReleaseComparisonTests {
    private static func good() -> Told {
        var told = Told(plan: plan { $0.canary.label = "2.1" })
        told.reachFirstWeight()
        told.wait(8)
        told.confirmShift()
        told.wait(6)
        return told
    }

    private static func rows() throws -> [ReleaseComparison.Row] {
        let first = try #require(ReleaseReport(Told.rolledBack().entries))
        let second = try #require(ReleaseReport(good().entries))
        return ReleaseComparison(first, second).rows
    }

    private static func row(_ name: String) throws -> ReleaseComparison.Row {
        try #require(try rows().first { $0.name == name }, "no row \(name)")
    }

    @Test func `outcomes and labels stand beside each other`() throws {
        #expect(try Self.row("outcome").first == "rolled back")
        #expect(try Self.row("outcome").second == "under way")
        #expect(try Self.row("revision").second == "2.1")
    }

    @Test func `a step that only one came to has a dash for the other`() throws {
        let rollback = try #require(
            try Self.rows().first { $0.part == .time && $0.name == "rollback" }
        )
        #expect(rollback.first == "340 ms" && rollback.second == "–")
        #expect(rollback.change == "")
    }

    @Test func `error rates are compared in points and latencies in percent`() throws {
        let errors = try Self.row("50% error rate")
        #expect(errors.second == "0.00%" && errors.change.hasSuffix(" points"))
        #expect(errors.change.hasPrefix("-"))
        #expect(try Self.row("5% p95").change == "+0%")
    }

    @Test func `extra failed requests and worst verdicts are there`() throws {
        #expect(try Self.row("extra failed").second == "about 0")
        #expect(try Self.row("error rate").first == "worse")
    }

    @Test func `what differs in the plans is told by name`() throws {
        let before = Told.rolledBack()
        let after = Told.rolledBack { $0.warm = .seconds(90) }
        let comparison = ReleaseComparison(
            try #require(ReleaseReport(before.entries)),
            try #require(ReleaseReport(after.entries))
        )
        let plans = comparison.rows.filter { $0.part == .plan }
        #expect(plans.map(\.name) == ["steps: warm"])
        #expect(plans.first?.first == "2 s" && plans.first?.second == "1 m 30 s")
    }

    @Test func `two releases of one number are told apart`() throws {
        let report = try #require(ReleaseReport(Told.rolledBack().entries))
        #expect(ReleaseComparison(report, report).names == ("1st r7", "2nd r7"))
    }
}
