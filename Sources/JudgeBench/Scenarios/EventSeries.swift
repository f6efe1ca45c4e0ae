/// What one arm did in every second: requests, and how many of them failed.
struct ArmSeries: Sendable {
    /// Requests that ended in the second.
    var requests: [Int]
    /// Those that failed.
    var failed: [Int]

    /// Seconds without a request.
    init(seconds: Int) {
        requests = Array(repeating: 0, count: seconds)
        failed = requests
    }
}

/// What both arms of a release did in every second.
struct EventSeries: Sendable {
    /// The new revision.
    var canary: ArmSeries
    /// What it is compared with.
    var baseline: ArmSeries

    /// The length in seconds.
    var seconds: Int { canary.requests.count }
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

    /// How often the weight rises after the first second.
    var laterStages: Int {
        switch self {
        case .constant: 0
        case .ramp: 2
        }
    }
}
