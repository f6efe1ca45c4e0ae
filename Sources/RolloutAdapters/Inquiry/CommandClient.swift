import Foundation
import RolloutCore

/// Runs a program that prints a number.
struct CommandClient: InquiryClient {
    /// Most that a program may print, in bytes.
    static let longest = 64 * 1_024

    let query: CommandQuery
    let timeout: Duration
    let secrets: SecretReader

    func answer(by deadline: ContinuousClock.Instant) throws(InquiryTrouble) -> [InquiryNumber] {
        var environment: [String: String] = [:]
        for name in ["PATH", "HOME", "LANG"] { environment[name] = try? secrets.variable(name) }
        for name in query.variables { environment[name] = try secrets.variable(name) }
        let output = try output(environment, by: deadline)
        let document = JSONDocument(output)
        guard let value = document?.finite ?? document?["value"]?.finite else {
            throw InquiryTrouble(words: "printed no number, nor JSON with `value`")
        }
        return InquiryNumber.numbers(value, over: document?["over"]?.finite)
    }

    /// What it printed; it and all it started are gone afterwards.
    private func output(
        _ environment: [String: String],
        by deadline: ContinuousClock.Instant
    ) throws(InquiryTrouble) -> [UInt8] {
        let command = DeclaredCommand(
            query.arguments,
            folder: FileManager.default.currentDirectoryPath,
            within: max(.zero, deadline - .now)
        )
        var brief = BriefCommand(command: command, environment: environment)
        brief.grace = .zero
        let outcome: BriefCommand.Outcome
        do throws(SystemError) {
            outcome = try brief.run()
        } catch {
            throw InquiryTrouble(words: "was not started: \(error.words)")
        }
        guard !outcome.isOverdue else { throw .silent(timeout) }
        guard outcome.isGood else {
            throw InquiryTrouble(words: "ended with \(outcome.exit.words)")
        }
        return Array(outcome.output.prefix(Self.longest))
    }
}
