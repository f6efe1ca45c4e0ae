import Dispatch
import Foundation
package import RolloutCore
import Synchronization

/// Resolves secrets from where their plan says, and keeps their values in memory only.
///
/// A value is looked up once and kept for the life of the store, until ``refresh(_:)``; that there
/// is none is kept for 5 s. Calls come from any thread and block it while a file or a command is
/// asked, each at most its limit and a few seconds.
package final class SecretStore: Sendable {
    private struct Entry: Sendable {
        var result: Result<String, SecretTrouble>
        var at: ContinuousClock.Instant
    }

    /// How long a trouble is believed, so that no command is run again for every line to be masked.
    private static let troubleLife = Duration.seconds(5)

    private let variable: @Sendable (String) -> String?
    private let environment: [String: String]
    private let entries = Mutex<[SecretSource: Entry]>([:])
    /// Every value there ever was: one that was replaced since may still be printed.
    private let seen = Mutex<Set<String>>([])

    /// A store that takes variables from `variable`, and gives commands `environment`.
    package init(
        variable: @escaping @Sendable (String) -> String?,
        environment: [String: String]
    ) {
        self.variable = variable
        self.environment = environment
    }

    /// A store on the variables of that environment.
    package convenience init(environment: [String: String]) {
        self.init(variable: { environment[$0] }, environment: environment)
    }

    /// The value of the secret, or why there is none.
    package func value(of source: SecretSource) -> Result<String, SecretTrouble> {
        if let entry = entries.withLock({ $0[source] }), isBelieved(entry) { return entry.result }
        return look(source)
    }

    /// Looks all of them up anew, side by side; what was known of them is replaced.
    package func refresh(_ sources: [SecretSource]) -> [SecretSource: Result<String, SecretTrouble>]
    {
        DispatchQueue.concurrentPerform(iterations: sources.count) { _ = look(sources[$0]) }
        return Dictionary(sources.map { ($0, value(of: $0)) }) { first, _ in first }
    }

    /// Every value of secrets that this store ever gave, for masks.
    package var knownValues: [String] { seen.withLock { Array($0) } }

    private func isBelieved(_ entry: Entry) -> Bool {
        if case .success = entry.result { return true }
        return entry.at.duration(to: .now) < Self.troubleLife
    }

    private func look(_ source: SecretSource) -> Result<String, SecretTrouble> {
        let result = Result { () throws(SecretTrouble) in try resolve(source) }
        if case .success(let value) = result { seen.withLock { _ = $0.insert(value) } }
        entries.withLock { $0[source] = Entry(result: result, at: .now) }
        return result
    }

    private func resolve(_ source: SecretSource) throws(SecretTrouble) -> String {
        switch source.origin {
        case .environment:
            guard let value = variable(source.name) else {
                throw SecretTrouble("is not set", isOfEnvironment: true)
            }
            guard !value.isEmpty else { throw SecretTrouble("is empty", isOfEnvironment: true) }
            return value
        case .file(let path):
            return try Self.text(SecretFile(path: path).bytes(), from: path)
        case .command(let command):
            return try Self.text(output(of: command), from: Self.program(command))
        }
    }

    private func output(of command: DeclaredCommand) throws(SecretTrouble) -> [UInt8] {
        let program = Self.program(command)
        let outcome: BriefCommand.Outcome
        do {
            outcome = try BriefCommand(command: command, environment: environment).run()
        } catch {
            throw SecretTrouble("has no value: \(program) was not started: \(error.words)")
        }
        guard !outcome.isOverdue else {
            let limit = command.within.spoken
            throw SecretTrouble("has no value: \(program) had not ended within \(limit)")
        }
        // Its errors are not told: nobody knows yet what in them would be the secret.
        guard outcome.isGood else {
            throw SecretTrouble(
                "has no value: \(program) ended with \(outcome.exit.words); run it by hand to see "
                    + "why"
            )
        }
        return outcome.output
    }

    private static func text(
        _ bytes: [UInt8],
        from place: String
    ) throws(SecretTrouble) -> String {
        var bytes = bytes[...]
        if bytes.last == 0x0A { bytes.removeLast() }
        if bytes.last == 0x0D { bytes.removeLast() }
        guard !bytes.isEmpty else { throw SecretTrouble("is empty: \(place) holds no value") }
        guard bytes.count <= SecretFile.sizeLimit else {
            throw SecretTrouble("has no value: \(place) gave more than 64 KiB")
        }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw SecretTrouble("has no value: what \(place) gave is no text")
        }
        return text
    }

    private static func program(_ command: DeclaredCommand) -> String {
        let word = command.arguments.first ?? "no command"
        return word.split(separator: "/").last.map(String.init) ?? word
    }
}
