import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// A command for a whole group sent to its steward, and the answer printed.
struct GroupWish {
    let verb: Command.Verb
    let options: WishOptions
    let asks: Bool
    let startsSteward: Bool
    let takesOver: Bool

    /// Sends it, waits for the answer, prints it.
    ///
    /// - Throws: as ``Wish`` does.
    func callAsFunction(at site: GroupSite) async throws {
        let group = try site.group()
        let number = group.start.number
        if let rejection = group.availability(of: verb), verb != .resume {
            printError(rejection.typed)
            throw ExitCode.usage
        }
        let isStarted = try await ensureSteward(of: group, at: site)
        // A group that only lost its steward goes on with a new one; that is all it asked for.
        if verb == .resume, isStarted, group.pause == nil {
            print("group \(number) of \(group.plan.name) goes on with a new steward")
        } else {
            if asks, !options.yes { try ask(group, at: site) }
            try await send(to: group, at: site)
        }
        guard options.wait else { return }
        let end = try await GroupPrinter(site: site, number: number).follow { _ in }
        guard end.code == .succeeded else { throw end.code }
    }

    private func ensureSteward(of group: Group, at site: GroupSite) async throws -> Bool {
        guard !group.isOver else { return false }
        let isGone = try StewardSight(JournalReader(site.location)) == .gone
        guard isGone || takesOver else { return false }
        guard startsSteward else {
            printError(
                "not done: no steward runs for the group \(group.plan.name), so nobody would carry "
                    + "it out. Nothing was changed. `handoff resume \(group.plan.name)` starts one."
            )
            throw ExitCode.engineNotReachable
        }
        try await StewardProcess.startAndWait(
            StewardTask(group: group.start.number, at: site),
            takesOver: takesOver
        )
        return true
    }

    private func ask(_ group: Group, at site: GroupSite) throws {
        let rollouts = try site.rollouts(of: group)
        let steps = group.consequences(of: verb, rollouts)
        let head = "\(verb.words) of \(group.plan.name), \(group.plan.components.count) components:"
        try ConsequenceQuestion.ask(head, steps)
    }

    private func send(to group: Group, at site: GroupSite) async throws {
        let clock = SystemClock()
        let reader = try JournalReader(site.location)
        let row: Int64
        do {
            row = try GroupOpener(JournalFile(site.location)).send(
                Command(verb, by: .current, reason: options.reason),
                to: group.start.number,
                at: clock.now
            )
        } catch let error as JournalError {
            printError(error.sentence)
            throw ExitCode.usage
        }
        let limit = clock.now + Wish.patience
        while clock.now < limit {
            switch try reader.groupFate(of: row) {
            case .accepted(let entries):
                let lines = entries.flatMap { GroupLines.lines(for: $0, plan: group.plan) }
                for line in lines { print(line) }
                return
            case .rejected(let rejection):
                printError(rejection.typed)
                throw ExitCode.usage
            case .waiting, nil: try await Task.sleep(for: .milliseconds(10))
            }
        }
        printError(
            "no answer from the group's steward within \(Wish.patience.spoken). The wish stays in "
                + "the journal and is carried out when a steward reads it."
        )
        throw ExitCode.engineNotReachable
    }
}

extension GroupSite {
    /// The releases of the components as far as they are known.
    func rollouts(of group: Group) throws -> [ComponentName: Rollout] {
        var rollouts: [ComponentName: Rollout] = [:]
        for component in group.plan.components {
            guard case .started(let release) = group.component(component.name).standing else {
                continue
            }
            let reader = try JournalReader(site(of: component).location)
            rollouts[component.name] = Rollout(folding: try reader.entries(of: release))
        }
        return rollouts
    }
}
