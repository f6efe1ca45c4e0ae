import ReleaseReports
import RolloutCore
import TestSupport
import Testing

extension Told {
    /// A release that its error rate turned back at 50%.
    static func rolledBack(_ change: (inout Plan) -> Void = { _ in }) -> Told {
        var told = Told(plan: plan(change))
        told.reachFirstWeight()
        told.wait(8)
        told.confirmShift()
        told.canaryFailures = 20
        for _ in 0..<20 where told.rollout.cause == nil { told.wait(1) }
        told.finishRollback()
        return told
    }
}

@Suite("Reports of rollbacks")
struct RollbackReportTests {
    private let told = Told.rolledBack()

    @Test func `the rollback is told with its cause, its weight and its times`() throws {
        let report = try #require(ReleaseReport(told.entries))
        let way = try #require(report.wayBack)
        guard case .criterion(.errorRate, _) = way.cause else {
            Issue.record("another cause: \(way.cause)")
            return
        }
        #expect(way.from == Weight(percent: 50))
        #expect(way.returned == .milliseconds(40))
        #expect(way.finished == .milliseconds(340))
        #expect(way.stopped == 3)
        #expect(report.end?.outcome.name == "rolled back")
        #expect(report.headline.hasPrefix("shop 2.0 was rolled back from 50% in test after "))
    }

    @Test func `the decision carries the verdict in the words that were journaled`() throws {
        let report = try #require(ReleaseReport(told.entries))
        let decision = try #require(report.decisions.first { $0.title.hasPrefix("rollback") })
        let journaled = told.entries.compactMap { entry -> String? in
            guard case .judged(.errorRate, let verdict) = entry.event, verdict.kind == .worse else {
                return nil
            }
            return verdict.evidence.sentence
        }
        #expect(decision.evidence.first?.metric == .errorRate)
        #expect(decision.evidence.first?.verdict.evidence.sentence == journaled.last)
    }

    @Test func `the same evidence is not told twice`() throws {
        let report = try #require(ReleaseReport(told.entries))
        let worse = report.decisions.flatMap(\.evidence).filter { $0.verdict.kind == .worse }
        #expect(worse.count == 1)
        let decision = try #require(report.decisions.first { $0.title.hasPrefix("rollback") })
        #expect(decision.reason == nil)
    }

    @Test func `extra failed requests are those beyond what stable would have had`() throws {
        let report = try #require(ReleaseReport(told.entries))
        #expect(report.cost.stableErrors == 0)
        #expect(report.cost.extraErrors == Double(report.cost.canaryErrors))
        #expect(report.cost.canaryErrors > 0)
    }

    @Test func `a release that nothing served before says nothing of extra failures`() throws {
        var told = Told(plan: plan { $0.stable = nil })
        told.wait(2)
        var only = told.entries
        only.removeAll { if case .sampled = $0.event { true } else { false } }
        let entries = only.enumerated().map { index, entry in
            Entry(release: entry.release, sequence: index + 1, at: entry.at, event: entry.event)
        }
        #expect(try #require(ReleaseReport(entries)).cost.extraErrors == nil)
    }

    @Test func `each instance is told from its start to its end`() throws {
        let report = try #require(ReleaseReport(told.entries))
        #expect(report.instances.map(\.id.number) == [1, 2, 3, 4, 5, 6])
        let canary = try #require(report.instances.last)
        #expect(canary.arm == .canary && canary.readyAfter == .seconds(3))
        #expect(canary.report.state == .stopped && canary.requests > 0)
        #expect(report.instances[0].readyAfter == nil)
    }

    @Test func `the worst verdict is kept, and first seconds without numbers count least`() throws {
        let report = try #require(ReleaseReport(told.entries))
        #expect(report.worst[.errorRate]?.kind == .worse)
        #expect(report.worst[.p95]?.kind != .undecided)
    }
}
