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
            end = try await cancelledBySignals {
                try await ToldSteering(
                    steer: { try await run() },
                    tell: {
                        try await PlainPrinter(site: site, release: release)
                            .follow(watchingAs: "headless", JournalFile(site.location))
                    },
                    timeout: timeout
                )()
            }
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
}

/// Prints a release as lines, one for each change, as it happens.
struct PlainPrinter: LineTeller {
    private var follower: ReleaseFollower
    private var lines = PlainLines()

    init(site: ServiceSite, release: ReleaseID) throws {
        follower = ReleaseFollower(try JournalReader(site.location), release: release)
    }

    mutating func tellNew() throws -> Engine.End? {
        for entry in try follower.newEntries() {
            for line in lines.lines(for: entry) { print(line) }
            if case .ended(let outcome) = entry.event { return .over(outcome) }
        }
        return nil
    }
}
