import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// Prints a group as lines, one for each change of the whole and of each component.
struct GroupPrinter {
    /// Between two looks at the journals; nobody reads lines faster.
    static let interval = Duration.milliseconds(100)

    private let site: GroupSite
    private let number: Int
    private var reader: JournalReader
    private var group: Group?
    private var followers: [ComponentName: ReleaseFollower] = [:]
    private var lines: [ComponentName: PlainLines] = [:]

    init(site: GroupSite, number: Int) throws {
        self.site = site
        self.number = number
        reader = try JournalReader(site.location)
    }

    /// Prints until the group is over; `everySecond` is called once a second.
    ///
    /// Cancelled, it first prints what is written by then.
    mutating func follow(everySecond: (Timestamp) throws -> Void) async throws -> GroupRun.End {
        var nextSecond = Timestamp(rawValue: 0)
        let clock = SystemClock()
        while true {
            if clock.now >= nextSecond {
                try everySecond(clock.now)
                nextSecond = clock.now + .seconds(1)
            }
            let isCancelled = Task.isCancelled
            let fresh = try newEntries()
            // Components first: the end of the whole is the last line.
            try printComponents()
            for entry in fresh {
                guard let plan = group?.plan else { continue }
                for line in GroupLines.lines(for: entry, plan: plan) { print(line) }
            }
            fflush(nil)
            if let outcome = group?.outcome { return .over(outcome) }
            if isCancelled { return .cancelled }
            try? await Task.sleep(for: Self.interval)
        }
    }

    private mutating func newEntries() throws -> [GroupEntry] {
        guard try reader.hasChanged() else { return [] }
        let entries = try reader.groupEntries(of: number, after: group?.sequence ?? 0)
        for entry in entries {
            if group == nil { group = Group(entry) } else { group?.apply(entry) }
        }
        return entries
    }

    private mutating func printComponents() throws {
        for component in group?.plan.components ?? [] {
            let name = component.name
            guard case .started(let release) = group?.component(name).standing else { continue }
            if followers[name] == nil {
                let reader = try JournalReader(site.site(of: component).location)
                followers[name] = ReleaseFollower(reader, release: release)
            }
            for entry in try followers[name]?.newEntries() ?? [] {
                for line in lines[name, default: PlainLines()].lines(for: entry) {
                    print(GroupLines.line(line, of: name))
                }
            }
        }
    }
}

/// Steers a group in this process and prints its lines, for CI jobs.
struct GroupHeadless: Sendable {
    let site: GroupSite
    let number: Int
    var timeout: Duration?

    /// Steers and prints until the group is over.
    ///
    /// - Throws: the ``ExitCode`` that agrees with the last line, unless the group succeeded.
    func callAsFunction() async throws {
        let run = GroupRun(site: site, number: number, takesOver: false)
        let end: GroupRun.End
        do {
            end = try await cancelledBySignals { try await steer(run) }
        } catch let refused as LeaseRefused {
            printError("\(refused)")
            throw ExitCode.leaseHeld
        } catch is CancellationError {
            end = .cancelled
        }
        switch end {
        case .over: break
        case .leaseLost(let holder): print("left: another process steers now, \(holder)")
        case .cancelled:
            print(
                "left: the releases of the group go on by themselves, and nothing more starts. "
                    + "`handoff resume \(site.location.service)` goes on with the group."
            )
        }
        guard end.code == .succeeded else { throw end.code }
    }

    private func steer(_ run: GroupRun) async throws -> GroupRun.End {
        try await withThrowingTaskGroup(of: GroupRun.End?.self) { tasks in
            tasks.addTask {
                let end = try await run()
                // The end is said by the lines, and the last of them has to be out first.
                if case .over = end { return nil }
                return end
            }
            tasks.addTask { try await printLines() }
            if let timeout {
                tasks.addTask {
                    try? await Task.sleep(for: timeout)
                    return .cancelled
                }
            }
            defer { tasks.cancelAll() }
            while let end = try await tasks.next() {
                guard let end else { continue }
                return end
            }
            return .cancelled
        }
    }

    private func printLines() async throws -> GroupRun.End? {
        var printer = try GroupPrinter(site: site, number: number)
        let sender = CommandSender(try JournalFile(site.location))
        let watcher = "headless-\(getpid())"
        defer { try? sender.unwatch(watcher) }
        return try await printer.follow { now in
            try sender.watch(watcher, pid: Int(getpid()), at: now)
        }
    }
}
