/// A release that turned out well, as a fake one: whole revisions against each other.
///
/// Instances of one revision show what instances do; revisions that waver as wholes, each for
/// itself, show only here.
struct EarlierRelease: Sendable {
    /// Seconds below which it says nothing: five of the longest blocks.
    static let leastSeconds = 300

    /// Which release it was.
    let release: ReleaseID
    /// For each metric what the canary and the baseline had.
    private var columns: [(canary: RehearsalSlice, baseline: RehearsalSlice)]
    /// Its weights with the second each began in.
    private var stages: [(start: Int, weight: Double)] = []
    /// Seconds of it that were measured.
    private(set) var seconds = 0

    init(_ release: ReleaseID, metrics: Int) {
        self.release = release
        columns = Array(repeating: (RehearsalSlice(), RehearsalSlice()), count: metrics)
    }

    /// Takes in its next measured second; `limits` are the buckets beyond which requests are slow,
    /// for each metric but the first.
    mutating func append(_ second: EarlierSecond, limits: [(stable: Int, canary: Int)]) {
        if stages.last?.weight != second.weight { stages.append((seconds, second.weight)) }
        seconds += 1
        let (canary, baseline) = (second.arms.canary, second.arms.baseline)
        columns[0].canary.append(
            requests: Double(canary.requests),
            events: Double(canary.errors),
            canaryEvents: Double(canary.errors)
        )
        columns[0].baseline.append(
            requests: Double(baseline.requests),
            events: Double(baseline.errors),
            canaryEvents: Double(baseline.errors)
        )
        let (new, old) = (canary.latency ?? LatencyTally(), baseline.latency ?? LatencyTally())
        for (column, limit) in limits.enumerated() {
            columns[column + 1].canary.append(new, limit)
            columns[column + 1].baseline.append(old, limit)
        }
    }

    /// As a fake release in what that metric, by its column, looks at.
    func fakeRelease(column: Int) -> FakeRelease {
        let (canary, baseline) = columns[column]
        let ends = stages.dropFirst().map(\.start) + [seconds]
        return FakeRelease(
            canary: canary,
            all: RehearsalSlice(sumOf: [canary, baseline]),
            stages: zip(stages, ends).map { stage, end in
                FakeRelease.Stage(seconds: stage.start..<end, weight: stage.weight)
            }
        )
    }

    /// Events per request of both revisions, and the events.
    func total(column: Int) -> RehearsalSlice {
        RehearsalSlice(sumOf: [columns[column].canary, columns[column].baseline])
    }
}

extension RehearsalSlice {
    fileprivate mutating func append(_ tally: LatencyTally, _ limit: (stable: Int, canary: Int)) {
        append(
            requests: tally.total,
            events: tally.requests(above: limit.stable),
            canaryEvents: tally.requests(above: limit.canary)
        )
    }
}
