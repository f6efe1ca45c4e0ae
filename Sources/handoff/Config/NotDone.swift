/// Why a command did nothing, for the person who gave it.
///
/// Unlike the parser's own error it is shown as it is, without a list of options that were not the
/// matter. Ends with the code given, usage unless something else is said.
struct NotDone: Error, Hashable, Sendable {
    /// What was not done, the fact seen, the state now, what the reader can do.
    var sentence: String
    var code: ExitCode

    init(_ sentence: String, code: ExitCode = .usage) {
        self.sentence = sentence
        self.code = code
    }
}
