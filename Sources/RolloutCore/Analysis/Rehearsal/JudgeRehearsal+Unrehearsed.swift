extension JudgeRehearsal {
    /// The settings where nothing is known: votes of 5 s, crash votes of 2 s, dispersion 4.
    ///
    /// Never shorter than the source's `interval` between two readings, in seconds.
    package static func unrehearsed(
        because shortcoming: Shortcoming = .noHistory,
        interval: Int = 1
    ) -> JudgeRehearsal {
        JudgeRehearsal(
            basis: .nothing(shortcoming),
            seconds: 0,
            missing: 0,
            streams: StreamName.allCases.map {
                let terms = unrehearsedTerms($0, interval: interval)
                return StreamRehearsal(name: $0, terms: terms, trials: [], events: 0)
            },
            slowLimits: [:]
        )
    }

    static func unrehearsedTerms(_ name: StreamName, interval: Int) -> StreamTerms {
        let seconds = name.kind == .crash ? 2 : 5
        return StreamTerms(blockSeconds: max(seconds, interval), dispersion: 4)
    }

    /// The settings where only totals are known.
    ///
    /// Events that come one by one have a variance of seconds about their mean. Up to 3 times the
    /// mean gives votes of 5 s, up to 10 of 10 s, beyond of 30 s; crash votes stay at 2 s. The
    /// ratio is also the dispersion, at least 4, as if every clump went to one side.
    static func totals(_ history: RehearsalHistory, interval: Int) -> JudgeRehearsal {
        var worst = 0.0
        var streams: [StreamRehearsal] = []
        for metric in history.metrics {
            guard let total = history.slices(of: metric)?.first else { continue }
            let ratio = varianceToMean(total.events)
            worst = max(worst, ratio)
            for name in StreamName.allCases where name.metric == metric {
                let seconds = name.kind == .crash ? 2 : ratio <= 3 ? 5 : ratio <= 10 ? 10 : 30
                let terms = StreamTerms(
                    blockSeconds: max(seconds, interval),
                    dispersion: max(4, ratio),
                    usualRate: total.usualRate
                )
                streams.append(
                    StreamRehearsal(
                        name: name,
                        terms: terms,
                        trials: [],
                        events: total.allEvents
                    )
                )
            }
        }
        return JudgeRehearsal(
            basis: .totals(varianceToMean: worst),
            seconds: history.seconds,
            missing: history.missing,
            streams: streams,
            slowLimits: history.slowLimits
        )
    }

    private static func varianceToMean(_ counts: [Int32]) -> Double {
        let count = Double(max(counts.count, 1))
        let mean = counts.reduce(0) { $0 + Double($1) } / count
        guard mean > 0 else { return 0 }
        let squares = counts.reduce(0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
        return squares / count / mean
    }
}

extension RehearsalSlice {
    /// Events per request in the history, half an event added so that it is never 0.
    var usualRate: Double { min(1, (allEvents + 0.5) / max(allRequests, 1)) }
}
