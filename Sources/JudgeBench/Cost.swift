import Foundation
import RolloutCore

/// What judging and rehearsing cost, in time of one processor: what else runs on the machine does
/// not count.
struct Cost {
    /// The most a second of nine streams may take.
    static let mostASecond = Duration.microseconds(5)
    /// The most a rehearsal on a day of ten slices may take.
    static let mostADay = Duration.seconds(5)

    /// Seconds that are prepared beforehand and judged over and over.
    private static let prepared = 600
    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    /// Measures and prints; whether both are within their bars.
    mutating func measure() -> Bool {
        let second = secondsOfJudging(200_000)
        print("a second of nine streams, 1,000 requests: \(Self.words(second)), bar 5 µs")
        let calm = rehearsal(isBursty: false)
        print(
            "a day of ten slices: \(Self.words(calm.took)), \(calm.trials) lengths tried, bar 5 s"
        )
        let bursty = rehearsal(isBursty: true)
        print("with bursts: \(Self.words(bursty.took)), \(bursty.trials) lengths tried, bar 5 s")
        return second < Self.mostASecond && max(calm.took, bursty.took) < Self.mostADay
    }

    /// The time one second takes, of a release of so many.
    private mutating func secondsOfJudging(_ count: Int) -> Duration {
        let arms = (0..<Self.prepared).map { _ in (counts(of: 50), counts(of: 950)) }
        var judge = ReleaseJudge(JudgeSettings(startMass: StartMass(plannedSeconds: count)))
        let took = Self.processorTime {
            for second in 0..<count {
                let (canary, baseline) = arms[second % Self.prepared]
                judge.take(
                    SecondCounts(second: second, weight: 0.05, canary: canary, baseline: baseline)
                )
            }
        }
        precondition(judge.measuredSeconds == count)
        return took / count
    }

    /// The time a rehearsal takes, and the most lengths of votes that were tried.
    private mutating func rehearsal(isBursty: Bool) -> (took: Duration, trials: Int) {
        let limits: [JudgedMetric: Double] = [.p50: 12, .p95: 33, .p99: 39]
        var history = RehearsalHistory(sliceCount: 10, slowLimits: limits)
        let seconds = (0..<Self.prepared).map { _ in (0..<10).map { _ in counts(of: 100) } }
        for second in 0..<86_400 {
            var row: [ArmCounts?] = seconds[second % Self.prepared]
            // Somebody who sticks to one instance and fails for a minute and a half.
            if isBursty, second % 1_800 < 90 {
                row[second / 1_800 % 10]?.add(
                    ArmCounts(requests: 30, errors: 30, latency: LatencyTally())
                )
            }
            history.append(row)
        }
        var trials = 0
        let took = Self.processorTime {
            let rehearsal = JudgeRehearsal.rehearse(on: history)
            trials = rehearsal.streams.map(\.trials.count).max() ?? 0
        }
        return (took, trials)
    }

    private static func words(_ time: Duration) -> String {
        let seconds = time / .seconds(1)
        return seconds < 0.001
            ? String(format: "%.2f µs", seconds * 1e6) : String(format: "%.2f s", seconds)
    }

    /// The time this process spent in it; microseconds are as fine as C tells it.
    private static func processorTime(_ work: () -> Void) -> Duration {
        let begin = clock()
        work()
        return .microseconds((clock() - begin) * 1_000_000 / clock_t(CLOCKS_PER_SEC))
    }

    /// So many requests with 1% of errors and latencies around 20 ms.
    private mutating func counts(of requests: Int) -> ArmCounts {
        var latency = LatencyTally()
        for _ in 0..<requests {
            latency.add(milliseconds: 5 + 40 * dice.uniform() * dice.uniform())
        }
        let errors = (0..<requests).count { _ in dice.uniform() < 0.01 }
        return ArmCounts(requests: requests, errors: errors, latency: latency)
    }
}
