import Foundation

/// A release of which only the latencies are judged.
struct LatencyScenario: Sendable {
    /// Requests per second of both arms together.
    var requestsPerSecond: Double
    /// The canary's weight.
    var schedule: Schedule
    /// How long requests take on the canary.
    var course: Course
    /// Whether instances stop for a collector's pause now and then.
    ///
    /// Each of 20 instances in one second of 90 on average; 60% of its requests then meet the pause.
    var hasPauses = false
    /// Whether the judge leaves out the first two minutes, as it does unless told otherwise.
    var skipsWarmUp = false
    /// Length of the release in seconds.
    var seconds = 1_800

    /// How long requests take on the canary.
    enum Course: Sendable, Hashable {
        /// That law throughout; the baseline keeps the ordinary one.
        case law(LatencyLaw)
        /// Both arms slow down to half their speed between minutes 10 and 40.
        case commonDrift
        /// The canary begins three times slower and warms up within a minute or two.
        case warmUp
    }

    /// Whether the canary is worse than the baseline by more than the tolerance.
    var isWorse: Bool {
        guard case .law(let law) = course else { return false }
        var within = LatencyLaw()
        within.scale = law.scale
        return law != within || law.scale > 1.1
    }

    /// The least seconds in which any rule with 1% false rollbacks can find this on average.
    ///
    /// From the whole distribution; nil where nothing is worse.
    var informationBound: Double? {
        guard isWorse, case .law(let law) = course, case .constant(let weight) = schedule else {
            return nil
        }
        let canary = law.probabilities
        let baseline = LatencyLaw().probabilities
        let pooled = zip(canary, baseline).map { weight * $0 + (1 - weight) * $1 }
        func divergence(_ law: [Double]) -> Double {
            zip(law, pooled).reduce(0) { $1.0 > 0 ? $0 + $1.0 * log($1.0 / $1.1) : $0 }
        }
        let information = weight * divergence(canary) + (1 - weight) * divergence(baseline)
        return log(100) / (requestsPerSecond * information)
    }

    /// One release.
    func release(_ dice: inout Dice) -> LatencySeries {
        play(seconds: seconds, schedule: schedule, isNull: false, &dice)
    }

    /// What was recorded before the release: ten slices of half an hour, a tenth of the traffic each.
    func history(_ dice: inout Dice) -> [LatencySeries] {
        (0..<10).map { _ in
            play(seconds: 1_800, schedule: .constant(0.1), isNull: true, &dice)
        }
    }

    private func play(
        seconds: Int,
        schedule: Schedule,
        isNull: Bool,
        _ dice: inout Dice
    ) -> LatencySeries {
        var series = LatencySeries(seconds: seconds)
        let tables = Tables(course, isNull: isNull, seconds: seconds)
        for second in 0..<seconds {
            let all = dice.poisson(requestsPerSecond)
            let weight = schedule.weight(at: second)
            let canary = dice.binomial(all, weight)
            let paused = (
                hasPauses ? pausedShare(weight, &dice) : 0,
                hasPauses ? pausedShare(1 - weight, &dice) : 0
            )
            draw(
                canary, paused.0, tables.canary(at: second), tables.pause, second,
                &series.canary, &dice
            )
            draw(
                all - canary, paused.1, tables.baseline(at: second), tables.pause, second,
                &series.baseline, &dice
            )
        }
        return series
    }

    private func pausedShare(_ weight: Double, _ dice: inout Dice) -> Double {
        let instances = max(1, Int((20 * weight).rounded(.toNearestOrEven)))
        return Double(dice.binomial(instances, 1 / 90)) / Double(instances) * 0.6
    }

    private func draw(
        _ count: Int,
        _ pausedShare: Double,
        _ law: AliasTable,
        _ pause: AliasTable,
        _ second: Int,
        _ counts: inout [UInt16],
        _ dice: inout Dice
    ) {
        let start = second * LatencyLaw.buckets
        let paused = pausedShare > 0 ? dice.binomial(count, min(1, pausedShare)) : 0
        for _ in paused..<max(paused, count) { counts[start + law.draw(&dice)] += 1 }
        for _ in 0..<paused { counts[start + pause.draw(&dice)] += 1 }
    }
}

extension LatencyScenario {
    /// The tables that latencies are drawn from, one for every law a release goes through.
    private struct Tables {
        private let canary: [AliasTable]
        private let canaryPlace: [Int]
        private let baseline: [AliasTable]
        private let baselinePlace: [Int]
        let pause = AliasTable(LatencyLaw.pause.probabilities)

        init(_ course: Course, isNull: Bool, seconds: Int) {
            let ordinary = ([AliasTable(LatencyLaw().probabilities)], [Int](repeating: 0, count: seconds))
            switch course {
            case .law(let law):
                (baseline, baselinePlace) = ordinary
                canary = isNull ? ordinary.0 : [AliasTable(law.probabilities)]
                canaryPlace = ordinary.1
            case .commonDrift:
                (baseline, baselinePlace) = Self.scaled(seconds) { second in
                    1 + min(1, max(0, Double(second - 600) / 1_800))
                }
                (canary, canaryPlace) = (baseline, baselinePlace)
            case .warmUp:
                (baseline, baselinePlace) = ordinary
                (canary, canaryPlace) =
                    isNull ? ordinary : Self.scaled(seconds) { 1 + 2 * exp(-Double($0) / 30) }
            }
        }

        func canary(at second: Int) -> AliasTable { canary[canaryPlace[second]] }

        func baseline(at second: Int) -> AliasTable { baseline[baselinePlace[second]] }

        /// One table for every hundredth of the scale.
        private static func scaled(
            _ seconds: Int,
            _ scale: (Int) -> Double
        ) -> ([AliasTable], [Int]) {
            var tables: [AliasTable] = []
            var known: [Int: Int] = [:]
            let places = (0..<seconds).map { second in
                let hundredths = Int((scale(second) * 100).rounded())
                if let place = known[hundredths] { return place }
                var law = LatencyLaw()
                law.scale = Double(hundredths) / 100
                tables.append(AliasTable(law.probabilities))
                known[hundredths] = tables.count - 1
                return tables.count - 1
            }
            return (tables, places)
        }
    }
}
