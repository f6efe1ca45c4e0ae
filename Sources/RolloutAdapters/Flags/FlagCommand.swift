import Foundation
import RolloutCore

/// A flag that commands of the user read and write.
///
/// Commands get what every program needs (`PATH`, `HOME` and the like) and no secrets.
struct FlagCommand: FlagStore {
    let flag: FlagPlan
    let commands: FlagCommands
    let environment: [String: String]
    let mask: @Sendable (String) -> String

    func look() async throws -> StoredFlag {
        let outcome = try await run(commands.read, value: "")
        guard outcome.isGood else {
            throw Failure(
                outcome.isOverdue ? .timedOut : .unreachable,
                "flag \(flag.name) was not read: \(ending(of: outcome, commands.read))",
                detail: lastWords(of: outcome)
            )
        }
        do throws(JSONText.Trouble) {
            return StoredFlag(try value(in: outcome.output))
        } catch {
            throw Failure(
                .refused,
                "flag \(flag.name) was not read: of what \(Self.program(commands.read)) printed, "
                    + error.words,
                detail: "Have the command print the value alone, as JSON or as a bare word.",
                isRetryable: false
            )
        }
    }

    func write(_ value: FlagValue?, over seen: StoredFlag) async throws -> Bool {
        guard let value else {
            throw Failure(
                .conflict,
                "flag \(flag.name) was not taken away: a command can set a value, not remove it",
                detail: "It is still \(seen.value.spoken). Remove it in its store by hand.",
                isRetryable: false
            )
        }
        let isOption = commands.write.arguments.contains("{value}")
        if case .text(let word) = value, word.hasPrefix("-"), isOption {
            throw Failure(
                .refused,
                "flag \(flag.name) was not set to `\(word)`: a command would take it for an option",
                detail: "It is as it was. Set it in its store by hand.",
                isRetryable: false
            )
        }
        let outcome = try await run(commands.write, value: value.description)
        guard outcome.isGood else {
            throw Failure(
                outcome.isOverdue ? .timedOut : .refused,
                "flag \(flag.name) was not set to `\(value)`: "
                    + ending(of: outcome, commands.write),
                detail: lastWords(of: outcome)
            )
        }
        return true
    }

    func obstacle(to value: FlagValue, over seen: StoredFlag) async -> String? {
        let program = Self.program(commands.write)
        guard ProgramSearch.path(of: program, in: environment["PATH"]) != nil else {
            return "\(program) cannot be executed. Install it, or correct the flag's `write`."
        }
        guard seen.value != nil else {
            return "It has no value now, and a command cannot take one away again, so rollback "
                + "would not work. Give it a value first."
        }
        return nil
    }

    /// Nothing and `null`, as a program that looks into JSON prints, are no value.
    ///
    /// Where the plan has a word, a bare `true` is the word `true`.
    private func value(in output: [UInt8]) throws(JSONText.Trouble) -> FlagValue? {
        guard let text = String(validating: output, as: UTF8.self) else {
            throw JSONText.Trouble(words: "something is no text")
        }
        let word = text.trimmingCharacters(in: .whitespacesAndNewlines)
        if word.isEmpty || word == "null" { return nil }
        if case .text = flag.value, !word.hasPrefix("\"") { return try FlagValue.word(word) }
        let bytes = Array(word.utf8)
        return JSONDocument(bytes) == nil
            ? try FlagValue.word(word) : try FlagValue(json: bytes[...])
    }

    private func run(
        _ command: DeclaredCommand,
        value: String
    ) async throws
        -> BriefCommand.Outcome
    {
        var command = command
        command.arguments = command.arguments.map { argument in
            argument.replacingOccurrences(of: "{flag}", with: flag.name)
                .replacingOccurrences(of: "{value}", with: value)
        }
        do {
            return try await BriefCommand(command: command, environment: environment)()
        } catch let error as SystemError {
            let subject = error.call == "chdir" ? command.folder : Self.program(command)
            throw Failure(
                .refused,
                "flag \(flag.name) was not asked for: \(subject): \(error.words)",
                detail: "Nothing was changed. Install it, or correct the flag's store.",
                isRetryable: error.code != ENOENT && error.code != EACCES
            )
        }
    }

    private func ending(of outcome: BriefCommand.Outcome, _ command: DeclaredCommand) -> String {
        let program = Self.program(command)
        return outcome.isOverdue
            ? "\(program) had not ended within \(command.within.spoken)"
            : "\(program) ended with \(outcome.exit.words)"
    }

    private func lastWords(of outcome: BriefCommand.Outcome) -> String {
        let lines = PrintedText.lines(
            of: mask(String(decoding: outcome.errors, as: UTF8.self)).utf8
        )
        return lines.isEmpty
            ? "It said nothing." : "It said last: " + lines.suffix(5).joined(separator: " | ")
    }

    private static func program(_ command: DeclaredCommand) -> String {
        command.arguments.first ?? "no command"
    }
}
