import RolloutCore
import TerminalUI
import Testing

@testable import Dashboard

@Suite struct ChartHistory {
    private let key = MetricHistory.Key(metric: .errorRate, arm: .canary)

    private func sample(_ second: Int64, errors: Int, of requests: Int) -> Sample {
        var sample = Sample(second: Timestamp(seconds: second))
        sample.hasTraffic = true
        sample.canary = Traffic(requests: requests, errors: errors)
        return sample
    }

    @Test func `a second without requests is a gap and not zero`() {
        var history = MetricHistory()
        history.add(sample(100, errors: 1, of: 50), for: Shop.criteria)
        history.add(sample(101, errors: 0, of: 0), for: Shop.criteria)
        history.add(sample(103, errors: 0, of: 50), for: Shop.criteria)
        let values = history.values(of: key, from: Timestamp(seconds: 99), count: 5)
        #expect(values == [nil, 2, nil, nil, 0])
    }

    @Test func `a second whose records were not read is a gap`() {
        var history = MetricHistory()
        var unread = sample(100, errors: 0, of: 50)
        unread.hasTraffic = false
        history.add(unread, for: Shop.criteria)
        #expect(!history.has(key))
    }

    @Test func `an hour is kept and not much more`() {
        var series = Series()
        for second in 0..<Int64(MetricHistory.capacity * 2) {
            series.set(1, at: Timestamp(seconds: second))
        }
        let all = series.values(from: Timestamp(seconds: 0), count: MetricHistory.capacity * 2)
        let kept = all.compactMap(\.self).count
        #expect(kept >= MetricHistory.capacity)
        #expect(kept <= MetricHistory.capacity * 11 / 10)
    }

    @Test func `a gap longer than what is kept forgets what was before`() {
        var series = Series()
        series.set(1, at: Timestamp(seconds: 0))
        series.set(2, at: Timestamp(seconds: 1_000_000))
        #expect(series.values(from: Timestamp(seconds: 999_999), count: 2) == [nil, 2])
    }

    @Test func `a chart stands still until a group of seconds is full`() {
        let starts = (120..<123).map {
            TimeAxis(now: Timestamp(seconds: $0), span: 300, points: 100).start
        }
        #expect(Set(starts).count == 1)
        let next = TimeAxis(now: Timestamp(seconds: 123), span: 300, points: 100)
        #expect(next.start - starts[0] == .seconds(3))
        #expect(next.length == 300)
    }
}

@Suite struct EventWords {
    @Test func `measurements make no line`() {
        let sample = Event.sampled(Sample(second: Shop.opening))
        #expect(Wording(sample, plan: Shop.plan) == nil)
    }

    @Test func `criteria that pass at every weight make no lines`() {
        let script = Scenario.waiting.dashboard(size: Size(width: 80, height: 24))
        #expect(!script.picture.log.lines.contains { $0.kind == "verdict" })
    }

    @Test func `a criterion over its limit is told, and that it passes again`() {
        let kinds: [(Verdict.Kind, Double)] = [
            (.undecided, 0.9), (.pass, 0.2), (.undecided, 1.2), (.undecided, 1.3), (.worse, 2),
            (.undecided, 0.9), (.pass, 0.5), (.pass, 0.5), (.unmeasured, 0), (.undecided, 0),
        ]
        var script = ReleaseScript()
        for (kind, used) in kinds {
            var evidence = Evidence("used \(used)")
            evidence.limitUsed = used
            script.record([.judged(.p99, Verdict(kind, evidence))])
        }
        var dashboard = DashboardModel(size: Size(width: 80, height: 24), now: script.now)
        dashboard.play(script)
        let told = dashboard.picture.log.lines.filter { $0.kind == "verdict" }.map(\.sentence)
        #expect(
            told == [
                "p99 latency undecided: used 1.2", "p99 latency worse: used 2.0",
                "p99 latency pass: used 0.5", "p99 latency unmeasured: used 0.0",
            ]
        )
    }

    @Test func `who opened a gate past a worse criterion is said with the reason`() {
        let how = GateOpening.person(
            Shop.alice,
            past: ["p99 latency: canary 398 ms"],
            overriding: [.p99],
            reason: "known slow page"
        )
        let words = Wording(.gateOpened(stage: 1, how: how), plan: Shop.plan)
        #expect(
            words?.sentence == "alice opened gate 2 of 4 over p99 latency, reason: known slow page"
        )
        #expect(words?.glyph == "!")
    }

    @Test func `a failure says what happens next`() {
        let failure = Failure(.timedOut, "no answer within 5 s")
        let event = Event.operationFailed(
            .watchRouter,
            failure,
            attempt: 3,
            retryAfter: .milliseconds(800)
        )
        #expect(
            Wording(event, plan: Shop.plan)?.sentence
                == "could not read the router: no answer within 5 s, 3 times now; "
                + "tried again in 800 ms"
        )
    }

    @Test func `escape sequences from outside do not reach the canvas`() {
        var script = ReleaseScript()
        script.record([.annotated("red \u{1B}[31malert", by: Shop.alice)])
        var dashboard = DashboardModel(size: Size(width: 80, height: 24), now: script.now)
        dashboard.play(script)
        #expect(!dashboard.canvas.text.contains("\u{1B}"))
        #expect(dashboard.canvas.text.contains("alert"))
    }
}

