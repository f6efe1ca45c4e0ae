import Foundation
import RolloutCore

/// A line of the verdict stream: what was found at which second.
struct VerdictLine: Encodable, Hashable, Sendable {
    /// The second as the file names it.
    var second: Int
    /// Seconds since the canary's first share.
    var after: Int
    var finding: JudgeFinding
    /// What is judged, where there are several judges; empty otherwise.
    var criteria: String
    /// The canary's share, 0 through 1.
    var weight: Double
    /// The evidence against the release, n:1.
    var evidence: Double
    var sentence: String

    /// What a seat says now.
    init(_ seat: JudgePanel.Seat, at second: Int, origin: Int) {
        self.second = second
        after = second - origin
        finding = seat.judge.finding
        criteria = seat.name
        weight = seat.judge.weight
        evidence = seat.judge.evidence
        sentence = VerdictWording(seat.judge).sentence
    }

    /// The line for people.
    var text: String {
        let place = Duration.seconds(after).spoken
        return "\(second) (\(place))  " + (criteria.isEmpty ? "" : criteria + ": ") + sentence
    }
}

/// How a trial ended.
struct VerdictEnd: Encodable, Hashable, Sendable {
    /// What is to be said of the whole release.
    enum State: String, Encodable, Sendable {
        case go
        case hold
        case rollback
        /// Nothing speaks against it, and not even a tenfold regression would have been seen.
        case notEnoughData
    }

    var state: State
    /// Seconds that were judged, and those that were not.
    var judgedSeconds: Int
    var missingSeconds: Int
    var repairs: Repairs
    var sentences: [String]

    /// How a panel stands at the end of a file.
    init(_ panel: JudgePanel, _ repairs: Repairs) {
        let judge = panel.seats.first?.judge
        state =
            switch panel.finding {
            case .rollback: .rollback
            case .hold: .hold
            case .go: Self.sawEnough(judge) ? .go : .notEnoughData
            }
        judgedSeconds = judge?.measuredSeconds ?? 0
        missingSeconds = repairs.missingSeconds
        self.repairs = repairs
        sentences = panel.seats.map {
            ($0.name.isEmpty ? "" : $0.name + ": ") + VerdictWording($0.judge).sentence
        }
    }

    private static func sawEnough(_ judge: ReleaseJudge?) -> Bool {
        guard let judge, !judge.isWarmingUp, let ratio = judge.smallestVisibleRatio else {
            return false
        }
        return ratio <= 10
    }

    /// The last lines for people.
    var text: String {
        let word =
            switch state {
            case .go: "go"
            case .hold: "hold"
            case .rollback: "would have been rolled back"
            case .notEnoughData: "not enough data"
            }
        let repaired = repairs.sentence.map { "; " + $0 } ?? ""
        let judged = "\(judgedSeconds.grouped) s judged"
        return (sentences + ["end: \(word); \(judged)\(repaired)."]).joined(separator: "\n")
    }

    /// The code the command ends with: 0 only for a release that nothing speaks against.
    var code: ExitCode {
        switch state {
        case .go: .succeeded
        case .hold, .notEnoughData: .refused
        case .rollback: .rolledBackByCriterion
        }
    }
}

extension Encodable {
    /// The value as one line of JSON with sorted names.
    func jsonLine() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
