import RolloutCore

/// When the judge did what in one release, in seconds since its beginning.
struct Decisions: Sendable, Hashable {
    /// When it rolled back; nil when it did not.
    var rollback: Int?
    /// When it first held or rolled back; nil when it did neither.
    var hold: Int?
    /// When it had shown that errors are not twice as many; nil when it had not.
    var cleared: Int?
}

/// The judge that is measured: the core's, rehearsed, fed and asked once a second.
enum JudgeUnderTest {
    /// Rehearses on what the scenario has of the past.
    static func rehearse(_ scenario: ErrorScenario, _ dice: inout Dice) -> JudgeCalibration {
        let history = scenario.history(&dice)
        return rehearse(errors: history, earlier: scenario.earlierReleases(&dice))
    }

    /// Rehearses on counts of failed requests, of instances and of earlier releases.
    static func rehearse(
        errors history: [ArmSeries],
        earlier: [EventSeries] = []
    ) -> JudgeCalibration {
        var counts = RehearsalHistory(sliceCount: history.count)
        for second in 0..<(history.first?.requests.count ?? 0) {
            counts.append(
                history.map { ArmCounts(requests: $0.requests[second], errors: $0.failed[second]) }
            )
        }
        for (number, release) in earlier.enumerated() {
            for second in 0..<release.seconds {
                let weight = ErrorScenario.earlierWeight
                counts.append(
                    EarlierSecond(
                        release: ReleaseID(rawValue: number + 1),
                        weight: weight,
                        arms: release.counts(at: second, weight: weight).arms
                    )
                )
            }
        }
        return JudgeRehearsal.rehearse(on: counts).calibration(from: "the simulation")
    }

    /// Judges a release by its failed requests.
    static func judge(
        errors series: EventSeries,
        _ schedule: Schedule,
        _ calibration: JudgeCalibration
    ) -> Decisions {
        // A simulated canary is warm from the first second on.
        judge(seconds: series.seconds, schedule, calibration, warmUpSeconds: 0) {
            series.counts(at: $0, weight: schedule.weight(at: $0))
        }
    }

    /// Rehearses on latencies.
    static func rehearse(latencies history: [LatencyArm]) -> JudgeCalibration {
        let seconds = LatencyScenario.historySeconds
        var search = SlowLimitSearch()
        for slice in history {
            for second in 0..<seconds { search.add(slice.tally(at: second)) }
        }
        var counts = RehearsalHistory(sliceCount: history.count, slowLimits: search.limits)
        for second in 0..<seconds {
            counts.append(history.map { arm($0, at: second) })
        }
        return JudgeRehearsal.rehearse(on: counts).calibration(from: "the simulation")
    }

    /// Judges a release by its latencies.
    static func judge(
        latencies series: LatencySeries,
        _ schedule: Schedule,
        warmUpSeconds: Int,
        _ calibration: JudgeCalibration
    ) -> Decisions {
        judge(seconds: series.seconds, schedule, calibration, warmUpSeconds: warmUpSeconds) {
            SecondCounts(
                second: $0,
                weight: schedule.weight(at: $0),
                canary: arm(series.canary, at: $0),
                baseline: arm(series.baseline, at: $0)
            )
        }
    }

    private static func arm(_ arm: LatencyArm, at second: Int) -> ArmCounts {
        let tally = arm.tally(at: second)
        return ArmCounts(requests: tally.counts.reduce(0, +), latency: tally)
    }

    private static func judge(
        seconds: Int,
        _ schedule: Schedule,
        _ calibration: JudgeCalibration,
        warmUpSeconds: Int,
        _ counts: (Int) -> SecondCounts
    ) -> Decisions {
        let mass = StartMass(plannedSeconds: seconds, laterStages: schedule.laterStages)
        var settings = JudgeSettings(startMass: mass, calibration: calibration)
        settings.warmUpSeconds = warmUpSeconds
        var judge = ReleaseJudge(settings)
        var decisions = Decisions()
        for second in 0..<seconds {
            judge.take(counts(second))
            if decisions.cleared == nil, judge.clearedAt(.errors) != nil {
                decisions.cleared = second + 1
            }
            if decisions.hold == nil, judge.finding != .go { decisions.hold = second + 1 }
            if judge.finding == .rollback {
                decisions.rollback = second + 1
                break
            }
        }
        return decisions
    }
}

extension EventSeries {
    /// What the judge takes of one second.
    func counts(at second: Int, weight: Double) -> SecondCounts {
        SecondCounts(
            second: second,
            weight: weight,
            canary: ArmCounts(requests: canary.requests[second], errors: canary.failed[second]),
            baseline: ArmCounts(
                requests: baseline.requests[second],
                errors: baseline.failed[second]
            )
        )
    }
}
