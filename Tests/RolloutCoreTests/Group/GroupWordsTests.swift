import TestSupport
import Testing

@testable import RolloutCore

/// What a group says of itself, and of commands it refuses.
@Suite struct GroupWordsTests {
    private static let ada = Operator.ada
    private static let moment = Timestamp(seconds: 1_000)
    private static let api = ComponentName(rawValue: "api")
    private static let web = ComponentName(rawValue: "web")

    private static func plan(_ edges: [String: [String]]) -> GroupPlan {
        GroupPlan(
            name: ServiceName(rawValue: "shop"),
            environment: "test",
            components: edges.sorted { $0.key < $1.key }.map { name, after in
                ComponentPlan(
                    name: ComponentName(rawValue: name),
                    service: ServiceName(rawValue: "shop-\(name)"),
                    file: "/plans/\(name).yaml",
                    after: after.map(ComponentName.init)
                )
            }
        )
    }

    /// A group to which that happened after its start.
    private func group(_ events: [GroupEvent] = []) -> Group {
        let start = GroupStarted(
            number: 1,
            plan: Self.plan(["api": [], "web": ["api"]]),
            by: Self.ada,
            version: "test"
        )
        let all: [GroupEvent] = [.groupStarted(start)] + events
        let entries = all.enumerated().map { number, event in
            GroupEntry(sequence: number + 1, at: Self.moment, event: event)
        }
        var group = Group(entries[0])
        for entry in entries.dropFirst() { group.apply(entry) }
        return group
    }

    private func refusal(_ verb: Command.Verb, _ events: [GroupEvent] = []) -> String? {
        let rejection = #expect(throws: Rejection.self) {
            try group(events).decide(.command(Command(verb, by: Self.ada)), at: Self.moment)
        }
        return rejection?.sentence
    }

    @Test func `edges that come back to where they began are a cycle, wherever it lies`() {
        #expect(Self.plan(["a": [], "b": ["a"], "c": ["a", "b"]]).cycle == nil)
        let found = Self.plan(["a": ["b"], "b": ["c"], "c": ["d"], "d": ["c"]]).cycle
        #expect(found?.map(\.rawValue) == ["c", "d", "c"])
        #expect(Self.plan(["a": ["a"]]).cycle?.map(\.rawValue) == ["a", "a"])
        #expect(Self.plan(["a": ["gone"]]).cycle == nil)
    }

    @Test func `who waits for a component is known by its edges`() {
        let plan = Self.plan(["api": [], "mail": ["api"], "web": ["api", "mail"]])
        #expect(plan.dependants(of: Self.api).map(\.rawValue) == ["mail", "web"])
        #expect(plan.dependants(of: Self.web).isEmpty)
        #expect(plan.component(ComponentName(rawValue: "gone")) == nil)
        #expect("\(Self.api)" == "api")
    }

    @Test func `a command that does not fit is refused with the reason`() {
        let back = GroupEvent.rollbackStarted(.person(Self.ada, reason: "enough"))
        #expect(refusal(.resume) == "not resumed: it is not paused.")
        #expect(
            refusal(.pause, [.paused(by: Self.ada, reason: nil)])
                == "not paused again: ada paused it already."
        )
        #expect(
            refusal(.pause, [back]) == "not paused: it rolls back, and nothing stops that."
        )
        #expect(
            refusal(.rollback, [back]) == "not done: it rolls back already: ada asked: enough."
        )
        #expect(
            refusal(.stepBack)?.hasSuffix(
                "is for one component. Name its service: `shop-api` and `shop-web`."
            ) == true
        )
    }

    @Test(arguments: [
        (GroupOutcome.succeeded, "succeeded"), (.refused, "was refused"),
        (.rolledBack(.person(.ada, reason: nil)), "was rolled back"),
        (.aborted(.ada), "was aborted"),
        (.rollbackFailed(.person(.ada, reason: nil), left: "web"), "could not be rolled back"),
    ])
    func `a group that is over refuses everything but a note, with how it ended`(
        _ outcome: GroupOutcome,
        _ clause: String
    ) throws {
        let over = [GroupEvent.ended(outcome)]
        #expect(
            refusal(.pause, over) == "not done: the group shop is over, it \(clause). "
                + "Start it again with `handoff run`."
        )
        let note = Command(.annotate, by: .ada, reason: "why")
        let events = try group(over).decide(.command(note), at: Self.moment)
        #expect(events == [.annotated("why", by: .ada)])
        let phase = group(over).phase
        #expect(phase.name == outcome.name && phase.since == Self.moment)
        #expect(clause.contains(outcome.name) || outcome.name == "rollback failed")
    }

    @Test func `every phase has a name of one or two words and a beginning`() {
        let cause = GroupCause.person(Self.ada, reason: nil)
        let phases: [GroupPhase] = [
            .checking(since: Self.moment), .releasing(since: Self.moment),
            .finishing(since: Self.moment), .returning(cause, since: Self.moment),
        ]
        #expect(phases.map(\.name) == ["preflight", "releasing", "finishing", "rolling back"])
        #expect(phases.allSatisfy { $0.since == Self.moment })
    }

    @Test func `a cause is told by its component and by what became of it`() {
        let errors = Cause.criterion(.errorRate, evidence: "2% vs 1%")
        let asked = Cause.person(Self.ada, reason: "enough")
        func sentence(_ trouble: GroupCause.Trouble) -> String {
            GroupCause.component(Self.web, trouble).sentence
        }
        #expect(sentence(.notStarted("no such file")) == "web did not start: no such file")
        #expect(sentence(.rollingBack(errors)) == "web rolls back: error rate: 2% vs 1%")
        #expect(sentence(.ended(.refused)) == "web refused")
        #expect(sentence(.ended(.rolledBack(asked))) == "web rolled back: ada asked: enough")
        #expect(GroupCause.person(Self.ada, reason: nil).sentence == "ada asked")
    }

    @Test func `whether a person wanted it is known however it came`() {
        let errors = Cause.criterion(.errorRate, evidence: "worse")
        let asked = Cause.person(Self.ada, reason: nil)
        func isPersons(_ trouble: GroupCause.Trouble) -> Bool {
            GroupCause.component(Self.api, trouble).isPersons
        }
        #expect(GroupCause.person(Self.ada, reason: nil).isPersons)
        #expect(isPersons(.rollingBack(asked)) && !isPersons(.rollingBack(errors)))
        #expect(isPersons(.ended(.aborted(Self.ada))))
        #expect(isPersons(.ended(.rollbackFailed(asked, left: "x"))))
        #expect(!isPersons(.ended(.rolledBack(errors))) && !isPersons(.ended(.succeeded)))
        #expect(!isPersons(.notStarted("words")))
    }
}
