import Dashboard
import Foundation
import RolloutCore
import RolloutEngine
import RolloutJournal

/// Steers a release in this process and prints a line for each change.
///
/// Counts as somebody watching: a CI job that waits for its end is there when a gate needs it.
struct HeadlessRun: Sendable {
    let site: ServiceSite
    let release: ReleaseID
    var timeout: Duration?

    /// Steers and prints until the release is over.
    ///
    /// - Throws: the ``ExitCode`` that agrees with the last line, unless the release succeeded.
    func callAsFunction() async throws {
        let run = StewardRun(site: site, release: release, takesOver: false)
        let end: Engine.End
        do {
            try await Succession(site: site, release: release).wait()
            try refuseIfSteered()
            end = try await cancelledBySignals { try await steer(run) }
        } catch let refused as LeaseRefused {
            printError("\(refused)")
            throw ExitCode.leaseHeld
        } catch is CancellationError {
            // Whoever was asleep says so first; the steward has given the lease back all the same.
            end = .cancelled
        }
        switch end {
        case .over: break
        case .leaseLost(let holder): print("left: another process steers now, \(holder)")
        case .cancelled:
            print(
                "left: the release stays where it is. `handoff resume "
                    + (["\(site.location.service)"] + [site.stateOption].compactMap(\.self))
                    .joined(separator: " ") + "` goes on with it."
            )
        }
        guard end.code == .succeeded else { throw end.code }
    }

    /// Looks at the lease before the first line is printed: another's release is not told as ours.
    private func refuseIfSteered() throws {
        guard let holder = try JournalReader(site.location).leaseHolder(),
            !holder.isProvablyGone(seenFrom: StewardIdentity.current())
        else { return }
        throw LeaseRefused(service: site.location.service, holder: holder, at: SystemClock().now)
    }

    /// What came to its end.
    private enum Part: Sendable {
        case steward(Engine.End)
        case lines(Engine.End)
        case patience
    }

    /// Steers and prints; over when both are.
    ///
    /// The end is said by the lines, and the last of them has to be out first. After it the steward
    /// stays until the last messages are sent, which somebody who ends it then cuts short.
    private func steer(_ run: StewardRun) async throws -> Engine.End {
        try await withThrowingTaskGroup(of: Part.self) { group in
            group.addTask { .steward(try await run()) }
            group.addTask { .lines(try await printLines()) }
            if let timeout {
                group.addTask {
                    try? await Task.sleep(for: timeout)
                    return .patience
                }
            }
            defer { group.cancelAll() }
            var told: Engine.End?
            var isSteered = true
            while let part = try await group.next() {
                switch part {
                case .lines(let end): told = end
                case .steward(.over): isSteered = false
                case .steward(let end): return Self.over(told) ?? end
                case .patience: return Self.over(told) ?? .cancelled
                }
                if let told, !isSteered { return told }
            }
            return .cancelled
        }
    }

    /// The end that the lines told, unless they were broken off before it.
    private static func over(_ told: Engine.End?) -> Engine.End? {
        guard case .over = told else { return nil }
        return told
    }

    /// Prints what is written until the release is over, the last lines included.
    private func printLines() async throws -> Engine.End {
        let printer = try PlainPrinter(site: site, release: release)
        let sender = CommandSender(try JournalFile(site.location))
        let watcher = "headless-\(getpid())"
        defer { try? sender.unwatch(watcher) }
        return try await printer.follow { now in
            try sender.watch(watcher, pid: Int(getpid()), at: now)
        }
    }
}

/// Prints a release as lines, one for each change, as it happens.
struct PlainPrinter {
    /// Between two looks at the journal; nobody reads lines faster.
    static let interval = Duration.milliseconds(100)

    private let site: ServiceSite
    private let release: ReleaseID

    init(site: ServiceSite, release: ReleaseID) throws {
        self.site = site
        self.release = release
    }

    /// Prints until the release is over; `everySecond` is called once a second.
    ///
    /// Cancelled, it first prints what is written by then.
    func follow(everySecond: (Timestamp) throws -> Void) async throws -> Engine.End {
        var follower = ReleaseFollower(try JournalReader(site.location), release: release)
        var lines = PlainLines()
        var nextSecond = Timestamp(microseconds: 0)
        let clock = SystemClock()
        while true {
            if clock.now >= nextSecond {
                try everySecond(clock.now)
                nextSecond = clock.now + .seconds(1)
            }
            let isCancelled = Task.isCancelled
            for entry in try follower.newEntries() {
                for line in lines.lines(for: entry) { print(line) }
                if case .ended(let outcome) = entry.event {
                    fflush(nil)
                    return .over(outcome)
                }
            }
            fflush(nil)
            if isCancelled { return .cancelled }
            try? await Task.sleep(for: Self.interval)
        }
    }
}
