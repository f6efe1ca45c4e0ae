import ArgumentParser
import Foundation
import RolloutCore
import RolloutJournal
import RolloutSimulation

/// Makes a long recording of many instances, to measure replays with.
struct MakeRecordingCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make-recording",
        abstract: "Simulate a long release and record it, to measure replays with.",
        shouldDisplay: false
    )

    @Argument(help: "The file to write.")
    var file: String

    @Option(help: "Hours of traffic.")
    var hours = 24.0

    @Option(help: "Instances of both revisions together.")
    var instances = 1_000

    @Option(help: "Requests a second.")
    var rate = 10_000

    @Option(help: "The same seed makes the same recording.")
    var seed: UInt64 = 1

    @Flag(help: "Judge every second, as a steward does.")
    var judgeAll = false

    @Option(help: "The minute from which the canary fails more often.")
    var failFrom: Int?

    func run() throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "handoff-recording-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        let journal = try JournalFile(
            JournalLocation(
                stateFolder: folder,
                service: LongRelease.service,
                environment: "production"
            )
        )
        var release = LongRelease(
            minutes: Int(hours * 60),
            fleet: instances,
            rate: rate,
            seed: seed,
            judgesAll: judgeAll,
            failsFrom: failFrom,
            stable: try Self.revision("3.1.0", "a"),
            canary: try Self.revision("3.2.0", "b")
        )
        let writer = try journal.unsteered()
        var count = 0
        try release.run { entries in
            try writer(entries)
            count += entries.count
        }
        let reader = try JournalReader(journal.location)
        try KeyframeMaking.record(
            ReleaseID(rawValue: 1),
            from: reader,
            to: URL(fileURLWithPath: file),
            replacing: true
        )
        print("\(count.grouped) entries")
    }

    private static func revision(_ label: String, _ digit: Character) throws -> Revision {
        guard let digest = Digest(rawValue: "sha256:" + String(repeating: digit, count: 64)) else {
            throw NotDone("not made: \(digit) is no hexadecimal digit.")
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
