/// Why a file of counts cannot be judged: where, what was seen, what to write instead.
struct CountFileProblem: Error, Hashable, Sendable {
    /// Where, both from 1, columns in Unicode scalars.
    var position: Position
    /// One or two sentences.
    var sentence: String

    init(_ line: Int, _ column: Int, _ sentence: String) {
        position = Position(line: line, column: column)
        self.sentence = sentence
    }
}
