import RolloutCore
import Testing

/// Every world a small group can come to, by every order of everything that can happen.
@Suite("Groups, walked completely", .timeLimit(.minutes(5)))
struct GroupWalkTests {
    private static let api = ComponentName(rawValue: "api")
    private static let web = ComponentName(rawValue: "web")
    private static let mailer = ComponentName(rawValue: "mailer")

    private static func plan(together: Bool, alone: Bool = false) -> GroupPlan {
        func component(_ name: ComponentName, after: [ComponentName] = []) -> ComponentPlan {
            ComponentPlan(
                name: name,
                service: ServiceName(rawValue: "shop-\(name)"),
                file: "/plans/\(name).yaml",
                after: after
            )
        }
        return GroupPlan(
            name: ServiceName(rawValue: "shop"),
            environment: "test",
            components: [component(api), component(web, after: [api])]
                + (alone ? [component(mailer)] : [component(mailer, after: [web])]),
            returnsTogether: together
        )
    }

    @Test(arguments: [(true, true), (true, false), (false, true), (false, false)])
    func `every end of every component at every moment leads to a right end`(
        together: Bool,
        alone: Bool
    ) throws {
        let plan = Self.plan(together: together, alone: alone)
        let ends = try walk(from: GroupWorld(plan, isPrompt: true, hasPersons: false), checkStep)
        #expect(ends.contains("succeeded"))
        #expect(ends.contains("refused"))
        #expect(ends.contains("rolled back"))
        #expect(ends.contains("rollback failed"))
    }

    @Test(arguments: [true, false])
    func `persons may pause, resume and roll back all at every moment`(together: Bool) throws {
        var plan = Self.plan(together: together)
        plan.components.removeLast()
        let ends = try walk(from: GroupWorld(plan, isPrompt: false, hasPersons: true), checkStep)
        #expect(ends == ["succeeded", "refused", "rolled back", "rollback failed", "aborted"])
    }

    /// What must hold on every step of the way.
    private func checkStep(
        _ before: GroupWorld,
        _ move: GroupWorld.Move,
        _ after: GroupWorld
    ) throws {
        for case .startBegan(let name) in after.events {
            try expectMayStart(name, after)
        }
        if case .carryOut(.send(let name, .rollback)) = move {
            for dependant in before.group.plan.dependants(of: name) {
                let state = before.releases[dependant]?.state
                try hold(state.isOnStable, "\(name) goes back before \(dependant)")
            }
        }
        if case .carryOut(.send(let name, .releaseWarm)) = move, before.group.cause == nil {
            let states = before.releases.mapValues(\.state)
            try hold(
                before.group.plan.components.allSatisfy { states[$0.name] != .underWay },
                "\(name) retires before all arrived: \(states)"
            )
        }
        if let outcome = after.group.outcome { try check(outcome, after) }
    }

    private func expectMayStart(_ name: ComponentName, _ world: GroupWorld) throws {
        try hold(world.group.cause == nil, "\(name) starts on the way back")
        let known = world.group.plan.components.map { world.group.component($0.name) }
        for component in known {
            if case .notStarted = component.standing {
                throw Broken(words: "\(name) starts after a failure")
            }
            switch component.report?.state {
            case .rollingBack, .ended(.refused), .ended(.rolledBack), .ended(.rollbackFailed):
                throw Broken(words: "\(name) starts after a failure")
            default: break
            }
        }
        for earlier in world.group.plan.component(name)?.after ?? [] {
            try hold(world.group.component(earlier).hasArrived, "\(name) starts too early")
        }
    }

    private func check(_ outcome: GroupOutcome, _ world: GroupWorld) throws {
        let plan = world.group.plan
        let states = plan.components.map { world.releases[$0.name]?.state }
        let areBack = states.allSatisfy { $0.isOnStable }
        switch outcome {
        case .succeeded:
            try hold(states.allSatisfy { $0 == .ended(.succeeded) }, "\(states)")
        case .rolledBack where plan.returnsTogether:
            try hold(areBack, "\(states)")
        case .rolledBack:
            try hold(
                states.allSatisfy { $0.isOnStable || $0 == .ended(.succeeded) },
                "\(states)"
            )
        case .refused, .aborted:
            let moved = world.releases.values.filter(\.hasMoved)
            try hold(moved.isEmpty && areBack, "\(states)")
        case .rollbackFailed(_, let left):
            try hold(!left.isEmpty && !areBack, "\(states)")
        }
    }

    /// Walks to every world there is; returns the ends that were met.
    private func walk(
        from start: GroupWorld,
        _ check: (GroupWorld, GroupWorld.Move, GroupWorld) throws -> Void
    ) throws -> Set<String> {
        var seen: Set<GroupWorld.Key> = [start.key]
        var open = [start]
        var ends: Set<String> = []
        while let world = open.popLast() {
            let moves = world.moves
            try hold(
                !moves.isEmpty || world.group.isOver,
                "nothing can happen any more: \(world.group.phase), \(world.releases)"
            )
            for move in moves {
                var next = world
                next.make(move)
                try check(world, move, next)
                guard seen.insert(next.key).inserted else { continue }
                if let outcome = next.group.outcome { ends.insert(outcome.name) }
                open.append(next)
            }
        }
        return ends
    }
}

/// Something that must hold did not, in words.
private struct Broken: Error { var words: String }

/// As `#require`, without its costs, which count when a hundred thousand worlds are looked at.
private func hold(_ isTrue: Bool, _ words: @autoclosure () -> String) throws {
    guard isTrue else { throw Broken(words: words()) }
}

extension ComponentReport.State? {
    /// Whether none of the release's traffic is on the new revision, for good.
    fileprivate var isOnStable: Bool {
        switch self {
        case nil, .rollingBack(_, isBack: true), .ended(.rolledBack), .ended(.refused),
            .ended(.aborted):
            true
        default: false
        }
    }
}
