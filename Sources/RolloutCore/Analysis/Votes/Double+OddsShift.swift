extension Double {
    /// The probability whose odds are `ratio` times the odds of this one.
    ///
    /// `statistics.md` 4.1. For a canary with the share `q` of the requests and `ratio` times the
    /// baseline's rate, it is the share of the events that falls on the canary.
    package func oddsShifted(by ratio: Double) -> Double {
        ratio * self / (ratio * self + 1 - self)
    }
}
