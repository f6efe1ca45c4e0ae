import Foundation

/// A release of which only the failed requests are judged.
///
/// The families are those a service meets: independent failures, noisy instances, clients that
/// retry and clients that stick to an instance, dependencies that fail for everybody, the day's
/// course.
struct ErrorScenario: Sendable {
    /// Requests per second of both arms together.
    var requestsPerSecond: Double
    /// The canary's weight.
    var schedule: Schedule
    /// The share of requests that fail on the baseline.
    var failing: Double
    /// How many times as many fail on the canary; 1 when the release is as good as the old one.
    var ratio = 1.0
    /// How failures come together.
    var pattern = Pattern.independent
    /// The second in which the canary begins to be worse.
    var onset = 0
    /// How the canary becomes worse.
    var course = Course.step
    /// Whether traffic and failures follow a day's course, squeezed into the hour.
    var isDiurnal = false
    /// Length of the release in seconds.
    var seconds = 3_600
    /// Length of the history that the judge may rehearse on, in seconds.
    var historySeconds = 3_600

    /// The earlier releases that the judge rehearses on beside instances; nil without any.
    var earlier: Earlier?

    /// Releases that turned out well, at a weight of 10%.
    struct Earlier: Sendable, Hashable {
        /// How many.
        var count: Int
        /// How long each of them took.
        var seconds: Int
    }

    /// How failures come together.
    enum Pattern: Sendable, Hashable {
        /// Every request fails or not for itself.
        case independent
        /// Each of so many instances draws its own failing share every second.
        ///
        /// Its failures are correlated by that much; with one instance the arms waver as wholes.
        case noisy(correlation: Double, instances: Int)
        /// That share of all failures comes in clumps of retries within one second.
        ///
        /// A clump goes to one arm, to the canary with the probability of its traffic.
        case clumps(size: Double, share: Double)
        /// As clumps, but the failing client goes on for some seconds on the same arm.
        case sticky(size: Double, seconds: Int, share: Double)
        /// 30% of the requests of both arms fail for a minute, that often in an hour.
        case outages(perHour: Double)
    }

    /// How the canary becomes worse.
    enum Course: Sendable, Hashable {
        /// At once, in the second of the onset.
        case step
        /// Evenly over 30 minutes from the onset on.
        case leak
    }

    /// Whether the canary is worse than the baseline.
    var isWorse: Bool { ratio != 1 }

    /// How many times as many requests fail on the canary in that second.
    func ratio(at second: Int) -> Double {
        guard second >= onset else { return 1 }
        switch course {
        case .step: return ratio
        case .leak: return 1 + (ratio - 1) * min(1, Double(second - onset) / 1_800)
        }
    }

    /// One release.
    func release(_ dice: inout Dice) -> EventSeries {
        play(seconds: seconds, schedule, ratio: { ratio(at: $0) }, &dice)
    }

    /// The earlier releases, which changed nothing.
    func earlierReleases(_ dice: inout Dice) -> [EventSeries] {
        (0..<(earlier?.count ?? 0)).map { _ in
            play(
                seconds: earlier?.seconds ?? 0,
                .constant(Self.earlierWeight),
                ratio: { _ in 1 },
                &dice
            )
        }
    }

    /// The weight of earlier releases.
    static let earlierWeight = 0.1

    /// What the stable revision did before the release, in ten slices of a tenth of the traffic.
    ///
    /// A slice stands for an instance or for the clients of one hash: outages and the day's course
    /// are common to all, noise and bursts are each slice's own.
    func history(_ dice: inout Dice) -> [ArmSeries] {
        let outage = outages(seconds: historySeconds, &dice)
        return (0..<10).map { _ in
            arm(
                seconds: historySeconds,
                outage: outage,
                share: { _ in 0.1 },
                ratio: { _ in 1 },
                &dice
            )
        }
    }

    /// The least seconds in which any rule with 1% false rollbacks can find this on average.
    ///
    /// Wald and Lorden's bound, the common failing share being unknown; nil where the weight or the
    /// fault changes with time, or nothing is worse.
    var informationBound: Double? {
        guard case .constant(let weight) = schedule, isWorse, course == .step, onset == 0 else {
            return nil
        }
        let canary = min(1, failing * ratio)
        let pooled = weight * canary + (1 - weight) * failing
        let rate =
            requestsPerSecond
            * (weight * Self.divergence(canary, pooled)
                + (1 - weight) * Self.divergence(failing, pooled))
        return log(100) / rate
    }

    private static func divergence(_ p: Double, _ q: Double) -> Double {
        let p = min(max(p, 1e-15), 1 - 1e-15)
        let q = min(max(q, 1e-15), 1 - 1e-15)
        return p * log(p / q) + (1 - p) * log((1 - p) / (1 - q))
    }
}
