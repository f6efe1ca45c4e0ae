import RolloutCore
import RolloutEngine

/// What one instance offered at one moment, or why it did not.
struct OpenMetricsScrape: Sendable {
    /// Whom it was asked of.
    let member: Roster.Member
    /// The text; nil when there was none that could be read.
    let text: OpenMetricsText?
    /// Why there is no text, in words; empty when there is one.
    let trouble: String

    /// Makes what it can of an answer.
    init(_ member: Roster.Member, _ outcome: HTTPOutcome) {
        self.member = member
        guard case .answered(let answer) = outcome, answer.isSuccess else {
            text = nil
            trouble = outcome.words
            return
        }
        do throws(OpenMetricsText.Problem) {
            text = try OpenMetricsText(answer.body)
            trouble = ""
        } catch {
            text = nil
            trouble = "line \(error.line) of its text: \(error.words)"
        }
    }

    /// What tells the process that counts from one that counted before, as far as can be seen.
    ///
    /// `process_start_time_seconds` is what Prometheus's client libraries offer for this.
    var process: String {
        let started = text?.values(named: "process_start_time_seconds").first
        return member.endpoint + (started.map { " since \($0)" } ?? "")
    }

    /// The largest value of the family, over all its labels.
    func level(_ query: OpenMetricsQuery) -> Double? {
        text?.values(named: query.family).filter(\.isFinite).max()
    }

    /// The sums of the part and of the whole, over all their labels; nil unless both are there.
    func counts(_ query: OpenMetricsQuery) -> CounterHistory.Counts? {
        guard let over = query.over, let part = sum(query.family), let whole = sum(over) else {
            return nil
        }
        return CounterHistory.Counts(part: part, whole: whole)
    }

    /// The sum over all labels; nil when there is nothing to add or it cannot be added.
    func sum(_ family: String) -> Double? {
        guard let values = text?.values(named: family), !values.isEmpty else { return nil }
        let sum = values.reduce(0, +)
        return sum.isFinite ? sum : nil
    }
}
