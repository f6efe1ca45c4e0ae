import Foundation

extension ErrorScenario {
    /// Draws every second of a release; without the fault where `isNull`.
    func play(
        seconds: Int,
        schedule: Schedule,
        isNull: Bool,
        _ dice: inout Dice
    ) -> EventSeries {
        var series = EventSeries(seconds: seconds)
        drawTraffic(schedule, into: &series, &dice)
        let outage = outages(seconds: seconds, &dice)
        for second in 0..<seconds {
            var base = failing
            if isDiurnal { base *= 1 + 0.8 * sin(2 * .pi * Double(second) / 1_800) }
            var canary = min(1, base * (isNull ? 1 : ratio(at: second)))
            if outage[second] {
                base = max(base, 0.3)
                canary = max(canary, 0.3)
            }
            drawFailures(second, canary: canary, baseline: base, into: &series, &dice)
        }
        drawBursts(seconds: seconds, isNull: isNull, into: &series, &dice)
        return series
    }

    private func drawTraffic(
        _ schedule: Schedule,
        into series: inout EventSeries,
        _ dice: inout Dice
    ) {
        for second in 0..<series.seconds {
            var mean = requestsPerSecond
            if isDiurnal { mean *= 1 + 0.8 * sin(2 * .pi * Double(second) / 3_600) }
            let all = dice.poisson(mean)
            let canary = dice.binomial(all, schedule.weight(at: second))
            series.canaryRequests[second] = canary
            series.baselineRequests[second] = all - canary
        }
    }

    private func outages(seconds: Int, _ dice: inout Dice) -> [Bool] {
        var isOut = [Bool](repeating: false, count: seconds)
        guard case .outages(let perHour) = pattern else { return isOut }
        for _ in 0..<dice.poisson(perHour * Double(seconds) / 3_600) {
            let start = dice.whole(below: seconds)
            for second in start..<min(start + 60, seconds) { isOut[second] = true }
        }
        return isOut
    }

    private func drawFailures(
        _ second: Int,
        canary: Double,
        baseline: Double,
        into series: inout EventSeries,
        _ dice: inout Dice
    ) {
        var shares = (canary, baseline)
        switch pattern {
        case .independent, .outages: break
        case .noisy(let correlation):
            let size = (1 - correlation) / correlation
            shares.0 = dice.beta(canary * size, (1 - canary) * size)
            shares.1 = dice.beta(baseline * size, (1 - baseline) * size)
        case .clumps(_, let share), .sticky(_, _, let share):
            shares.0 *= 1 - share
            shares.1 *= 1 - share
        }
        series.canaryEvents[second] = dice.binomial(series.canaryRequests[second], shares.0)
        series.baselineEvents[second] = dice.binomial(series.baselineRequests[second], shares.1)
    }

    /// Clumps bring requests of their own, the retries, which is why they come last.
    private func drawBursts(
        seconds: Int,
        isNull: Bool,
        into series: inout EventSeries,
        _ dice: inout Dice
    ) {
        let size: Double
        let length: Int
        let share: Double
        switch pattern {
        case .independent, .noisy, .outages: return
        case .clumps(let mean, let part): (size, length, share) = (mean, 1, part)
        case .sticky(let mean, let duration, let part): (size, length, share) = (mean, duration, part)
        }
        var added = (canary: Array(repeating: 0, count: seconds), baseline: [Int]())
        added.baseline = added.canary
        for second in 0..<seconds {
            let base = failing * share / (size * Double(length))
            let worse = min(1, failing * (isNull ? 1 : ratio(at: second))) / failing
            let canary = dice.poisson(Double(series.canaryRequests[second]) * base * worse)
            let baseline = dice.poisson(Double(series.baselineRequests[second]) * base)
            for _ in 0..<canary { burst(size, length, at: second, in: &added.canary, &dice) }
            for _ in 0..<baseline { burst(size, length, at: second, in: &added.baseline, &dice) }
        }
        for second in 0..<seconds {
            series.canaryEvents[second] += added.canary[second]
            series.canaryRequests[second] += added.canary[second]
            series.baselineEvents[second] += added.baseline[second]
            series.baselineRequests[second] += added.baseline[second]
        }
    }

    private func burst(
        _ size: Double,
        _ length: Int,
        at start: Int,
        in added: inout [Int],
        _ dice: inout Dice
    ) {
        let lasting = length == 1 ? 1 : 1 + dice.geometric(mean: Double(max(length - 1, 1)))
        for second in start..<min(start + lasting, added.count) {
            added[second] += dice.geometric(mean: size)
        }
    }
}
