import Foundation
import Synchronization

/// A program that the demo runs to its end.
struct DemoProgram: Sendable {
    var words: [String]
    /// All it gets; ours when nil.
    var environment: [String: String]?
    var folder: String?

    /// What it printed, whatever it ended with.
    struct Outcome: Sendable {
        var code: Int32
        var output: String
    }

    /// Runs it; what it prints where errors go is passed on to nobody.
    ///
    /// - Throws: a ``NotDone`` when it cannot be started.
    func outcome() async throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        if let environment { process.environment = environment }
        if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
        let output = Pipe()
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
        } catch {
            throw NotDone("not done: \(name) could not be started (\(error)).")
        }
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Outcome(
            code: process.terminationStatus,
            output: String(decoding: data, as: UTF8.self)
        )
    }

    /// Runs it to an end that has to be a good one; answers what it printed.
    ///
    /// - Throws: a ``NotDone`` with what it ended with.
    @discardableResult
    func callAsFunction() async throws -> String {
        let outcome = try await outcome()
        guard outcome.code == 0 else {
            throw NotDone(
                "no demo: `\(name)` ended with \(outcome.code). Nothing is left running."
            )
        }
        return outcome.output
    }

    /// The program and its first word, without paths or anything that may be secret.
    private var name: String {
        let program = words.first { $0.contains("/") } ?? words.first ?? ""
        let rest = words.drop { $0 != program }.dropFirst().first.map { " \($0)" } ?? ""
        return (program.split(separator: "/").last.map(String.init) ?? "") + rest
    }
}
