import RolloutCore

/// Rehearses on releases that changed nothing: whole canaries against whole baselines.
///
/// The core rehearses on instances of one revision. Arms that waver as wholes, each for itself, do
/// not show there; they do in recordings of earlier releases, which this stands for. The lengths
/// and the limit are the core's, and so is the judge that is played.
struct PairRehearsal {
    private static let names: [StreamName] = [.errorShare, .errorExcess, .crash]

    private let pairs: [EventSeries]
    private let weight: Double
    private let usualRate: Double

    /// A rehearsal on releases with that weight.
    init(_ pairs: [EventSeries], weight: Double) {
        self.pairs = pairs
        self.weight = weight
        let failed = pairs.reduce(0) {
            $0 + $1.canary.failed.reduce(0, +) + $1.baseline.failed.reduce(0, +)
        }
        let requests = pairs.reduce(0) {
            $0 + $1.canary.requests.reduce(0, +) + $1.baseline.requests.reduce(0, +)
        }
        usualRate = (Double(failed) + 0.5) / Double(max(1, requests))
    }

    /// The shortest lengths at which no pair gathered evidence.
    var calibration: JudgeCalibration {
        var passed = [[Bool]](repeating: [], count: Self.names.count)
        for length in BlockLengths.all {
            let isSettled = passed.allSatisfy { $0.suffix(2) == [true, true] }
            if isSettled { break }
            let highest = highestEvidence(length)
            for index in passed.indices {
                passed[index].append(highest[index] < JudgeRehearsal.limit)
            }
        }
        let lengths = passed.map { tried in
            let rest = BlockLengths.all.count - tried.count
            return BlockLengths.pick(tried + Array(repeating: true, count: rest))
        }
        return JudgeCalibration(
            basis: .rehearsed(
                on: "the simulation",
                fakeReleases: pairs.count,
                seconds: pairs.first?.seconds ?? 0
            ),
            terms: Dictionary(uniqueKeysWithValues: zip(Self.names, lengths.map(terms)))
        )
    }

    private func terms(_ length: Int) -> StreamTerms {
        StreamTerms(
            blockSeconds: length,
            dispersion: dispersion(length),
            usualRate: usualRate
        )
    }

    private func highestEvidence(_ length: Int) -> [Double] {
        let terms = terms(length)
        let calibration = JudgeCalibration(
            basis: .unrehearsed,
            terms: Dictionary(uniqueKeysWithValues: Self.names.map { ($0, terms) })
        )
        var highest = [Double](repeating: 1, count: Self.names.count)
        for pair in pairs {
            var settings = JudgeSettings(
                startMass: StartMass(plannedSeconds: pair.seconds),
                calibration: calibration
            )
            settings.warmUpSeconds = 0
            // It must play to the end, or a later excursion would not be seen.
            settings.rule.rollbackAt = .infinity
            var judge = ReleaseJudge(settings)
            for second in 0..<pair.seconds {
                judge.take(pair.counts(at: second, weight: weight))
                for (index, name) in Self.names.enumerated() {
                    highest[index] = max(highest[index], judge[name]?.evidence ?? 1)
                }
            }
        }
        return highest
    }

    /// The variance of the difference of rates relative to independent failures, at least 1.
    private func dispersion(_ length: Int) -> Double {
        var sums = (count: 0.0, difference: 0.0, square: 0.0, inverse: 0.0)
        for pair in pairs {
            for start in stride(from: 0, through: pair.seconds - length, by: length) {
                let block = start..<(start + length)
                let canary = Double(pair.canary.requests[block].reduce(0, +))
                let baseline = Double(pair.baseline.requests[block].reduce(0, +))
                guard canary > 0, baseline > 0 else { continue }
                let difference =
                    Double(pair.canary.failed[block].reduce(0, +)) / canary
                    - Double(pair.baseline.failed[block].reduce(0, +)) / baseline
                sums.count += 1
                sums.difference += difference
                sums.square += difference * difference
                sums.inverse += 1 / canary + 1 / baseline
            }
        }
        guard sums.count > 0 else { return 1 }
        let spread = sums.square - sums.difference * sums.difference / sums.count
        return max(1, spread / max(usualRate * (1 - usualRate) * sums.inverse, 1e-15))
    }
}

extension EventSeries {
    /// What the judge takes of one second.
    func counts(at second: Int, weight: Double) -> SecondCounts {
        SecondCounts(
            second: second,
            weight: weight,
            canary: ArmCounts(requests: canary.requests[second], errors: canary.failed[second]),
            baseline: ArmCounts(
                requests: baseline.requests[second],
                errors: baseline.failed[second]
            )
        )
    }
}
