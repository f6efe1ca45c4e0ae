import RolloutCore

extension Rejection {
    /// The refusal with its remedy as a key of this screen.
    var keyed: String {
        switch remedy {
        case .resume: sentence + hint(.pauseOrResume, "resumes.")
        case .override: sentence + hint(.override, "passes it, with a reason on the record.")
        case .rollback: sentence + hint(.rollBack, "returns all traffic to stable.")
        case .contract: sentence + hint(.advance, "lets the removal begin.")
        case nil: sentence
        }
    }

    private func hint(_ action: Action, _ words: String) -> String {
        Keymap.binding(of: action).map { " \($0.label) \(words)" } ?? ""
    }
}
