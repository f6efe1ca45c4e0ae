import Foundation
import Synchronization

/// A program started by a test, which has to be waited for to be collected.
///
/// What it prints goes to files, so that nothing it says can block it. Not Foundation's `Process`:
/// that one takes a program for running as long as any process it left behind does.
final class Child: Sendable {
    /// How it ended and what it had said by then.
    struct Outcome: Sendable {
        /// The exit status; nil when a signal ended it.
        var code: Int32?
        /// What it printed.
        var output: String
        /// What it said where errors go.
        var errors: String

        /// Both, for looking for a sentence wherever it went.
        var words: String { output + errors }
        /// The last line a reader of both sees.
        var lastLine: String {
            words.split(separator: "\n").last.map(String.init) ?? ""
        }
    }

    /// It ran longer than it may, and this is what it said.
    struct Overdue: Error { var words: String }

    let pid: Int32
    private let path: String
    /// What `waitpid` told; nil while it runs.
    private let status = Mutex<Int32?>(nil)

    /// Starts the program in that folder, with what it prints in `path.out` and `path.err`.
    init(_ words: [String], environment: [String: String], folder: String, path: String) throws {
        self.path = path
        pid = try ChildStart(
            words: words,
            environment: environment,
            folder: folder,
            output: path + ".out",
            errors: path + ".err"
        )()
    }

    /// What it printed so far.
    var output: String { Self.text(path + ".out") }

    /// Whether it has not ended yet; collects it when it has.
    var isRunning: Bool {
        status.withLock { status in
            var fresh: Int32 = 0
            if status == nil, waitpid(pid, &fresh, WNOHANG) == pid { status = fresh }
            return status == nil
        }
    }

    /// Sends it a signal unless it has ended.
    func signal(_ number: Int32) { if isRunning { kill(pid, number) } }

    /// Waits for its end; kills it when that takes longer than `limit`.
    func outcome(within limit: Duration = .seconds(60)) async throws -> Outcome {
        if try await !eventually(within: limit, { !isRunning }) {
            signal(SIGKILL)
            _ = try await eventually { !isRunning }
            throw Overdue(words: Self.text(path + ".out") + Self.text(path + ".err"))
        }
        let status = status.withLock { $0 ?? 0 }
        return Outcome(
            code: status & 0x7f == 0 ? status >> 8 & 0xff : nil,
            output: output,
            errors: Self.text(path + ".err")
        )
    }

    private static func text(_ path: String) -> String {
        (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    }
}

/// Looks until it is so; false when it is not within `limit`.
func eventually(
    within limit: Duration = .seconds(30),
    every period: Duration = .milliseconds(20),
    _ isTrue: () async throws -> Bool
) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await isTrue() { return true }
        try await Task.sleep(for: period)
    }
    return try await isTrue()
}
