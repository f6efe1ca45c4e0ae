/// What plays the canary, and all others that play the baseline.
struct FakeRelease {
    /// Seconds with one weight.
    struct Stage: Sendable, Hashable {
        var seconds: Range<Int>
        var weight: Double
    }

    private let canary: RehearsalSlice
    private let all: RehearsalSlice
    let stages: [Stage]
    private let seconds: Int

    /// A slice against the others; `all` is the sum of every slice, `canary` among them.
    ///
    /// Its share of all requests stands for the configured weight.
    init(canary: RehearsalSlice, all: RehearsalSlice) {
        let requests = all.allRequests
        let weight = requests > 0 ? canary.allRequests / requests : 0
        self.init(
            canary: canary,
            all: all,
            stages: [Stage(seconds: 0..<all.requests.count, weight: weight)]
        )
    }

    /// A canary among all, with the weights it had.
    init(canary: RehearsalSlice, all: RehearsalSlice, stages: [Stage]) {
        self.canary = canary
        self.all = all
        self.stages = stages
        seconds = all.requests.count
    }

    /// Hands over its blocks of that length in turn with their weight; an unfinished last one of
    /// a stage is left out.
    func forEachBlock(of length: Int, _ body: (Int, BlockCounts, Double) -> Void) {
        for stage in stages {
            forEachBlock(of: length, in: stage) { body($0, $1, stage.weight) }
        }
    }

    private func forEachBlock(of length: Int, in stage: Stage, _ body: (Int, BlockCounts) -> Void) {
        let last = stage.seconds.upperBound - length
        for start in stride(from: stage.seconds.lowerBound, through: last, by: length) {
            var block = BlockCounts()
            var events: Int64 = 0
            var canaryEvents: Int64 = 0
            var baselineEvents: Int64 = 0
            var canaryRequests: Int64 = 0
            var requests: Int64 = 0
            for second in start..<(start + length) {
                canaryEvents += Int64(canary.canaryEvents[second])
                baselineEvents += Int64(canary.events[second])
                events += Int64(all.events[second])
                canaryRequests += Int64(canary.requests[second])
                requests += Int64(all.requests[second])
            }
            block.canaryEvents = Double(canaryEvents)
            block.baselineEvents = Double(events - baselineEvents)
            block.canaryRequests = Double(canaryRequests)
            block.baselineRequests = Double(requests - canaryRequests)
            body(start, block)
        }
    }

    /// The most evidence each of those streams finds in it; 1 where nothing speaks against it.
    func highestEvidence(
        _ streams: [(name: StreamName, terms: StreamTerms)],
        blockSeconds: Int,
        errorTolerance: Double,
        stakes: VoteProcess.Stakes = .counted
    ) -> [Double] {
        let mass = StartMass(plannedSeconds: seconds)
        var replays = streams.map { name, terms in
            Replay(name, terms, errorTolerance: errorTolerance, stakes: stakes)
        }
        var unstaked = 0
        forEachBlock(of: blockSeconds) { start, block, weight in
            let staked = mass.mass(from: unstaked, to: start + blockSeconds)
            unstaked = start + blockSeconds
            for index in replays.indices {
                replays[index].take(block, weight: weight, mass: staked)
            }
        }
        return replays.map(\.highest)
    }
}

extension Sequence<FakeRelease> {
    /// How much more the difference of rates varies than independent events would make it.
    ///
    /// `statistics.md` 5: the squares of `rate of canary - rate of baseline`, their mean removed,
    /// over `p(1 - p)(1/nc + 1/nb)`, summed over all blocks of all fake releases; at least 1.
    func dispersion(blockSeconds: Int) -> Double {
        var events = 0.0
        var requests = 0.0
        var blocks = 0.0
        var sum = 0.0
        var squares = 0.0
        var inverse = 0.0
        for release in self {
            release.forEachBlock(of: blockSeconds) { _, block, _ in
                events += block.events
                requests += block.requests
                guard block.canaryRequests > 0, block.baselineRequests > 0 else { return }
                let difference = block.canaryRate - block.baselineRate
                blocks += 1
                sum += difference
                squares += difference * difference
                inverse += 1 / block.canaryRequests + 1 / block.baselineRequests
            }
        }
        let rate = events / Swift.max(requests, 1)
        let expected = rate * (1 - rate) * inverse
        guard blocks > 0, expected > 0 else { return 1 }
        return Swift.max(1, (squares - sum * sum / blocks) / expected)
    }
}
