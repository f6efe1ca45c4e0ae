import RolloutCore
import TestSupport
import Testing

@Suite struct CommandTests {
    private func at(_ phase: String, stage: Int? = nil) -> RolloutProbe {
        var probe = RolloutProbe()
        probe.reach(phase, stage: stage)
        return probe
    }

    private func rejection(_ probe: RolloutProbe, _ verb: Command.Verb) -> Rejection? {
        probe.rollout.availability(of: verb, at: probe.now, judge: probe.judge)
    }

    private func refusal(_ probe: RolloutProbe, _ verb: Command.Verb) -> String {
        rejection(probe, verb)?.sentence ?? ""
    }

    private static let advance = Command.Verb.advance(full: false, override: false)

    @Test(arguments: [
        ("preflight", 0), ("starting", 0), ("shifting", 1), ("retiring", 3), ("succeeded", 3),
    ])
    func `advance is refused where no gate is`(_ phase: String, _ stage: Int) {
        let probe = at(phase)
        #expect(refusal(probe, Self.advance).hasPrefix("not "))
    }

    @Test func `advance skips the rest of a bake and says what it passed`() throws {
        var probe = at("baking", stage: 1)
        let events = try probe.command(Self.advance, reason: "quiet hour")
        guard
            case .gateOpened(stage: 1, .person(.ada, let past, let overriding, let reason)) =
                events.dropFirst(2).first
        else {
            Issue.record("decided \(events)")
            return
        }
        #expect(past == ["baking at 25%, 1 s left"])
        #expect(overriding == [])
        #expect(reason == "quiet hour")
        #expect(probe.rollout.split.asked == Weight(percent: 50))
    }

    @Test(arguments: [Verdict.Kind.worse, .unmeasured])
    func `advance needs override and reason past a criterion that is not fine`(
        _ kind: Verdict.Kind
    ) throws {
        var probe = at("baking", stage: 1)
        probe.judge = ScriptedJudge([.p95: kind])
        #expect(rejection(probe, Self.advance)?.remedy == .override)
        let override = Command.Verb.advance(full: false, override: true)
        #expect(throws: Rejection.self) { try probe.command(override) }
        #expect(throws: Rejection.self) { try probe.command(override, reason: "") }
        try probe.command(override, reason: "known noise")
        #expect(probe.rollout.overridden == [.p95])
        probe.reach("baking", stage: 2)
        #expect(!probe.blocked.contains(.worse) && !probe.blocked.contains(.unmeasured))
    }

    @Test func `a criterion passed on purpose is not held for again`() throws {
        var probe = RolloutProbe(.short { $0.criteria[1].onWorse = .hold })
        probe.reach("baking", stage: 1)
        probe.judge = ScriptedJudge([.p95: .worse])
        try probe.command(.advance(full: false, override: true), reason: "known noise")
        probe.see(.sample(Sample(second: probe.now)))
        #expect(probe.rollout.hold == nil)
    }

    @Test func `advance may pass what is only undecided`() throws {
        var probe = at("baking", stage: 1)
        probe.judge = ScriptedJudge([.p95: .undecided])
        try probe.command(Self.advance)
        #expect(probe.rollout.phase.name == "shifting")
    }

    @Test func `advance is refused while an instance is not where it must be`() {
        var probe = at("baking", stage: 1)
        probe.see(.weight(nil))
        let sentence = "not advanced: the router cannot be read. Advance again when it is."
        #expect(refusal(probe, Self.advance) == sentence)
    }

    @Test func `advance ends a hold`() throws {
        var probe = at("baking", stage: 1)
        probe.fold(.held(Hold(since: probe.now, reason: "p95", metric: .p95)))
        let events = try probe.command(Self.advance)
        #expect(events.first == .holdEnded(by: .ada))
        #expect(probe.rollout.hold == nil)
    }

    @Test func `advancing fully opens every later gate by itself`() throws {
        var probe = RolloutProbe(.short { $0.stages[2].gate = .person })
        probe.reach("baking", stage: 1)
        try probe.command(.advance(full: true, override: false))
        #expect(probe.rollout.isAdvancingFully)
        probe.carryOutAll()
        #expect(probe.rollout.phase.name == "warm")
        #expect(probe.blocked == [.time])
    }

    @Test func `a step back ends advancing fully`() throws {
        var probe = at("baking", stage: 1)
        try probe.command(.advance(full: true, override: false))
        try probe.command(.stepBack)
        #expect(!probe.rollout.isAdvancingFully)
        probe.carryOutAll()
        #expect(probe.rollout.phase.name == "baking")
        #expect(probe.blocked == [.person, .time])
    }

