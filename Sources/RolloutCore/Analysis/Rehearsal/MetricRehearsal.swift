/// The rehearsal of the streams that look at one metric.
struct MetricRehearsal {
    private let metric: JudgedMetric
    private let players: [(slice: Int, release: FakeRelease)]
    private let errorTolerance: Double
    private let usualRate: Double
    private let events: Double

    init(
        _ metric: JudgedMetric,
        slices: [RehearsalSlice],
        playing: [Int],
        earlier: [(release: FakeRelease, total: RehearsalSlice)] = [],
        errorTolerance: Double
    ) {
        let all = RehearsalSlice(sumOf: slices)
        self.metric = metric
        self.errorTolerance = errorTolerance
        // Earlier releases are numbered behind the slices.
        players =
            playing.map { ($0, FakeRelease(canary: slices[$0], all: all)) }
            + earlier.enumerated().map { (slices.count + $0, $1.release) }
        let totals = [all] + earlier.map(\.total)
        events = totals.reduce(0) { $0 + $1.allEvents }
        usualRate = min(1, (events + 0.5) / max(totals.reduce(0) { $0 + $1.allRequests }, 1))
    }

    /// Tries the lengths, shortest first, until every stream passed at two in a row.
    ///
    /// In a history without one event every length passes, and none was tried: nobody knows how
    /// they would come, so votes are as long as without a history.
    func streams(lengths: [Int]) -> [StreamRehearsal] {
        let names = StreamName.allCases.filter { $0.metric == metric }
        guard events > 0 else {
            return names.map { name in
                var terms = JudgeRehearsal.unrehearsedTerms(name, interval: lengths.first ?? 1)
                terms.usualRate = usualRate
                return StreamRehearsal(name: name, terms: terms, trials: [], events: 0)
            }
        }
        var trials = [[StreamRehearsal.Trial]](repeating: [], count: names.count)
        var dispersions: [Int: Double] = [:]
        for length in lengths {
            let open = names.indices.filter { !isSettled(trials[$0]) }
            guard !open.isEmpty else { break }
            let dispersion = players.lazy.map(\.release).dispersion(blockSeconds: length)
            dispersions[length] = dispersion
            let terms = terms(length, dispersion)
            let results = evidence(open.map { (names[$0], terms) }, blockSeconds: length)
            for (place, index) in open.enumerated() {
                let highest = results.map { $0[place] }
                trials[index].append(trial(length, highest))
            }
        }
        return zip(names, trials).map { name, trials in
            let passed = lengths.enumerated().map { place, _ in
                place >= trials.count || trials[place].stopped.isEmpty
            }
            let length = BlockLengths.pick(passed, of: lengths)
            return StreamRehearsal(
                name: name,
                terms: terms(length, dispersions[length] ?? 1),
                trials: trials,
                events: events
            )
        }
    }

    private func isSettled(_ trials: [StreamRehearsal.Trial]) -> Bool {
        trials.count >= 2 && trials.suffix(2).allSatisfy { $0.stopped.isEmpty }
    }

    private func terms(_ length: Int, _ dispersion: Double) -> StreamTerms {
        StreamTerms(blockSeconds: length, dispersion: dispersion, usualRate: usualRate)
    }

    private func evidence(
        _ streams: [(name: StreamName, terms: StreamTerms)],
        blockSeconds: Int
    ) -> [[Double]] {
        players.map {
            $0.release.highestEvidence(
                streams,
                blockSeconds: blockSeconds,
                errorTolerance: errorTolerance
            )
        }
    }

    private func trial(_ length: Int, _ highest: [Double]) -> StreamRehearsal.Trial {
        StreamRehearsal.Trial(
            blockSeconds: length,
            stopped: zip(players, highest).filter { $1 >= JudgeRehearsal.limit }.map(\.0.slice),
            highestEvidence: highest.max() ?? 1
        )
    }
}
