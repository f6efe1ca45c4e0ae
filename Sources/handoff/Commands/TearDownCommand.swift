import ArgumentParser
import Foundation
import RolloutAdapters
import RolloutCore
import RolloutEngine
import RolloutJournal

/// Stops everything handoff runs for a service.
struct TearDownCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tear-down",
        abstract: "Stop every process handoff runs for a service: the service is gone then.",
        discussion: "The journal stays. Asks before it acts unless --yes is given."
    )

    @OptionGroup var service: ServiceOptions

    @Flag(help: "Ask nothing.")
    var yes = false

    func run() async throws {
        let site = try service.site()
        if !yes {
            guard isatty(STDIN_FILENO) == 1 else {
                throw NotDone(
                    "not done: this stops a service and there is no terminal to ask at. "
                        + "Nothing was changed. Add `--yes`."
                )
            }
            print(
                "stops all instances and the router of \(site.location.service) in "
                    + "\(site.location.environment); its users get no answer. go on? y or n ",
                terminator: ""
            )
            fflush(nil)
            guard readLine()?.lowercased() == "y" else {
                print("left as it is")
                throw ExitCode.usage
            }
        }
        let left = try await TearDown(site: site)()
        guard left.isEmpty else {
            printError("still running: \(left.spokenList). Stop them by hand.")
            throw ExitCode.internalError
        }
        print("nothing of \(site.location.service) runs any more")
    }
}

/// Stops the steward, the instances and the router of one site, in that order.
struct TearDown: Sendable {
    /// How long a process may take after TERM.
    static let grace = Duration.seconds(5)

    let site: ServiceSite

    /// Stops everything; returns in words what could not be stopped.
    func callAsFunction() async throws -> [String] {
        var left: [String] = []
        let reader = try JournalReader(site.location)
        if let holder = try reader.leaseHolder(),
            !holder.isProvablyGone(seenFrom: StewardIdentity.current()),
            let process = ProcessIdentity(runningAs: Int32(holder.steward.pid)),
            !(await process.stop(grace: Self.grace))
        {
            left.append("the steward, pid \(holder.steward.pid)")
        }
        guard let latest = try reader.latestRelease(),
            let rollout = Rollout(folding: try reader.entries(of: latest.release, limit: 1))
        else { return left }
        let fleet = try World.fleet(of: rollout.plan, at: site)
        left += await fleet.stopAll(grace: Self.grace).map(\.rawValue)
        do {
            try await World.router(of: rollout.plan, at: site).stop(grace: Self.grace)
        } catch {
            left.append("the router (\(Failure(from: error).summary))")
        }
        return left
    }
}

extension ProcessIdentity {
    /// TERM, at most `grace`, KILL; returns whether it is gone.
    func stop(grace: Duration) async -> Bool {
        for (signal, wait) in [(SIGTERM, grace), (SIGKILL, .seconds(2))] {
            guard isRunning else { return true }
            kill(pid, signal)
            let limit = ContinuousClock.now + wait
            while isRunning, ContinuousClock.now < limit {
                try? await Task.sleep(for: .milliseconds(20))
            }
        }
        return !isRunning
    }
}
