package import RolloutCore

/// What is told of one release afterwards, taken from its entries and nothing else.
///
/// A value without form: ``page`` makes an HTML file of it, ``markdown`` a text, and
/// ``ReleaseComparison`` sets two beside each other. Every number in it was journaled or is a sum
/// of what was.
package struct ReleaseReport: Sendable, Hashable {
    /// What the release started with.
    package internal(set) var start: ReleaseStarted
    /// When its first entry was decided.
    package internal(set) var began: Timestamp
    /// When its last entry was decided; later ones may come while it is under way.
    package internal(set) var through: Timestamp
    /// How and when it ended; nil while it is under way.
    package internal(set) var end: ReportEnd?
    /// Where it stands, for one that is under way.
    package internal(set) var phase: Phase
    /// How many entries there are.
    package internal(set) var entryCount: Int
    /// The canary's share as the router reported it, whenever it changed.
    package internal(set) var weights: [WeightChange]
    /// The steps it went through, in the order of time.
    package internal(set) var spans: [StepSpan]
    /// Moments that stand out on the time axis.
    package internal(set) var marks: [ReportMark]
    /// What was measured, one chart for the traffic and one for each criterion.
    package internal(set) var charts: [MetricChart]
    /// What was decided, by the engine or by a person, with the evidence of that moment.
    package internal(set) var decisions: [Decision]
    /// What people did, refused commands included.
    package internal(set) var deeds: [Deed]
    /// Where the time went.
    package internal(set) var times: [StepTime]
    /// What both revisions served at each weight.
    package internal(set) var figures: [WeightFigures]
    /// What the release cost in failed requests.
    package internal(set) var cost: RequestCost
    /// Every instance and worker, by number.
    package internal(set) var instances: [InstanceLife]
    /// The checks before anything was changed, in their order.
    package internal(set) var checks: [Check]
    /// What the rehearsal of the way back showed; nil when there was none.
    package internal(set) var rehearsal: Rehearsal?
    /// Migrations, flags, hooks and messages, in the order of time.
    package internal(set) var works: [Work]
    /// The way back; nil when none was decided.
    package internal(set) var wayBack: WayBack?
    /// Processes that steered it, in their order.
    package internal(set) var stewards: [Steward]
    /// The last journaled verdict of each criterion that was ever judged.
    package internal(set) var verdicts: [MetricName: Verdict]
    /// The most serious verdict each criterion ever had.
    package internal(set) var worst: [MetricName: Verdict]
    /// What the release changed, from what served before; nil when nobody compared.
    package var difference: PlanDifference?
    /// What happened, in the sentences of the dashboard; empty when nobody told it.
    package var lines: [ReportLine] = []

    /// The plan.
    package var plan: Plan { start.plan }

    /// From the first entry to the end, or to the last entry while it is under way.
    package var duration: Duration { (end?.at ?? through) - began }
}

/// How a release ended.
package struct ReportEnd: Sendable, Hashable {
    /// How.
    package var outcome: Outcome
    /// When.
    package var at: Timestamp
}

/// One line of what happened, as the dashboard words it.
package struct ReportLine: Sendable, Hashable {
    /// When.
    package var at: Timestamp
    /// One character that tells the sort without colour.
    package var glyph: Character
    /// The sort in a word.
    package var kind: String
    /// What happened, a whole thought.
    package var sentence: String

    /// A line as the dashboard words it.
    package init(at: Timestamp, glyph: Character, kind: String, sentence: String) {
        self.at = at
        self.glyph = glyph
        self.kind = kind
        self.sentence = sentence
    }
}
