import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal
import RolloutSimulation

/// Writes the journal of a release that never was, to measure replays with.
///
/// A tool of the tests: the program that carries real releases has no simulation in it.
@main
struct ReleaseSimulator: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release-simulator",
        abstract: "Write the journal of a simulated release of many instances over hours.",
        discussion: """
            The core itself decides it, entry by entry. `handoff record r1 FILE --state FOLDER` \
            then makes a recording of it.
            """
    )

    @Argument(help: "The state folder to write the journal in; it is made.")
    var state: String

    @Option(help: "Hours of traffic.")
    var hours = 24.0

    @Option(help: "Instances of both revisions together.")
    var instances = 1_000

    @Option(help: "Requests a second.")
    var rate = 10_000

    @Option(help: "How often in a minute an instance is not ready for a while.")
    var troubles = 0

    @Option(help: "The same seed makes the same journal.")
    var seed: UInt64 = 1

    @Flag(help: "Judge every second, as a steward does.")
    var judgeAll = false

    @Option(help: "The minute from which the canary fails more often.")
    var failFrom: Int?

    func run() throws {
        let folder = URL(filePath: state, directoryHint: .isDirectory)
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let journal = try JournalFile(Self.location(in: folder))
        var release = LongRelease(
            minutes: Int(hours * 60),
            fleet: instances,
            rate: rate,
            seed: seed,
            judgesAll: judgeAll,
            failsFrom: failFrom,
            troublesEachMinute: troubles,
            stable: try Self.revision("3.1.0", "a"),
            canary: try Self.revision("3.2.0", "b")
        )
        let write = try journal.unsteered()
        var count = 0
        try release.run { entries in
            try write(entries)
            count += entries.count
        }
        print("\(count) entries")
    }

    /// Where the journal lies in a state folder.
    static func location(in folder: URL) throws -> JournalLocation {
        try JournalLocation(
            stateFolder: folder,
            service: LongRelease.service,
            environment: LongRelease.environment
        )
    }

    private static func revision(_ label: String, _ digit: Character) throws -> Revision {
        guard let digest = Digest(rawValue: "sha256:" + String(repeating: digit, count: 64)) else {
            throw ValidationError("nothing was written: \(digit) is no hexadecimal digit.")
        }
        return Revision(
            label: label,
            digest: digest,
            artifact: "artifacts/\(label)",
            process: ProcessPlan(
                command: ["{artifact}", "serve", "--port", "{port}"],
                ports: 9_100...9_999
            )
        )
    }
}
