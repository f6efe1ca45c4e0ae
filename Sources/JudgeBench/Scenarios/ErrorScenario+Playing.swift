import Foundation

extension ErrorScenario {
    /// Draws every second of both arms.
    func play(
        seconds: Int,
        _ schedule: Schedule,
        ratio: (Int) -> Double,
        _ dice: inout Dice
    ) -> EventSeries {
        let outage = outages(seconds: seconds, &dice)
        return EventSeries(
            canary: arm(
                seconds: seconds,
                outage: outage,
                share: { schedule.weight(at: $0) },
                ratio: ratio,
                &dice
            ),
            baseline: arm(
                seconds: seconds,
                outage: outage,
                share: { 1 - schedule.weight(at: $0) },
                ratio: { _ in 1 },
                &dice
            )
        )
    }

    /// Draws every second of one arm.
    ///
    /// Requests arrive at random, so each arm's are a Poisson number of their own: a random split
    /// of a Poisson number gives the same law.
    /// - Parameters:
    ///   - seconds: The length.
    ///   - outage: Whether everybody's requests fail in a second.
    ///   - share: The arm's part of the traffic in a second.
    ///   - ratio: How many times the ordinary share fails on this arm in a second.
    ///   - dice: The source of chance.
    /// - Returns: What the arm did, bursts and their requests included.
    func arm(
        seconds: Int,
        outage: [Bool],
        share: (Int) -> Double,
        ratio: (Int) -> Double,
        _ dice: inout Dice
    ) -> ArmSeries {
        var arm = ArmSeries(seconds: seconds)
        for second in 0..<seconds {
            arm.requests[second] = dice.poisson(requests(in: second) * share(second))
            let fails = max(failing(in: second) * ratio(second), outage[second] ? 0.3 : 0)
            let requests = arm.requests[second]
            arm.failed[second] = failures(of: share(second), requests, min(1, fails), &dice)
        }
        drawBursts(ratio, on: &arm, &dice)
        return arm
    }

    /// The seconds in which a dependency of both arms is out.
    func outages(seconds: Int, _ dice: inout Dice) -> [Bool] {
        var isOut = [Bool](repeating: false, count: seconds)
        guard case .outages(let perHour) = pattern else { return isOut }
        for _ in 0..<dice.poisson(perHour * Double(seconds) / 3_600) {
            let start = dice.whole(below: seconds)
            for second in start..<min(start + 60, seconds) { isOut[second] = true }
        }
        return isOut
    }

    private func requests(in second: Int) -> Double {
        guard isDiurnal else { return requestsPerSecond }
        return requestsPerSecond * (1 + 0.8 * sin(2 * .pi * Double(second) / 3_600))
    }

    private func failing(in second: Int) -> Double {
        isDiurnal ? failing * (1 + 0.8 * sin(2 * .pi * Double(second) / 1_800)) : failing
    }

    /// Failures that come one by one; those of bursts come after, see `drawBursts`.
    private func failures(
        of share: Double,
        _ requests: Int,
        _ failing: Double,
        _ dice: inout Dice
    ) -> Int {
        switch pattern {
        case .independent, .outages:
            return dice.binomial(requests, failing)
        case .noisy(let correlation, let instances):
            let size = (1 - correlation) / correlation
            let mine = max(1, Int((Double(instances) * share).rounded()))
            var left = requests
            return (0..<mine).reduce(0) { failed, instance in
                let served = dice.binomial(left, 1 / Double(mine - instance))
                left -= served
                let own = dice.beta(failing * size, (1 - failing) * size)
                return failed + dice.binomial(served, own)
            }
        case .clumps(_, let clumped), .sticky(_, _, let clumped):
            return dice.binomial(requests, failing * (1 - clumped))
        }
    }

    /// Adds bursts, each with requests of its own: they are retries.
    private func drawBursts(
        _ ratio: (Int) -> Double,
        on arm: inout ArmSeries,
        _ dice: inout Dice
    ) {
        let size: Double
        let length: Int
        let share: Double
        switch pattern {
        case .independent, .noisy, .outages: return
        case .clumps(let mean, let part): (size, length, share) = (mean, 1, part)
        case .sticky(let mean, let lasting, let part): (size, length, share) = (mean, lasting, part)
        }
        var added = [Int](repeating: 0, count: arm.requests.count)
        for second in added.indices {
            let fails = min(1, failing * ratio(second))
            let each = size * Double(length)
            let bursts = dice.poisson(Double(arm.requests[second]) * fails * share / each)
            for _ in 0..<bursts { burst(size, length, at: second, in: &added, &dice) }
        }
        for second in added.indices {
            arm.failed[second] += added[second]
            arm.requests[second] += added[second]
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
