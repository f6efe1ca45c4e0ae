import ReleaseReports
import RolloutCore
import TestSupport
import Testing

/// A plan with a person's gate after 5% and time to say something.
func plan(gate: Gate = .automatic, _ change: (inout Plan) -> Void = { _ in }) -> Plan {
    .short { plan in
        plan.stages = [
            Stage(weight: Weight(percent: 5), bake: .seconds(4), gate: gate),
            Stage(weight: Weight(percent: 50), bake: .seconds(4)),
            Stage(weight: .full, bake: .zero),
        ]
        plan.rehearsal = .off
        change(&plan)
    }
}

@Suite("Reports of releases")
struct ReleaseReportTests {
    @Test func `without entries there is no report`() {
        #expect(ReleaseReport([]) == nil)
    }

    @Test func `the three sorts of time of all steps add up to the whole release`() throws {
        var told = Told(plan: plan(gate: .person))
        told.reachFirstWeight()
        told.wait(9)
        told.command(.advance(full: false, override: false), "looks right")
        told.confirmShift()
        told.wait(6)
        let report = try #require(ReleaseReport(told.entries))
        let sum = report.times.reduce(Duration.zero) { $0 + $1.total }
        #expect(sum == report.duration)
        #expect(report.duration == told.now - Told.opening)
    }

    @Test func `time at a gate where only a person is missing is that person's`() throws {
        var told = Told(plan: plan(gate: .person))
        told.reachFirstWeight()
        told.wait(20)
        let awaited = try #require(
            told.entries.first { $0.event == .answerAwaited },
            "nobody was waited for"
        )
        told.command(.advance(full: false, override: false), nil)
        let report = try #require(ReleaseReport(told.entries))
        let time = try #require(report.times.first { $0.step == .weight(Weight(percent: 5)) })
        #expect(time.person == told.now - awaited.at)
        #expect(time.watching > .zero)
    }

    @Test func `a pause is a person's time in whatever step it comes`() throws {
        var told = Told(plan: plan())
        told.reachFirstWeight()
        told.command(.pause, "lunch")
        told.wait(7)
        told.command(.resume, by: Told.bob, nil)
        let report = try #require(ReleaseReport(told.entries))
        let person = report.times.reduce(Duration.zero) { $0 + $1.person }
        #expect(person == .seconds(7))
        #expect(report.deeds.map(\.what) == ["started the release", "paused", "resumed"])
        #expect(report.deeds.map(\.by.name) == ["alice", "alice", "bob"])
        #expect(report.deeds[1].reason == "lunch")
    }

    @Test func `the weights are those the router reported, each with what was served at it`() throws
    {
        var told = Told(plan: plan())
        told.reachFirstWeight()
        told.wait(8)
        told.confirmShift()
        told.wait(3)
        let report = try #require(ReleaseReport(told.entries))
        #expect(report.weights.map(\.weight?.description) == ["0%", "5%", "50%"])
        let canary = report.figures.map(\.canary.requests)
        #expect(canary[0] == 0 && canary[1] > 0 && canary[2] > 0)
        let all = report.figures.reduce(0) { $0 + $1.canary.requests + $1.stable.requests }
        let samples = told.entries.count { if case .sampled = $0.event { true } else { false } }
        #expect(all == samples * 100)
    }

    @Test func `a refused command is told with who asked and why it was refused`() throws {
        var told = Told(plan: plan())
        told.command(.stepBack, by: Told.bob, "too fast")
        let report = try #require(ReleaseReport(told.entries))
        let deed = try #require(report.deeds.last)
        #expect(deed.by == Told.bob && deed.what == "asked to step-back")
        #expect(deed.reason == "too fast")
        #expect(deed.refusal?.hasPrefix("not stepped back") == true)
    }

    @Test func `a release under way has no end and says where it stands`() throws {
        var told = Told(plan: plan())
        told.reachFirstWeight()
        told.wait(1)
        let report = try #require(ReleaseReport(told.entries))
        #expect(report.end == nil && report.isFine == nil)
        #expect(report.headline == "shop 2.0 is under way in test: baking")
    }

    @Test func `a builder that gets one entry after the other makes the same report`() throws {
        let told = Told.rolledBack()
        let last = try #require(told.entries.last)
        var builder = ReportBuilder(from: Told.opening, through: last.at)
        #expect(builder.report == nil)
        for entry in told.entries { builder.take(entry) }
        #expect(builder.report == ReleaseReport(told.entries))
    }
}
