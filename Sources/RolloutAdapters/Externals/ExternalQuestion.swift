import Foundation
import RolloutCore

/// One question to a dependency.
struct ExternalQuestion: Sendable {
    /// Most characters of foreign words in a report.
    private static let longest = 120

    let external: ExternalPlan
    let environment: [String: String]
    let secrets: SecretStore

    /// The answer, within the plan's limit and a moment; when cancelled, at once.
    func answer() async -> ExternalReport {
        let trouble =
            switch external.check {
            case .http(let url): await trouble(at: url)
            case .tcp(let endpoint): await trouble(connectingTo: endpoint)
            case .command(let command): await trouble(of: command)
            }
        // Masked before it is cut, so that no half of a secret stays.
        let words = SecretMask(secrets.knownValues).masked(trouble ?? "")
        return ExternalReport(isUp: trouble == nil, detail: String(words.prefix(Self.longest)))
    }

    private var silence: String { "gave no answer within \(external.timeout.spoken)" }

    private func trouble(at url: String) async -> String? {
        do {
            var request = WebRequest("GET", try WebAddress(url), timeout: external.timeout)
            request.bodyLimit = Self.longest
            let outcome = try await WebExchange.outcome(of: request)
            return outcome.success == nil ? outcome.words : nil
        } catch let error as WebAddress.Malformed {
            return "was not asked: its address \(error.words)"
        } catch {
            return silence
        }
    }

    private func trouble(connectingTo endpoint: String) async -> String? {
        guard let trial = ConnectionTrial(endpoint) else {
            return "was not asked: \(endpoint) is not a host and a port"
        }
        let deadline = ContinuousClock.now + external.timeout
        let answer = await onOwnThread(within: external.timeout) { trial.trouble(by: deadline) }
        return answer ?? silence
    }

    private func trouble(of command: DeclaredCommand) async -> String? {
        var command = command
        command.within = min(command.within, external.timeout)
        let program = command.arguments.first ?? "no command"
        let outcome: BriefCommand.Outcome
        do {
            outcome = try await BriefCommand(command: command, environment: environment)()
        } catch {
            return "was not asked: \(program): \(error.systemWords)"
        }
        if outcome.isOverdue { return silence }
        if outcome.isGood { return nil }
        let errors = String(decoding: outcome.errors, as: UTF8.self)
        let lines = PrintedText.lines(of: SecretMask(secrets.knownValues).masked(errors).utf8)
        let said = lines.last.map { ", saying: \($0)" } ?? ""
        return "failed its check: \(program) ended with \(outcome.exit.words)\(said)"
    }
}
