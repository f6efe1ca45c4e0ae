import RolloutCore

/// A group with releases that do nothing but what a test lets them do, as a value to be walked.
///
/// Each release has as much of a life as the group looks at. Whatever the group asks for takes
/// effect as a move of its own, so that everything else can come before it.
struct GroupWorld: Hashable {
    /// A release as the group sees it, with what was asked of it.
    struct Release: Hashable {
        var state = ComponentReport.State.underWay
        var isWarmHeld = false
        var isPaused = false
        /// Whether any of its traffic was ever on the new revision.
        var hasMoved = false
    }

    /// One thing that can happen next.
    enum Move: Hashable {
        /// The steward does what is outstanding, to the end.
        case carryOut(GroupOperation)
        /// A release was made, and the steward died before it could say so.
        case startAndCrash(ComponentName)
        /// A check of the component fails.
        case failCheck(ComponentName)
        /// The release cannot be made.
        case failStart(ComponentName)
        /// The release goes to this state by itself.
        case become(ComponentName, ComponentReport.State)
        /// The steward looks at the release.
        case look(ComponentName)
        /// A person asks for it.
        case command(Command.Verb)
    }

    static let moment = Timestamp(seconds: 1_000)
    static let person = Operator(name: "ada", uid: 1_000, via: "pts/1")
    static let criterion = Cause.criterion(.errorRate, evidence: "worse")

    private(set) var group: Group
    private(set) var releases: [ComponentName: Release] = [:]
    /// Whether every change of a release is seen at once; else the steward may look at any time.
    let isPrompt: Bool
    /// Whether persons pause, resume and roll back all.
    let hasPersons: Bool
    /// What the last move wrote.
    private(set) var events: [GroupEvent] = []

    init(_ plan: GroupPlan, isPrompt: Bool, hasPersons: Bool) {
        self.isPrompt = isPrompt
        self.hasPersons = hasPersons
        let start = GroupStarted(number: 1, plan: plan, by: Self.person, version: "test")
        group = Group(GroupEntry(sequence: 1, at: Self.moment, event: .groupStarted(start)))
    }

    /// What tells two worlds apart, whatever the way to them.
    struct Key: Hashable {
        var phase: GroupPhase
        var components: [ComponentName: Component]
        var isPaused: Bool
        var releases: [ComponentName: Release]
    }

    var key: Key {
        Key(
            phase: group.phase,
            components: group.components,
            isPaused: group.pause != nil,
            releases: releases
        )
    }

    /// All that can happen next.
    var moves: [Move] {
        guard !group.isOver else { return [] }
        var moves = group.outstanding.flatMap { operation -> [Move] in
            switch operation {
            case .check(let name): [.carryOut(operation), .failCheck(name)]
            case .start(let name):
                releases[name] == nil
                    ? [.carryOut(operation), .startAndCrash(name), .failStart(name)]
                    : [.carryOut(operation)]
            case .lookForRelease, .send: [.carryOut(operation)]
            }
        }
        for (name, release) in releases {
            moves += next(release).map { .become(name, $0) }
            let isSeen = group.component(name).report == report(name)
            if case .started = group.component(name).standing, !isSeen { moves.append(.look(name)) }
        }
        guard hasPersons else { return moves }
        let verbs: [Command.Verb] = [.rollback, .pause, .resume]
        return moves + verbs.filter { group.availability(of: $0) == nil }.map { .command($0) }
    }

    /// Where a release can go by itself from there.
    private func next(_ release: Release) -> [ComponentReport.State] {
        switch release.state {
        case .underWay where release.isPaused: []
        case .underWay:
            [.warm, .rollingBack(Self.criterion, isBack: false)]
                + (release.hasMoved ? [] : [.ended(.refused)])
        case .warm: [.rollingBack(Self.criterion, isBack: false)]
        case .retiring: [.ended(.succeeded)]
        case .rollingBack(let cause, isBack: false):
            [.rollingBack(cause, isBack: true), .ended(.rollbackFailed(cause, left: "all of it"))]
        case .rollingBack(let cause, isBack: true): [.ended(.rolledBack(cause))]
        case .ended: []
        }
    }

    func report(_ name: ComponentName) -> ComponentReport? {
        releases[name].map { release in
            var report = ComponentReport(ReleaseID(rawValue: 1), release.state)
            report.isWarmHeld = release.isWarmHeld
            report.isPaused = release.isPaused
            if release.state == .warm { report.warmSince = Self.moment }
            return report
        }
    }

    mutating func make(_ move: Move) {
        events = []
        switch move {
        case .carryOut(let operation): carryOut(operation)
        case .startAndCrash(let name): releases[name] = Release()
        case .failCheck(let name):
            let check = Check(name: "ports", passed: false, finding: "taken", took: .zero)
            tell(.checked(name, [check], nil))
        case .failStart(let name): tell(.notStarted(name, "no such artifact"))
        case .become(let name, let state):
            releases[name]?.state = state
            if state == .warm { releases[name]?.hasMoved = true }
            if isPrompt, let report = report(name) { tell(.observed(name, report)) }
        case .look(let name): if let report = report(name) { tell(.observed(name, report)) }
        case .command(let verb): tell(.command(Command(verb, by: Self.person)))
        }
    }

    private mutating func carryOut(_ operation: GroupOperation) {
        switch operation {
        case .check(let name):
            tell(
                .checked(
                    name,
                    [Check(name: "ports", passed: true, finding: "free", took: .zero)],
                    nil
                )
            )
        case .start(let name):
            releases[name] = releases[name] ?? Release()
            tell(.started(name, ReleaseID(rawValue: 1)))
        case .lookForRelease(let name):
            let isThere = releases[name] != nil
            tell(isThere ? .started(name, ReleaseID(rawValue: 1)) : .notStarted(name, "not asked"))
        case .send(let name, let verb): send(verb, to: name)
        }
    }

    /// What the release's own steward answers.
    private mutating func send(_ verb: Command.Verb, to name: ComponentName) {
        guard var release = releases[name] else { return }
        switch (verb, release.state) {
        case (.rollback, .underWay), (.rollback, .warm):
            let cause = Cause.person(Self.person, reason: nil)
            release.state = .rollingBack(cause, isBack: false)
        case (.holdWarm, .warm) where !release.isWarmHeld: release.isWarmHeld = true
        case (.releaseWarm, .warm) where !release.isPaused: release.state = .retiring
        case (.pause, .underWay) where !release.isPaused: release.isPaused = true
        case (.pause, .warm) where !release.isPaused: release.isPaused = true
        case (.resume, _) where release.isPaused: release.isPaused = false
        default:
            if let report = report(name) { tell(.observed(name, report)) }
            tell(.refused(name, verb, "not now"))
            return
        }
        releases[name] = release
        if let report = report(name) { tell(.observed(name, report)) }
    }

    private mutating func tell(_ input: GroupInput) {
        guard let decided = try? group.decide(input, at: Self.moment) else { return }
        for event in decided {
            group.apply(
                GroupEntry(sequence: group.sequence + 1, at: Self.moment, event: event)
            )
        }
        events += decided
    }
}
