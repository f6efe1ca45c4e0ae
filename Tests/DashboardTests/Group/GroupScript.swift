import Dashboard
import RolloutCore
import TerminalUI

/// A group of three told step by step, as entries that the core itself decided.
struct GroupScript {
    static let api = ComponentName(rawValue: "api")
    static let web = ComponentName(rawValue: "web")
    static let mailer = ComponentName(rawValue: "mailer")
    /// The release of every component.
    static let release = ReleaseID(rawValue: 7)

    private(set) var entries: [GroupEntry]
    private(set) var group: Group
    private(set) var now = Shop.opening
    /// The releases of the components.
    var scripts: [ComponentName: ReleaseScript] = [:]

    static var plan: GroupPlan {
        func component(_ name: ComponentName, after: [ComponentName] = []) -> ComponentPlan {
            ComponentPlan(
                name: name,
                service: ServiceName(rawValue: "shop-\(name)"),
                file: "/plans/\(name).yaml",
                after: after,
                warm: .seconds(1_800)
            )
        }
        return GroupPlan(
            name: ServiceName(rawValue: "shop"),
            environment: "production",
            components: [component(api), component(web, after: [api]), component(mailer)]
        )
    }

    /// A group that alice started when the shop opened.
    init() {
        let start = GroupStarted(number: 3, plan: Self.plan, by: Shop.alice, version: "0.1.0")
        let entry = GroupEntry(sequence: 1, at: Shop.opening, event: .groupStarted(start))
        entries = [entry]
        group = Group(entry)
        give(.steward(Steward(pid: 4_100, startTime: "9", host: "deploy-1", bootID: "b")))
    }

    /// Hands an input to the core at that moment, and records what it decides.
    mutating func give(_ input: GroupInput, at moment: Timestamp? = nil) {
        now = max(now, moment ?? now)
        for event in (try? group.decide(input, at: now)) ?? [] {
            let entry = GroupEntry(sequence: group.sequence + 1, at: now, event: event)
            group.apply(entry)
            entries.append(entry)
        }
    }

    /// Every check of every component passes, but those named.
    mutating func check(failing: [ComponentName: Check] = [:]) {
        for component in Self.plan.components {
            let passed = Check(name: "ports", passed: true, finding: "free", took: .zero)
            give(
                .checked(
                    component.name,
                    [passed] + (failing[component.name].map { [$0] } ?? []),
                    nil
                )
            )
        }
    }

    /// The component gets that release, and what it shows is seen.
    mutating func play(_ name: ComponentName, _ script: ReleaseScript) {
        scripts[name] = script
        give(.started(name, Self.release))
        give(.observed(name, ComponentReport(script.rollout)), at: script.now)
    }

    /// The screen of a group that has read all of it, in a terminal of that size.
    func model(size: Size) -> GroupModel {
        var model = GroupModel(size: size, now: now)
        _ = model.update(.entriesArrived(entries))
        for (name, script) in scripts.sorted(by: { $0.key < $1.key }) {
            _ = model.update(.componentEntriesArrived(name, script.entries))
        }
        _ = model.update(.stewardSeen(.alive(heardAt: now)))
        _ = model.update(.clockTicked(now + .milliseconds(400)))
        return model
    }
}

extension GroupModel {
    /// A key by itself, half a second after the frame before it was drawn.
    @discardableResult
    mutating func press(_ key: Key, at moment: Timestamp) -> [GroupRequest] {
        _ = update(.framePresented(at: moment))
        return update(.keyPressed(KeyPress(key), at: moment + .milliseconds(500)))
    }

    /// A line with the key before it and Enter behind it.
    @discardableResult
    mutating func type(_ text: String, at moment: Timestamp) -> [GroupRequest] {
        for character in text { press(.character(character), at: moment) }
        return press(.enter, at: moment)
    }
}

/// A moment of a group that has a golden screen.
enum GroupMoment: String, CaseIterable {
    case groupReleasing
    case groupRollbackBox
    case groupReturning
    case groupRefused
    case groupCommandLine
    case groupFilter

    /// The screen of that moment.
    func model(size: Size) -> GroupModel {
        let script = script
        var model = script.model(size: size)
        switch self {
        case .groupRollbackBox: model.press(.character("R"), at: script.now)
        case .groupCommandLine:
            for key in ":r" { model.press(.character(key), at: script.now) }
        case .groupFilter: model.type("/api", at: script.now)
        case .groupReleasing, .groupReturning, .groupRefused: break
        }
        return model
    }

    var script: GroupScript {
        var script = GroupScript()
        guard self != .groupRefused else {
            let finding = "port 9100 is taken by pid 88 (nginx). Free it, or name other ports."
            script.check(
                failing: [
                    GroupScript.web: Check(
                        name: "ports",
                        passed: false,
                        finding: finding,
                        took: .zero
                    )
                ]
            )
            return script
        }
        script.check()
        script.play(GroupScript.mailer, Self.arrived)
        var api = ReleaseScript()
        api.reachQuarter()
        api.wait(100)
        if self == .groupReturning {
            api.command(.rollback, reason: "orders look wrong")
            api.confirmShift()
        }
        script.play(GroupScript.api, api)
        return script
    }

    /// A release with one weight before 100%, warm since a minute after the opening.
    private static let arrived: ReleaseScript = {
        var plan = Shop.plan
        plan.stages = [Stage(weight: Weight(percent: 5), bake: .seconds(20)), plan.stages[3]]
        var script = ReleaseScript(plan: plan)
        script.finishPreflight()
        script.startInstances()
        script.confirmShift()
        for _ in 0..<8 where script.rollout.split.asked != .full { script.wait(21) }
        script.confirmShift()
        script.wait(2)
        return script
    }()
}
