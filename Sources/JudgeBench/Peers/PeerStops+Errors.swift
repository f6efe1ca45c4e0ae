/// The failed requests of one release, as the peers ask for them: percentages over any window.
struct ErrorWindows: Sendable {
    private let canaryEvents: [Int]
    private let baselineEvents: [Int]
    private let canaryRequests: [Int]
    private let baselineRequests: [Int]

    /// Sums up to the end of every second.
    init(_ series: EventSeries) {
        canaryEvents = Self.sums(series.canary.failed)
        baselineEvents = Self.sums(series.baseline.failed)
        canaryRequests = Self.sums(series.canary.requests)
        baselineRequests = Self.sums(series.baseline.requests)
    }

    private static func sums(_ counts: [Int]) -> [Int] {
        var total = 0
        return [0]
            + counts.map { count in
                total += count
                return total
            }
    }

    /// Failed requests in percent; not a number without requests.
    func percent(from start: Int, to end: Int, arm: Arm) -> Double {
        let events = arm == .canary ? canaryEvents : baselineEvents
        let requests = arm == .canary ? canaryRequests : baselineRequests
        let count = requests[end] - requests[start]
        return count == 0 ? .nan : 100 * Double(events[end] - events[start]) / Double(count)
    }
}

extension ErrorWindows {
    /// When the peers stop this release.
    ///
    /// `failing` is the true share on the baseline, which the tuned peers are told: more than their
    /// users know.
    func stops(failing: Double, seconds: Int, _ dice: inout Dice) -> PeerStops {
        let tuned = 150 * failing
        func absolute(_ limit: Double) -> ThresholdCheck {
            { start, end in
                let value = percent(from: start, to: end, arm: .canary)
                return value.isNaN ? nil : value <= limit
            }
        }
        let relative: ThresholdCheck = { start, end in
            let canary = percent(from: start, to: end, arm: .canary)
            let baseline = percent(from: start, to: end, arm: .baseline)
            return canary.isNaN || baseline.isNaN ? nil : canary <= 1.5 * baseline + 1e-12
        }
        let argo = ArgoRollouts.tuned
        return [
            .argoDocumented: ArgoRollouts.documented.stop([absolute(5)], seconds: seconds),
            .argoTuned: argo.stop([absolute(tuned)], seconds: seconds),
            .argoRelative: argo.stop([relative], seconds: seconds),
            .flaggerDocumented: Flagger.documented.stop(
                [absolute(max(1, tuned))],
                seconds: seconds
            ),
            .flaggerTuned: Flagger.tuned.stop([absolute(tuned)], seconds: seconds),
            .kayentaTenMinutes: Kayenta.tenMinutes.stop([percent], seconds: seconds, &dice),
            .kayentaOneMinute: Kayenta.oneMinute.stop([percent], seconds: seconds, &dice),
        ]
    }
}
