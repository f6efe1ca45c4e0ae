import RolloutCore

/// The judges of one trial: those a plan needs, or one with the design's settings.
///
/// All only observe, because what is in a file cannot be rolled back any more.
struct JudgePanel: Sendable {
    /// One judge with what it looks at and whether its finding rolls a release back.
    struct Seat: Sendable {
        var judge: ReleaseJudge
        /// What it looks at, to tell several apart; empty when it is the only one.
        var name: String
        var rollsBack: Bool
    }

    private(set) var seats: [Seat]
    /// The first second with a share for the canary: the judges' second 0.
    private(set) var origin: Int?

    /// The design's settings for a release planned to take so long.
    init(plannedSeconds: Int, calibration: JudgeCalibration = .unrehearsed) {
        var settings = JudgeSettings(
            startMass: StartMass(plannedSeconds: plannedSeconds, isOpenEnded: true),
            calibration: calibration
        )
        settings.observesOnly = true
        seats = [Seat(judge: ReleaseJudge(settings), name: "", rollsBack: true)]
    }

    /// The judges of a plan file's criteria with `tolerate`; none when it has none.
    init(_ file: PlanFile) {
        guard let digest = Digest(rawValue: "sha256:" + String(repeating: "0", count: 64)) else {
            seats = []
            return
        }
        let revision = file.revision(digest: digest, at: file.artifact)
        let judges = DifferenceJudge.all(for: file.plan(canary: revision, stable: revision))
        seats = judges.map { judge in
            var settings = judge.judge.settings
            settings.observesOnly = true
            let criteria = judge.criteria.values
            return Seat(
                judge: ReleaseJudge(settings),
                name: judges.count == 1
                    ? "" : criteria.map(\.metric.rawValue).sorted().joined(separator: ", "),
                rollsBack: criteria.allSatisfy { $0.onWorse == .rollback && !$0.isObserveOnly }
            )
        }
    }

    /// Takes in a second; false when it could not be judged, as silence then.
    mutating func take(_ second: FileSecond) -> Bool {
        guard origin != nil || (second.weight ?? 0) > 0 else { return true }
        let origin = origin ?? second.second
        self.origin = origin
        let counts = second.counts(from: origin)
        for index in seats.indices {
            if let counts {
                seats[index].judge.take(counts)
            } else {
                seats[index].judge.pass(to: second.second - origin + 1)
            }
        }
        return counts != nil
    }

    /// The gravest finding of those that act on a release.
    var finding: JudgeFinding {
        let findings = seats.map { $0.rollsBack ? $0.judge.finding : $0.judge.finding.withoutAct }
        if findings.contains(.rollback) { return .rollback }
        return findings.contains(.hold) ? .hold : .go
    }
}

extension JudgeFinding {
    /// What becomes of a finding where a criterion must not roll back: a person is asked.
    fileprivate var withoutAct: JudgeFinding { self == .rollback ? .hold : self }
}