    @Test(arguments: [("shifting", 2, 25), ("baking", 1, 5), ("warm", 3, 50)])
    func `a step back goes one weight down`(_ phase: String, _ stage: Int, _ percent: Int) throws {
        var probe = RolloutProbe()
        probe.reach(phase, stage: phase == "warm" ? nil : stage)
        try probe.command(.stepBack)
        #expect(probe.rollout.split.asked == Weight(percent: percent))
        probe.carryOutAll()
        probe.wait(.seconds(60))
        #expect(probe.blocked == [.person])
    }

    @Test func `a step back names its person and the reason`() throws {
        var probe = at("baking", stage: 1)
        let shift = Shift(
            to: Weight(percent: 5),
            stage: 0,
            cause: .stepBack,
            by: .ada,
            reason: "too fast"
        )
        #expect(try probe.command(.stepBack, reason: "too fast") == [.shiftStarted(shift)])
    }

    @Test(arguments: [("preflight", nil), ("starting", nil), ("baking", 0), ("retiring", nil)])
    func `a step back is refused without a lower weight`(_ phase: String, _ stage: Int?) {
        let probe = at(phase, stage: stage)
        let fact =
            stage == nil
            ? "there is no weight to step back from while \(phase)."
            : "5% is the plan's lowest weight."
        #expect(refusal(probe, .stepBack) == "not stepped back: " + fact)
    }

    @Test func `a pause is one person's and is taken back once`() throws {
        var probe = at("baking", stage: 1)
        #expect(refusal(probe, .resume) == "not resumed: the release is not paused.")
        try probe.command(.pause, reason: "lunch")
        #expect(refusal(probe, .pause).contains("ada paused it already"))
        #expect(refusal(probe, Self.advance).contains("paused by ada"))
        #expect(try probe.command(.resume) == [.resumed(by: .ada)])
    }

    @Test func `resume ends a hold as well`() throws {
        var probe = at("baking", stage: 1)
        try probe.command(.pause)
        probe.fold(.held(Hold(since: probe.now, reason: "p95")))
        #expect(try probe.command(.resume) == [.resumed(by: .ada), .holdEnded(by: .ada)])
    }

    @Test func `a pause is refused where no gate is left`() {
        var probe = RolloutProbe()
        probe.reach("retiring")
        #expect(refusal(probe, .pause).contains("no gate is left to hold"))
    }

    @Test func `a pause never ends judging`() throws {
        var probe = at("baking", stage: 1)
        try probe.command(.pause)
        probe.judge = ScriptedJudge([.errorRate: .worse])
        probe.see(.sample(Sample(second: probe.now)))
        #expect(probe.rollout.phase.name == "rolling back")
    }

    @Test func `a command made on an older picture is refused, a rollback never`() throws {
        var probe = at("baking", stage: 1)
        let seen = probe.rollout.revision
        probe.reach("baking", stage: 2)
        #expect(throws: Rejection.self) { try probe.command(Self.advance, seen: seen) }
        #expect(try probe.command(.pause, seen: probe.rollout.revision).count == 1)
        try probe.command(.rollback, seen: seen)
        #expect(probe.rollout.phase.name == "rolling back")
    }

    @Test func `a note needs nothing and changes nothing`() throws {
        var probe = at("starting")
        let phase = probe.rollout.phase
        #expect(try probe.command(.annotate) == [.annotated("", by: .ada)])
        #expect(probe.rollout.phase == phase)
    }

    @Test func `a command to a release that is over is refused with how it ended`() throws {
        let probe = at("succeeded")
        let words =
            "not done: release r7 is over, it succeeded. Start a new one with `handoff run`."
        #expect(refusal(probe, .pause) == words)
        var same = probe
        #expect(throws: Rejection(words)) { try same.command(.rollback, seen: 1) }
        #expect(try same.command(.annotate, reason: "done") == [.annotated("done", by: .ada)])
    }

    @Test func `every end can be told in a sentence`() {
        let cause = Cause.person(.ada, reason: nil)
        let ends: [Outcome] = [
            .succeeded, .refused, .rolledBack(cause), .aborted(.ada),
            .rollbackFailed(cause, left: "all"),
        ]
        #expect(
            ends.map(\.clause) == [
                "it succeeded", "it was refused", "it was rolled back", "it was aborted",
                "its rollback failed",
            ]
        )
    }

    @Test(arguments: [
        (Rejection.Remedy.resume, "no. `resume` goes on."),
        (.rollback, "no. `rollback` returns all traffic to stable."),
        (.override, "no. `advance --override --reason` passes it, on the record."),
    ])
    func `a remedy is told as it is typed`(_ remedy: Rejection.Remedy, _ words: String) {
        #expect(Rejection("no.", remedy: remedy).typed == words)
        #expect(Rejection("no.").typed == "no.")
    }

    @Test func `verbs are told as they are typed`() {
        let verbs: [Command.Verb] = [
            .pause, .resume, .advance(full: true, override: true), .stepBack, .rollback, .annotate,
        ]
        let words = "pause,resume,advance --full --override,step-back,rollback,annotate"
        #expect(verbs.map(\.words).joined(separator: ",") == words)
    }
}
