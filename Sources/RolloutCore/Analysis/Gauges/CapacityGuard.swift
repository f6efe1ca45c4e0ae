/// What a level's distance to its limit says.
package enum CapacityFinding: Sendable, Hashable, Codable {
    /// Away from the limit, and not on the way there.
    case calm
    /// Nothing was read for three blocks, or no limit is known; silence is never calm.
    case unmeasured
    /// At 90% or more of the limit for three blocks; the share is of the limit, 1 is at it.
    case near(share: Double)
    /// On the way there; the slope is per minute, in the level's unit.
    case filling(reachedIn: InMicroseconds, slope: Double)

    /// Whether it is a reason to hold, and the second witness that lets a gauge roll back.
    package var isBreach: Bool {
        switch self {
        case .near, .filling: true
        case .calm, .unmeasured: false
        }
    }

    /// One sentence for a person; nil where there is nothing to say.
    package var sentence: String? {
        switch self {
        case .calm: nil
        case .unmeasured: "distance to the limit not known"
        case .near(let share):
            share >= 1
                ? "at its limit" : "\((share * 100).shown(in: "%", trimmed: true)) of its limit"
        case .filling(let time, _):
            "limit reached in \(Self.spoken(time.wrappedValue)) at this slope"
        }
    }

    /// In whole minutes from two on: seconds would pretend to an accuracy a slope has not.
    private static func spoken(_ time: Duration) -> String {
        let seconds = time.inSeconds.rounded()
        return seconds < 120
            ? Duration.seconds(seconds).spoken : "\(Int((seconds / 60).rounded())) min"
    }
}

/// Watches how near a level is to its limit, without any history.
///
/// A breach is 90% of the limit for three blocks; or a slope, the median of five one-minute
/// differences, that reaches the limit within 10 minutes, seen in three blocks in a row: seen in
/// one block only it stopped 7% of simulated hours without any change, in three 0.2%. Constant
/// memory: the last five minutes.
package struct CapacityGuard: Sendable, Hashable, Codable {
    /// The share of the limit that is too near.
    package static let nearShare = 0.9
    /// Blocks in a row that make a breach, and blocks of silence that end a measurement.
    package static let blocksToBreach = 3
    /// How near in time the limit may be at the present slope.
    package static let horizon = Duration.seconds(600)
    private static let differences = 5
    /// Fewer than this many of the differences known is no slope.
    private static let leastDifferences = 3

    /// What the last blocks say.
    package private(set) var finding = CapacityFinding.unmeasured
    private let perMinute: Int
    private let minute: Double
    private var recent: [Double?] = []
    private var nearRun = 0
    private var fillingRun = 0
    private var silence = 0

    /// A guard over blocks of that length; of a minute and more, a difference is of one block.
    ///
    /// - Precondition: `block` is longer than nothing.
    package init(block: Duration = .seconds(10)) {
        precondition(block.wholeMicroseconds > 0)
        let length = block.inSeconds
        perMinute = max(1, Int((60 / length).rounded()))
        minute = Double(perMinute) * length / 60
    }

    /// Takes the next block with the limit that holds in it, in the level's own unit.
    ///
    /// A block without a reading, or with a limit that is not above zero, is no calm block: what
    /// was found stays until three such blocks make it not measured, a breach stays a breach.
    @discardableResult
    package mutating func add(_ block: Double?, limit: Double?) -> CapacityFinding {
        recent.append(block.flatMap { $0.isFinite ? $0 : nil })
        if recent.count > Self.differences * perMinute + 1 { recent.removeFirst() }
        guard let level = recent.last ?? nil, let limit, limit > 0, limit.isFinite else {
            silence += 1
            if silence >= Self.blocksToBreach, !finding.isBreach { finding = .unmeasured }
            return finding
        }
        silence = 0
        finding = judge(level, limit: limit)
        return finding
    }

    private mutating func judge(_ level: Double, limit: Double) -> CapacityFinding {
        nearRun = level >= Self.nearShare * limit ? nearRun + 1 : 0
        let slope = slope ?? 0
        let seconds = slope > 0 ? max(0, (limit - level) / slope * 60) : .infinity
        fillingRun = seconds < Self.horizon.inSeconds ? fillingRun + 1 : 0
        if nearRun >= Self.blocksToBreach { return .near(share: level / limit) }
        guard fillingRun >= Self.blocksToBreach else { return .calm }
        return .filling(reachedIn: InMicroseconds(wrappedValue: .seconds(seconds)), slope: slope)
    }

    /// The median of the one-minute differences in the level's unit per minute; nil while too few
    /// are known.
    private var slope: Double? {
        var known: [Double] = []
        for step in 0..<Self.differences {
            let late = recent.count - 1 - step * perMinute
            guard late - perMinute >= 0 else { break }
            guard let new = recent[late], let old = recent[late - perMinute] else { continue }
            known.append((new - old) / minute)
        }
        guard known.count >= Self.leastDifferences else { return nil }
        return OrderStatistics(known)?.median
    }
}
