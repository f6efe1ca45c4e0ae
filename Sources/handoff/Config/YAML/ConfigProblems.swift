/// One thing wrong with a file that people write: where, what, and what to write instead.
struct ConfigProblem: Hashable, Sendable {
    /// Where; nil when the file could not be read at all.
    var position: Position?
    /// One or two sentences; no secrets, no control characters.
    var sentence: String
}

/// Everything wrong with one file, by position, so that one reading is enough to correct it.
struct ConfigProblems: Error, Hashable, Sendable {
    /// The file as the person named it.
    var file: String
    /// At least one, sorted by position.
    var all: [ConfigProblem]

    /// The problems in the order of the file; those at one place stay in the order found.
    init(file: String, _ problems: [ConfigProblem]) {
        self.file = file
        all = problems.enumerated()
            .sorted { left, right in
                let (first, second) = (left.element.position, right.element.position)
                return (first ?? .start, left.offset) < (second ?? .start, right.offset)
            }
            .map(\.element)
    }

    /// One line a problem, `file:line:column: sentence`, which editors can jump to.
    var lines: [String] {
        all.map { problem in
            let place = problem.position.map { ":\($0.line):\($0.column)" } ?? ""
            return "\(file)\(place): \(problem.sentence)"
        }
    }

    /// The last line under them: how many there are, and that nothing was done.
    var summary: String {
        "\(file): \(all.count) \(all.count == 1 ? "problem" : "problems"); nothing was done."
    }
}
