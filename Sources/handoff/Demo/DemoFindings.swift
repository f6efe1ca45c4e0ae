import Foundation
import RolloutCore

/// What the whole story came to, as the parts of it that count say themselves.
struct DemoFindings: Sendable {
    /// The load generator's summary, as far as it is looked at.
    struct Load: Decodable, Sendable {
        var requests: Int
        var failed: Int
        var failuresByReason: [String: Int]
    }

    /// The audit of the jobs, as far as it is looked at.
    struct Jobs: Decodable, Sendable {
        struct Overlap: Decodable, Sendable {
            struct Interval: Decodable, Sendable {
                var from: Double
                var to: Double
            }
            var interval: Interval
        }
        var made: Int
        var done: Int
        var waiting: Int
        var underWay: Int
        var lost: Int
        var doneTwice: Int
        var overlaps: [Overlap]

        /// Seconds in which two revisions took jobs.
        var overlap: Double { overlaps.reduce(0) { $0 + $1.interval.to - $1.interval.from } }
    }

    /// What the receiver of webhooks got.
    struct Messages: Decodable, Sendable {
        struct Message: Decodable, Sendable {
            var body: String
        }
        var repeated: Int
        var forged: Int
        var messages: [Message]
    }

    /// What the payment gateway did.
    struct Payments: Decodable, Sendable {
        var taken: Int
        var told: Int
    }

    var story: DemoStory
    var outcome: Outcome?
    var load: Load?
    var jobs: Jobs?
    var messages: Messages?
    var payments: Payments?
    var flag: Bool?
    var schema: String?

    /// The findings as lines for people and scripts.
    var lines: [String] {
        let spans = jobs.map { $0.overlap.formatted(.number.precision(.fractionLength(1))) }
        return [
            load.map { "requests: \($0.requests) sent, \($0.failed) failed" }
                ?? "requests: not known",
            jobs.map {
                "jobs: \($0.made) made, \($0.done) done, \($0.lost) lost, "
                    + "\($0.doneTwice) done twice, \($0.waiting + $0.underWay) left, "
                    + "two revisions at the same time for \(spans ?? "0") s"
            } ?? "jobs: not known",
            payments.map { "payments: \($0.taken) taken, the shop was told of \($0.told)" }
                ?? "payments: not known",
            messages.map {
                "messages: \($0.messages.count) taken, \($0.repeated) repeated, "
                    + "\($0.forged) with a wrong signature"
            } ?? "messages: not known",
            "flag: \(FullDemoPlan.flag) is \(flag.map { "\($0)" } ?? "not known")",
            "schema: version \(schema ?? "not known")",
            "release: \(outcome?.name ?? "not over")",
        ]
    }

    /// Whether nothing is on its way any more: every job done, every payment told.
    var isAtRest: Bool {
        guard let jobs, let payments, messages != nil else { return false }
        return jobs.waiting + jobs.underWay == 0 && payments.taken == payments.told
    }

    /// What is not as it should be; empty when all is.
    var faults: [String] {
        outcomeFaults + loadFaults + jobFaults + outsideFaults + stateFaults
    }

    private var outcomeFaults: [String] {
        let isRight =
            switch (outcome, story.turnsBack) {
            case (.succeeded, nil), (.rolledBack(.person), _?), (.aborted, _?): true
            default: false
            }
        guard !isRight else { return [] }
        let wanted = story.turnsBack == nil ? "succeeded" : "rolled back by a person"
        return ["the release is \(outcome?.name ?? "not over"), not \(wanted)"]
    }

    private var loadFaults: [String] {
        guard let load else { return ["the load generator said nothing"] }
        guard load.requests > 0 else { return ["no requests were sent"] }
        return load.failed == 0
            ? []
            : load.failuresByReason.sorted { $0.key < $1.key }
                .map { "requests that failed: \($0.value) × \($0.key)" }
    }

    private var jobFaults: [String] {
        guard let jobs else { return ["the jobs could not be counted"] }
        var faults: [String] = []
        if jobs.made == 0 { faults.append("there were no jobs") }
        if jobs.lost > 0 { faults.append("\(jobs.lost) jobs were lost") }
        if jobs.doneTwice > 0 { faults.append("\(jobs.doneTwice) jobs were done twice") }
        if jobs.done != jobs.made { faults.append("not every job was done") }
        if story.mode == .exclusive, !jobs.overlaps.isEmpty {
            faults.append("workers of two revisions took jobs at the same time")
        }
        return faults
    }

    private var outsideFaults: [String] {
        guard let messages, let payments else { return ["receiver or gateway said nothing"] }
        var faults: [String] = []
        if messages.repeated > 0 { faults.append("\(messages.repeated) messages came twice") }
        if messages.forged > 0 {
            faults.append("\(messages.forged) messages had no good signature")
        }
        let kind = story.turnsBack == nil ? "succeeded" : "rolledBack"
        let ends = [kind, kind == "succeeded" ? kind : "aborted"]
        if !messages.messages.contains(where: { message in ends.contains { message.tells($0) } }) {
            faults.append("nobody was told of the end")
        }
        if payments.told != payments.taken { faults.append("the shop missed payments") }
        return faults
    }

    private var stateFaults: [String] {
        var faults: [String] = []
        if flag != (story.turnsBack == nil) {
            faults.append("the flag is not \(story.turnsBack == nil)")
        }
        let wanted = story.turnsBack?.schemas ?? ["5"]
        if !wanted.contains(schema ?? "") {
            faults.append(
                "the schema is not at version \(wanted.sorted().joined(separator: " or "))"
            )
        }
        return faults
    }
}

extension DemoFindings.Messages.Message {
    /// Whether it is about that, by the name of its kind in the body.
    fileprivate func tells(_ kind: String) -> Bool {
        body.contains("\"\(kind)\"")
    }
}
