/// Looks at the seconds from `start` up to and without `end`: whether they are good.
///
/// Nil when there was nothing to look at.
typealias ThresholdCheck = (_ start: Int, _ end: Int) -> Bool?

/// The analysis of Argo Rollouts, from its described behaviour, in own code.
struct ArgoRollouts: Sendable {
    /// Seconds between two measurements.
    var interval: Int
    /// Seconds each looks back.
    var window: Int
    /// Failed measurements that are forgiven.
    var failureLimit: Int

    /// The example of its documentation: every five minutes, three failures forgiven.
    static let documented = ArgoRollouts(interval: 300, window: 300, failureLimit: 3)

    /// As fast as its users set it: every 30 s over the last minute, two failures forgiven.
    static let tuned = ArgoRollouts(interval: 30, window: 60, failureLimit: 2)

    /// The second at which the release is aborted; nil when it never is.
    func stop(_ checks: [ThresholdCheck], seconds: Int) -> Int? {
        checks.compactMap { stop($0, seconds: seconds) }.min()
    }

    /// The first measurement is at once; more than four errors in a row end it like a failure.
    private func stop(_ check: ThresholdCheck, seconds: Int) -> Int? {
        var failed = 0
        var errors = 0
        var second = 1
        while second <= seconds {
            guard let isGood = check(max(0, second - window), second) else {
                errors += 1
                if errors > 4 { return second }
                second += 10
                continue
            }
            errors = 0
            if !isGood { failed += 1 }
            if failed > failureLimit { return second }
            second += interval
        }
        return nil
    }
}

/// The analysis of Flagger, from its described behaviour, in own code.
struct Flagger: Sendable {
    /// Seconds between two rounds of checks.
    var interval: Int
    /// Seconds each check looks back.
    var window: Int
    /// Rounds with a failed check, in all, that roll back.
    var threshold: Int

    /// The example of its documentation: ten failed rounds a minute apart.
    static let documented = Flagger(interval: 60, window: 60, threshold: 10)

    /// As fast as it goes: every 10 s over the last 30 s, three failed rounds.
    static let tuned = Flagger(interval: 10, window: 30, threshold: 3)

    /// The second at which the release is rolled back; nil when it never is.
    ///
    /// The counter never resets, silence counts as failed, and the rollback comes with the round
    /// after the one that reached the threshold.
    func stop(_ checks: [ThresholdCheck], seconds: Int) -> Int? {
        var failed = 0
        for second in stride(from: interval, through: seconds, by: interval) {
            if failed >= threshold { return second }
            let start = max(0, second - window)
            if checks.contains(where: { $0(start, second) != true }) { failed += 1 }
        }
        return nil
    }
}
