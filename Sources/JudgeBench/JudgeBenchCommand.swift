import ArgumentParser
import Foundation

/// Measures the release judge on simulated releases, beside the rules of other tools.
@main
struct JudgeBenchCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "judge-bench",
        abstract: "Measures how often and how soon the release judge stops simulated releases.",
        discussion: """
            Every run rehearses the judge on a history of its own and then plays one release. \
            The same seed draws the same releases, on any number of threads.
            """
    )

    @Option(help: "Play only rows whose name or group contains this text; may be repeated.")
    var rows: [String] = []

    @Option(help: "Simulated releases of each row (400, or 20 with --quick).")
    var runs: Int?

    @Option(help: "Where chance begins.")
    var seed: UInt64 = 20_261_123

    @Flag(help: "Play a small fixed subset and fail when it misses a bar.")
    var quick = false

    @Flag(help: "Measure the time that judging and rehearsing take, and nothing else.")
    var cost = false

    @Option(help: "Releases of each row that the peers judge too; 0 leaves them out.")
    var peers: Int?

    @Option(help: "Threads to play on.")
    var threads = ProcessInfo.processInfo.activeProcessorCount

    @Option(help: "Write all numbers to this file too, as JSON.")
    var json: String?

    func validate() throws {
        guard runs ?? 1 >= 1 else { throw ValidationError("--runs takes a number from 1 on.") }
        guard threads >= 1 else { throw ValidationError("--threads takes a number from 1 on.") }
        guard peers ?? 0 >= 0 else { throw ValidationError("--peers takes a number from 0 on.") }
        guard !chosen.isEmpty else { throw ValidationError("No row has such a name or group.") }
    }

    func run() async throws {
        if cost {
            var cost = Cost(seed: seed)
            if !cost.measure() { throw ExitCode.failure }
            return
        }
        let count = runs ?? (quick ? 20 : 400)
        let bench = Bench(
            runs: count,
            peerRuns: peers ?? (quick ? 0 : 100),
            seed: seed,
            threads: threads
        )
        var results: [RowResult] = []
        print("\(count) releases a row, seed \(seed)")
        var table = Table()
        for row in chosen {
            let result = try await bench.play(row)
            results.append(result)
            for line in table.lines(for: result) { print(line) }
            // Whoever reads the table from a file sees each row as it is done.
            fflush(nil)
        }
        let summary = Summary(results)
        for line in summary.lines { print(line) }
        if let json { try write(results, to: json) }
        if quick, !summary.isMet { throw ExitCode.failure }
    }

    private var chosen: [Row] {
        Row.all.filter { row in
            (!quick || row.isQuick)
                && (rows.isEmpty
                    || rows.contains { row.name.contains($0) || row.group.rawValue.contains($0) })
        }
    }

    private func write(_ results: [RowResult], to path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try encoder.encode(results).write(to: URL(filePath: path), options: .atomic)
    }
}
