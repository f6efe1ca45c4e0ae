extension CriterionJudge {
    /// Judges a level or a used share against its ceiling, by the newest readings.
    func level(_ criterion: Criterion, _ samples: [Sample]) -> Verdict {
        let readings = samples.flatMap { sample in
            sample.readings.filter { $0.metric == criterion.metric }
        }
        let judged = readings.filter { $0.arm != .stable }
        let values = judged.compactMap { value(of: $0, criterion) }
        let stable = readings.last { $0.arm == .stable }.flatMap { value(of: $0, criterion) }
        guard let newest = values.last else {
            return Verdict(
                .undecided,
                Evidence("no reading from the canary yet", stable: stable, limit: criterion.above)
            )
        }
        var evidence = Evidence(
            "",
            canary: newest,
            stable: stable,
            limit: criterion.above,
            canaryCount: values.count,
            stableCount: readings.count - judged.count
        )
        guard let above = criterion.above else {
            evidence.sentence = "\(newest.told(in: criterion.measure.unit)), no ceiling"
            return Verdict(.pass, evidence)
        }
        evidence.limitUsed = Comparison.used(newest, of: above)
        let last = values.suffix(Self.readingsInRow)
        evidence.sentence =
            "\(newest.told(in: criterion.measure.unit)), ceiling "
            + "\(above.told(in: criterion.measure.unit)) "
            + (last.count == 1 ? "(one reading)" : "(last \(last.count) readings)")
        if last.count == Self.readingsInRow, last.allSatisfy({ $0 > above }) {
            return Verdict(.worse, evidence)
        }
        return Verdict(newest > above ? .undecided : .pass, evidence)
    }

    private func value(of reading: Reading, _ criterion: Criterion) -> Double? {
        guard case .saturation = criterion.measure else { return reading.value }
        guard let whole = reading.whole, whole > 0 else { return nil }
        return reading.value / whole * 100
    }
}
