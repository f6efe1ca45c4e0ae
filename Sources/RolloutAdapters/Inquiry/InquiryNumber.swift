import RolloutCore

/// One number of an answer.
struct InquiryNumber: Sendable, Hashable {
    /// Whether it is what the others are a part of.
    var isWhole = false
    /// What tells it from the other numbers of the answer, the same in every answer.
    var series = ""
    /// What says whose it is; nil when nothing does.
    var label: String?
    /// The number itself, always finite.
    var value: Double

    /// A part, and what it is a part of when that is known.
    static func numbers(_ value: Double, over whole: Double?) -> [InquiryNumber] {
        [InquiryNumber(value: value)]
            + (whole.map { [InquiryNumber(isWhole: true, value: $0)] } ?? [])
    }
}

/// Why there is no answer, in words that hold no secret.
///
/// They follow the name of whom was asked: "did not answer within 800 ms".
struct InquiryTrouble: Error, Equatable {
    /// What happened.
    var words: String
    /// Whether asking again soon helps nobody, as with a wrong password: that would fill the other
    /// side's log, and may lock an account.
    var isLasting = false

    /// The other side did not say anything in time.
    static func silent(_ limit: Duration) -> InquiryTrouble {
        InquiryTrouble(words: "did not answer within \(limit.spoken)")
    }
}
