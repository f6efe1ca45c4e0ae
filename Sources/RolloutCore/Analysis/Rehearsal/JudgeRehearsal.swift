/// How one stream of votes did in the rehearsal.
package struct StreamRehearsal: Sendable, Hashable, Codable {
    /// All fake releases at one length of block.
    package struct Trial: Sendable, Hashable, Codable {
        /// Seconds per vote.
        package let blockSeconds: Int
        /// Which slices, as canary, gathered evidence of 20:1 or more at any time.
        package let stopped: [Int]
        /// The most evidence in any of them.
        package let highestEvidence: Double
    }

    /// Which stream.
    package let name: StreamName
    /// What the judge shall use.
    package let terms: StreamTerms
    /// What was tried, shortest first; longer lengths than needed were not.
    package let trials: [Trial]
    /// Events in the history: with none, passing shows nothing about bursts of them.
    package let events: Double

    /// The trial at the chosen length; nil for a stream that was not rehearsed.
    package var chosen: Trial? { trials.first { $0.blockSeconds == terms.blockSeconds } }
}

/// How often the judge would have stopped releases that change nothing, tried beforehand.
///
/// Up to ten slices of the stable revision in turn play the canary against the rest. For every
/// stream the shortest block is chosen at which no such fake release gathers evidence. Small, to be
/// journaled and shown.
package struct JudgeRehearsal: Sendable, Hashable, Codable {
    /// What the chosen lengths rest on.
    package enum Basis: Sendable, Hashable, Codable {
        /// So many fake releases.
        case fakeReleases(Int)
        /// Only the totals were known: how unevenly the events come, `variance / mean` of seconds.
        case totals(varianceToMean: Double)
        /// Nothing, for that reason.
        case nothing(Shortcoming)
    }

    /// Why a history was no rehearsal.
    package enum Shortcoming: String, Sendable, Hashable, Codable {
        /// There is none.
        case noHistory
        /// Less than half an hour of it was measured.
        case tooShort
        /// It holds no request.
        case noTraffic
        /// It could not be read in time.
        case notRead
    }

    /// What the lengths rest on.
    package let basis: Basis
    /// The seconds of history, missing ones too.
    package let seconds: Int
    /// Those of them in which nothing was measured.
    package let missing: Int
    /// How many earlier releases that turned out well were played as well.
    package var earlierReleases = 0
    /// What is judged and could not be rehearsed, because the history does not hold it.
    package var unrehearsed: [JudgedMetric] = []
    /// Every stream there were counts of; all nine, unrehearsed, when there was nothing.
    package let streams: [StreamRehearsal]
    /// Beyond how many milliseconds a request was slow.
    package let slowLimits: [JudgedMetric: Double]

    /// How many fake releases any stream at its chosen length would have stopped.
    ///
    /// Above 0 only where even the longest blocks did not pass: slices differ by themselves.
    package var falseRollbacks: Int {
        Set(streams.flatMap { $0.chosen?.stopped ?? [] }).count
    }

    /// The settings for the judge; `source` names the history for people.
    package func calibration(from source: String) -> JudgeCalibration {
        let basis: JudgeCalibration.Basis =
            switch basis {
            case .fakeReleases(let count):
                .rehearsed(on: source, fakeReleases: count + earlierReleases, seconds: seconds)
            case .totals, .nothing: .unrehearsed
            }
        return JudgeCalibration(
            basis: basis,
            terms: Dictionary(uniqueKeysWithValues: streams.map { ($0.name, $0.terms) }),
            slowLimits: slowLimits
        )
    }
}
