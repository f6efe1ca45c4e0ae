/// What is known of a stream before the release: how long a vote takes, how events scatter.
package struct StreamTerms: Sendable, Hashable, Codable {
    /// Seconds per vote, at least 1.
    package var blockSeconds: Int
    /// How much more the events vary than independent ones would, at least 1.
    package var dispersion: Double
    /// The events per request in history; nil without history.
    package var usualRate: Double?

    /// The terms of one stream, brought into their ranges.
    package init(blockSeconds: Int, dispersion: Double = 1, usualRate: Double? = nil) {
        self.blockSeconds = min(max(blockSeconds, 1), 3_600)
        self.dispersion = dispersion >= 1 ? min(dispersion, 1e9) : 1
        self.usualRate = usualRate.map { $0 > 0 ? min($0, 1) : 0 }
    }
}

/// How the judge was set to this service: by fake releases in its own history, or by caution.
///
/// Bursts, retries, sticky clients and noisy instances are harmless only at block lengths at which
/// fake releases of the same version gathered no evidence.
package struct JudgeCalibration: Sendable, Hashable, Codable {
    /// What the terms rest on.
    package enum Basis: Sendable, Hashable, Codable {
        /// Nothing: the promise is weaker and decisions take 3 to 5 times as long.
        case unrehearsed
        /// So many fake releases cut from so many seconds of the named history.
        case rehearsed(on: String, fakeReleases: Int, seconds: Int)
    }

    /// What the terms rest on.
    package var basis: Basis
    /// What was found for each stream; one that is absent is judged unrehearsed.
    package var terms: [StreamName: StreamTerms]
    /// The baseline's quantiles in history, in milliseconds.
    ///
    /// A metric that is absent is judged by the baseline's last five minutes.
    package var slowLimits: [JudgedMetric: Double]

    /// A calibration with what was found.
    package init(
        basis: Basis,
        terms: [StreamName: StreamTerms],
        slowLimits: [JudgedMetric: Double] = [:]
    ) {
        self.basis = basis
        self.terms = terms
        self.slowLimits = slowLimits
    }

    /// Nothing known: votes of 5 s (crash votes of 2 s), events four times as scattered.
    package static let unrehearsed = JudgeCalibration(basis: .unrehearsed, terms: [:])

    /// The terms of a stream, cautious ones when it was not rehearsed.
    package func terms(of stream: StreamName) -> StreamTerms {
        terms[stream] ?? StreamTerms(blockSeconds: stream == .crash ? 2 : 5, dispersion: 4)
    }

    /// Whether the terms rest on fake releases.
    package var isRehearsed: Bool { basis != .unrehearsed }

    /// Whether those of that metric do; a history need not hold all that is judged.
    package func isRehearsed(_ metric: JudgedMetric) -> Bool {
        isRehearsed && terms.keys.contains { $0.metric == metric }
    }
}
