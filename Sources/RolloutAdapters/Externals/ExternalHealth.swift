import RolloutCore

/// What the answers of a dependency add up to.
struct ExternalHealth {
    private let failures: Int
    private var inARow = 0
    private var isUp: Bool?

    /// A dependency of which nothing is known, down after that many failures in a row.
    init(failures: Int) { self.failures = failures }

    /// Whether there was a report.
    var isKnown: Bool { isUp != nil }

    /// Takes in an answer, and returns it when it changes what is known.
    mutating func take(_ answer: ExternalReport) -> ExternalReport? {
        inARow = answer.isUp ? 0 : inARow + 1
        guard answer.isUp || inARow >= failures, isUp != answer.isUp else { return nil }
        isUp = answer.isUp
        return answer
    }
}