@Suite struct PlainText {
    @Test func `a release without a terminal is one line a change`() {
        var script = ReleaseScript()
        script.finishPreflight()
        script.startInstances()
        script.confirmShift()
        var lines = PlainLines()
        let text = script.entries.flatMap { lines.lines(for: $0) }
        #expect(
            text.first == "14:00:00Z alice started release r7: storefront 1.0 → 2.0 in production"
        )
        #expect(text.contains("14:00:02Z all 8 checks passed"))
        #expect(text.contains("14:00:28Z shifting to 5% (stage 1 of 4)"))
        #expect(text.last == "14:00:28Z router reports 5% on the canary")
    }

    @Test func `an instance that starts as usual has two lines`() {
        var script = ReleaseScript()
        script.finishPreflight()
        script.bring(5, to: .starting, detail: "startup: connection refused")
        for second in 0...3 { script.bring(5, to: .starting, detail: "soaking \(second) of 3 s") }
        script.bring(5, to: .ready)
        #expect(
            lines(of: script, about: "storefront-5 ") == [
                "storefront-5 is starting (pid 4205)", "storefront-5 is ready at 127.0.0.1:9105",
            ]
        )
    }

    @Test func `of an instance that starts slowly each check is told once`() {
        var script = ReleaseScript()
        script.finishPreflight()
        script.bring(5, to: .starting)
        script.wait(6)
        for second in 0...9 { script.bring(5, to: .starting, detail: "soaking \(second) of 10 s") }
        script.bring(5, to: .starting, detail: "readiness: 503 pool exhausted")
        script.bring(5, to: .starting, detail: "soaking 0 of 10 s")
        #expect(
            lines(of: script, about: "storefront-5 ").dropFirst() == [
                "storefront-5 is starting (pid 4205): soaking 0 of 10 s",
                "storefront-5 is starting (pid 4205): readiness: 503 pool exhausted",
            ]
        )
    }

    private func lines(of script: ReleaseScript, about name: String) -> [String] {
        var lines = PlainLines()
        let all = script.entries.flatMap { lines.lines(for: $0) }
        return all.filter { $0.contains(name) }.map { "\($0.dropFirst(10))" }
    }

    @Test func `a verdict that is what it was makes no line`() {
        var script = ReleaseScript()
        script.reachQuarter()
        let pass = Verdict(.pass, Evidence("canary 0%"))
        script.record([.judged(.p99, Verdict(.worse, Evidence("slow"))), .judged(.p99, pass)])
        var lines = PlainLines()
        for entry in script.entries { _ = lines.lines(for: entry) }
        let before = script.entries.count
        script.record([.judged(.p99, pass), .judged(.p99, pass)])
        #expect(script.entries[before...].flatMap { lines.lines(for: $0) }.isEmpty)
    }

    @Test func `every failed check has its line`() {
        var script = ReleaseScript()
        script.finishPreflight(Shop.failedChecks)
        var lines = PlainLines()
        let text = script.entries.flatMap { lines.lines(for: $0) }
        #expect(
            text.contains("14:00:02Z ! 3 of 8 checks failed: artifact digest, secrets and ports")
        )
        #expect(text.filter { $0.hasPrefix("  ") }.count == 3)
    }
}

@Suite struct WhatComesNext {
    private func text(_ plan: Plan) -> String {
        var script = ReleaseScript(plan: plan)
        script.finishPreflight()
        script.startInstances()
        script.confirmShift()
        script.wait(30)
        var dashboard = DashboardModel(size: Size(width: 200, height: 50), now: script.now)
        dashboard.play(script)
        return dashboard.canvas.text
    }

    @Test func `with gates that open by themselves the earliest 100% is said`() {
        var plan = Shop.plan
        plan.stages[2].gate = .automatic
        // 30 s of 120 s are over; 300 s at 25% and at 50% follow.
        #expect(text(plan).contains("earliest 100% at 14:12:28"))
    }

    @Test func `with a person's gate ahead nobody knows when 100% comes`() {
        #expect(!text(Shop.plan).contains("earliest"))
    }

    @Test func `while it holds, the screen names the keys that decide`() {
        let canvas = Scenario.holding.dashboard(size: Size(width: 120, height: 36)).canvas
        #expect(canvas.text.contains("a person decides: O overrides, B steps back, R rolls back"))
    }
}

@Suite struct Farewells {
    private func farewell(_ scenario: Scenario) -> [String] {
        scenario.dashboard(size: Size(width: 80, height: 24)).farewell
    }

    @Test func `who leaves is told where the release is and how to come back`() {
        let lines = farewell(.waiting)
        #expect(lines.first?.contains("storefront r7 1.0 → 2.0: baking, 50% on 2.0") == true)
        #expect(lines.contains { $0.contains("handoff watch storefront") })
        #expect(lines.contains { $0.contains("waits at the next gate unless somebody watches") })
    }

    @Test func `the end is told with its cause`() {
        #expect(
            farewell(.rolledBack) == [
                "storefront r7 1.0 → 2.0: rolled back at 2026-11-23 14:03:39Z",
                "  alice asked: p99 is worse since 14:03",
            ]
        )
    }

    @Test func `a refusal lists every failed check`() {
        #expect(farewell(.refused).count == 4)
    }
}

@Suite struct Clocks {
    @Test(arguments: [
        (0, "1970-01-01", "00:00:00"), (951_868_799, "2000-02-29", "23:59:59"),
        (951_868_800, "2000-03-01", "00:00:00"), (1_795_442_400, "2026-11-23", "14:00:00"),
        (-1, "1969-12-31", "23:59:59"), (4_107_542_399, "2100-02-28", "23:59:59"),
    ])
    func `a moment has its day and time in UTC`(seconds: Int64, day: String, clock: String) {
        let moment = Timestamp(seconds: seconds)
        #expect(moment.day == day)
        #expect(moment.clock == clock)
    }

    @Test func `a count down ends at zero`() {
        #expect(Duration.milliseconds(999).clock == "00:00")
        #expect(Duration.seconds(-5).clock == "00:00")
        #expect(Duration.seconds(3_723).clock == "1:02:03")
    }
}
