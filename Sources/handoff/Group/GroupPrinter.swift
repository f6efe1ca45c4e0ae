import Dashboard
import Foundation
import RolloutCore
import RolloutJournal

/// Prints a group as lines, one for each change of the whole and of each component.
struct GroupPrinter: LineTeller {
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

    mutating func tellNew() throws -> GroupRun.End? {
        let fresh = try newEntries()
        // Components first: the end of the whole is the last line.
        try printComponents()
        for entry in fresh {
            guard let plan = group?.plan else { continue }
            for line in GroupLines.lines(for: entry, plan: plan) { print(line) }
        }
        return group?.outcome.map { .over($0) }
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
            end = try await cancelledBySignals {
                try await ToldSteering(
                    steer: { try await run() },
                    tell: {
                        try await GroupPrinter(site: site, number: number)
                            .follow(watchingAs: "headless", JournalFile(site.location))
                    },
                    timeout: timeout
                )()
            }
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
}
