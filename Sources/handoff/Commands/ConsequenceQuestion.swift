import Foundation
import RolloutCore

/// Shows what a command would do to a release, and asks whether it may.
struct ConsequenceQuestion {
    let verb: Command.Verb
    let rollout: Rollout

    /// Returns when the person said yes.
    ///
    /// - Throws: a ``NotDone`` without a terminal to ask at; ``ExitCode/usage`` after a no.
    func ask() throws {
        try Self.ask(
            "\(verb.words) of \(rollout.plan.service), release \(rollout.start.release):",
            rollout.consequences(of: verb)
        )
    }

    /// Shows those steps under a line of their own, and asks; as ``ask()`` does.
    static func ask(_ head: String, _ steps: [Consequence]) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw NotDone(
                "not done: this asks before it acts and there is no terminal to ask at. "
                    + "Nothing was changed. Add `--yes`."
            )
        }
        print(head)
        for (number, step) in steps.enumerated() {
            print("  \(number + 1)  \(step.what)" + (step.time.isEmpty ? "" : "   \(step.time)"))
        }
        print("go on? y or n ", terminator: "")
        fflush(nil)
        guard readLine()?.lowercased() == "y" else {
            print("left as it is")
            throw ExitCode.usage
        }
    }
}
