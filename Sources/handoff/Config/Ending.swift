import ArgumentParser

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
        } else if let problems = error as? ConfigProblems {
            self.init(
                words: (problems.lines + [problems.summary]).joined(separator: "\n"),
                isAnswer: false,
                code: .usage
            )
        } else {
            let words = Handoff.fullMessage(for: error)
            switch Handoff.exitCode(for: error) {
            case .success: self.init(words: words, isAnswer: true, code: .succeeded)
            case .validationFailure: self.init(words: words, isAnswer: false, code: .usage)
            default: self.init(words: words, isAnswer: false, code: .internalError)
            }
        }
    }

    private init(words: String, isAnswer: Bool, code: ExitCode) {
        self.words = words
        self.isAnswer = isAnswer
        self.code = code
    }
}
