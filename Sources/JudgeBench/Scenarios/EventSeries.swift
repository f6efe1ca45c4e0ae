/// What two arms did in every second of a release: requests, and those of them that count against.
///
/// "Against" is whatever the stream is about: failed requests, or requests slower than a limit.
struct EventSeries: Sendable {
    /// Requests against, on the canary.
    var canaryEvents: [Int]
    /// Requests against, on the baseline.
    var baselineEvents: [Int]
    /// All requests, on the canary.
    var canaryRequests: [Int]
    /// All requests, on the baseline.
    var baselineRequests: [Int]

    /// Seconds without a request.
    init(seconds: Int) {
        canaryEvents = Array(repeating: 0, count: seconds)
        baselineEvents = canaryEvents
        canaryRequests = canaryEvents
        baselineRequests = canaryEvents
    }

    /// The length in seconds.
    var seconds: Int { canaryEvents.count }
}

/// The canary's weight in every second of a release.
enum Schedule: Sendable, Hashable {
    /// The same weight throughout.
    case constant(Double)
    /// 5% for 15 minutes, 25% for 15 minutes, 50% from then on.
    case ramp

    /// The weight in that second since the release began.
    func weight(at second: Int) -> Double {
        switch self {
        case .constant(let weight): weight
        case .ramp: second < 900 ? 0.05 : second < 1_800 ? 0.25 : 0.5
        }
    }

    /// The seconds at which the weight rises.
    var stageStarts: [Int] {
        switch self {
        case .constant: []
        case .ramp: [900, 1_800]
        }
    }
}
