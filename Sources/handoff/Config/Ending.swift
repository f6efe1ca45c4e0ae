import ArgumentParser
import RolloutAdapters
import RolloutCore
import RolloutJournal

/// The last words of a command that was ended by an error, and the exit code that goes with them.
struct Ending: Hashable, Sendable {
    /// What is still to be said; empty when the command has said it.
    var words: String
    /// Whether the words were asked for, as help is, and so go to standard output.
    var isAnswer: Bool
    var code: ExitCode

    /// The ending that an error of a command means.
    ///
    /// The parser's own code for wrong usage is 64; ours is the 2 of the release model.
    init(_ error: any Error) {
        if let code = error as? ExitCode {
            self.init(words: "", isAnswer: false, code: code)
        } else if let (words, code) = Self.ourWords(for: error) {
            self.init(words: words, isAnswer: false, code: code)
        } else {
            let words = Handoff.fullMessage(for: error)
            switch Handoff.exitCode(for: error) {
            case .success: self.init(words: words, isAnswer: true, code: .succeeded)
            case .validationFailure: self.init(words: words, isAnswer: false, code: .usage)
            default: self.init(words: words, isAnswer: false, code: .internalError)
            }
        }
    }

    /// The words and the code of an error of ours, which carries its own sentence.
    private static func ourWords(for error: any Error) -> (words: String, code: ExitCode)? {
        switch error {
        case let problems as ConfigProblems:
            ((problems.lines + [problems.summary]).joined(separator: "\n"), .usage)
        case let error as NotDone: (error.sentence, error.code)
        case let refused as LeaseRefused: ("\(refused)", .leaseHeld)
        case let error as JournalError: (error.sentence, ExitCode(error.kind))
        case let failure as Failure: (failure.words, .internalError)
        case let error as SystemError:
            ("not done: the system refused \(error.call) (\(error.words)).", .internalError)
        default: nil
        }
    }

    private init(words: String, isAnswer: Bool, code: ExitCode) {
        self.words = words
        self.isAnswer = isAnswer
        self.code = code
    }
}

extension Failure {
    /// The sentence, and what the other side said of it.
    var words: String {
        let end = summary.hasSuffix(".") ? "" : "."
        return summary + end + (detail.isEmpty ? "" : " \(detail)")
    }
}

extension ExitCode {
    /// The code for what the journal did not do.
    ///
    /// A journal that is not there is a wrong name or folder, so wrong usage; one that cannot be
    /// used is nobody's wish.
    fileprivate init(_ kind: JournalError.Kind) {
        self =
            switch kind {
            case .missing: .usage
            case .refused: .refused
            case .full, .inaccessible, .busy, .damaged, .newer, .unsafe: .internalError
            }
    }
}
