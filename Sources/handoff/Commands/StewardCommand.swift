import ArgumentParser
import Dispatch
import Foundation
import RolloutCore
import RolloutEngine
import RolloutJournal

/// The engine as its own process; started by `run` and `resume`, not by people.
struct StewardCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "steward",
        abstract: "Steer one release, without a screen. `run` and `resume` start this.",
        shouldDisplay: false
    )

    @OptionGroup var service: ServiceOptions

    @Option(help: "The number of the release, or")
    var release: Int?

    @Option(help: "the number of the group.")
    var group: Int?

    @Flag(help: "Take the lease from a steward that has been silent for 30 s.")
    var takeOver = false

    @OptionGroup var others: LedgerOptions

    func validate() throws {
        guard (release == nil) != (group == nil) else {
            throw ValidationError("name a release or a group.")
        }
    }

    func run() async throws {
        if let group {
            try await steer(group)
            return
        }
        guard let release else { return }
        var site = try service.site()
        // A file that is gone by now is told by the check that needs it.
        site.ledgers = (try? others.files()) ?? others.ledger
        let steward = StewardRun(
            site: site,
            release: ReleaseID(rawValue: release),
            takesOver: takeOver
        )
        let end: Engine.End
        do {
            end = try await cancelledBySignals { try await steward() }
        } catch let refused as LeaseRefused {
            printError("\(refused)")
            throw ExitCode.leaseHeld
        }
        guard end.code == .succeeded else { throw end.code }
    }

    private func steer(_ number: Int) async throws {
        guard var site = service.group() else { _ = try service.site(); return }
        site.ledgers = (try? others.files()) ?? others.ledger
        let run = GroupRun(site: site, number: number, takesOver: takeOver)
        do {
            let end = try await cancelledBySignals { [run] in try await run() }
            guard end.code == .succeeded else { throw end.code }
        } catch let refused as LeaseRefused {
            printError("\(refused)")
            throw ExitCode.leaseHeld
        }
    }
}

/// Prints a line where errors go.
func printError(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}

/// Runs `body` and cancels it on TERM and INT; HUP and PIPE do nothing, because a terminal that
/// goes away is no reason to stop steering.
func cancelledBySignals<Value: Sendable>(
    _ body: @escaping @Sendable () async throws -> Value
) async throws -> Value {
    for number in [SIGHUP, SIGPIPE] { signal(number, SIG_IGN) }
    let task = Task { try await body() }
    let sources = [SIGTERM, SIGINT].map { number in
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { task.cancel() }
        source.resume()
        return source
    }
    defer { for source in sources { source.cancel() } }
    return try await task.value
}
