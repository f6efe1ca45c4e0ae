import Foundation
import Logging
import RolloutCore
import RolloutEngine
import RolloutJournal

/// The loop of a group's steward: look, decide, append, apply, do what is outstanding.
///
/// Nothing is asked of a component before the intent is durable. Releases have stewards of their
/// own, so this one may be gone for any time: what they did meanwhile is observed when it is back.
struct GroupLoop {
    /// Between two looks at the journals.
    static let interval = Duration.milliseconds(30)
    /// Between two tries of a journal that could not be written.
    static let journalRetry = Duration.milliseconds(250)

    let site: GroupSite
    let journal: GroupJournal
    private(set) var group: Group
    let clock: SystemClock

    private let work: GroupWork
    private let inbox = GroupInbox()
    private var links: [ComponentName: ComponentLink] = [:]
    private var busy: Set<GroupOperation> = []
    private var nextSecond = Timestamp(rawValue: 0)
    private let log = Logger(label: "group")

    init(site: GroupSite, journal: GroupJournal, group: Group, clock: SystemClock) {
        self.site = site
        self.journal = journal
        self.group = group
        self.clock = clock
        work = GroupWork(site: site, start: group.start)
    }

    /// Steers to the end of the group.
    ///
    /// - Throws: `LeaseLost`.
    mutating func run(_ steward: Steward) async throws -> GroupRun.End {
        if let outcome = group.outcome { return .over(outcome) }
        try await record(.steward(steward))
        return try await withThrowingDiscardingTaskGroup { tasks in
            while !Task.isCancelled {
                try await turn()
                if let outcome = group.outcome { return .over(outcome) }
                for operation in group.outstanding { carryOut(operation, in: &tasks) }
                try? await Task.sleep(for: Self.interval)
            }
            return .cancelled
        }
    }

    /// One look at everything there is.
    private mutating func turn() async throws {
        do {
            try await everySecond()
            for waiting in try journal.waitingCommands(of: group.start.number) {
                try await record(.command(waiting.command), answering: waiting.row)
            }
            for found in inbox.take() {
                busy.remove(found.operation)
                if let input = found.input { try await record(input) }
            }
            for input in try look() { try await record(input) }
            try await record(.timePassed)
        } catch let error as JournalError {
            log.error("a journal cannot be read: \(error)")
        }
    }

    private mutating func everySecond() async throws {
        guard clock.now >= nextSecond else { return }
        nextSecond = clock.now + .seconds(1)
        try journal.heartbeat(at: clock.now)
        let isWatched = try JournalReader(site.location).watchers(at: clock.now) > 0
        let now = clock.now
        for name in Array(links.keys) { try links[name]?.tend(isWatched: isWatched, at: now) }
    }

    /// What the releases show, each followed from the moment it is known.
    private mutating func look() throws -> [GroupInput] {
        var inputs: [GroupInput] = []
        for component in group.plan.components {
            guard case .started(let release) = group.component(component.name).standing else {
                continue
            }
            if links[component.name] == nil {
                let place = try site.site(of: component)
                links[component.name] = try ComponentLink(
                    component.name,
                    release: release,
                    at: place
                )
                nextSecond = clock.now
            }
            let now = clock.now
            inputs += try links[component.name]?.look(at: now) ?? []
        }
        return inputs
    }

    /// Writes what an input means, and only then lets it be so.
    ///
    /// Tries until it works: without a durable intent nothing may be asked of anybody.
    private mutating func record(_ input: GroupInput, answering row: Int64? = nil) async throws {
        while true {
            let now = clock.now
            let entries = entries(for: input, at: now)
            guard !entries.isEmpty || row != nil else { return }
            do {
                try journal.append(entries, to: group.start.number, answering: row, at: now)
                for entry in entries { group.apply(entry) }
                return
            } catch let error as JournalError {
                log.error("the journal of the group cannot be written; holding: \(error)")
                try await Task.sleep(for: Self.journalRetry)
            }
        }
    }

    private func entries(for input: GroupInput, at now: Timestamp) -> [GroupEntry] {
        let events: [GroupEvent]
        do throws(Rejection) {
            events = try group.decide(input, at: now)
        } catch {
            guard case .command(let command) = input else { return [] }
            events = [.rejected(command, error)]
        }
        return events.enumerated().map { offset, event in
            GroupEntry(sequence: group.sequence + 1 + offset, at: now, event: event)
        }
    }

    private mutating func carryOut(
        _ operation: GroupOperation,
        in tasks: inout ThrowingDiscardingTaskGroup<any Error>
    ) {
        guard let component = group.plan.component(operation.name) else { return }
        if case .send(let name, let verb) = operation {
            // A journal that is busy is tried again in the next turn.
            let (command, now) = (command(verb), clock.now)
            try? links[name]?.send(command, at: now)
            return
        }
        let isBusy = busy.contains { $0.name == operation.name }
        guard !isBusy else { return }
        busy.insert(operation)
        let digest = group.component(component.name).digest
        tasks.addTask { [work, inbox] in
            let found: GroupInput? =
                switch operation {
                case .check: await work.check(component)
                case .start: await work.start(component, digest: digest)
                case .lookForRelease: work.look(for: component)
                case .send: nil
                }
            inbox.offer(operation, found)
        }
    }

    /// A command of the group's, in the name of who is behind it, with why.
    private func command(_ verb: Command.Verb) -> Command {
        let name = group.plan.name
        let own = Operator(name: "group \(name)", uid: Operator.engine.uid, via: "group")
        switch (verb, group.phase) {
        case (.rollback, .returning(.person(let person, let reason), _)):
            let words = "all of \(name)" + (reason.map { ": \($0)" } ?? "")
            return Command(verb, by: person, reason: words)
        case (.rollback, .returning(let cause, _)):
            return Command(verb, by: own, reason: cause.sentence)
        case (.holdWarm, _):
            return Command(verb, by: own, reason: "until all of \(name) has arrived")
        case (.pause, _):
            return Command(verb, by: group.pause?.by ?? own, reason: "all of \(name)")
        default: return Command(verb, by: own, reason: "all of \(name)")
        }
    }
}
