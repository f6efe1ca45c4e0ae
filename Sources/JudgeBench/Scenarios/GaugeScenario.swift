import Foundation

/// A release seen only in a number that no split tells apart: a backlog, connections, failed calls.
struct GaugeScenario: Sendable {
    /// What is measured and how the release changes it.
    var gauge: Gauge
    /// Seconds of history before the release.
    var historySeconds = 86_400
    /// Length of the release in seconds.
    var seconds = 3_600

    /// What is measured and how the release changes it.
    enum Gauge: Sendable, Hashable {
        /// Jobs waiting; the release lets the consumers do that share of what they could.
        case backlog(capacity: Double)
        /// Database connections in use; held that many times as long, and leaking that many a
        /// second.
        case connections(holding: Double, leak: Double)
        /// Failed calls to customers' endpoints; that share fails after the release, 0.5% before.
        case webhooks(failing: Double)
    }

    /// Seconds in one block.
    static let block = 10

    /// Whether the release changes the gauge.
    var isWorse: Bool {
        switch gauge {
        case .backlog(let capacity): capacity != 1
        case .connections(let holding, let leak): holding != 1 || leak != 0
        case .webhooks(let failing): failing != 0.005
        }
    }

    /// History and release in blocks of 10 s.
    struct Blocks: Sendable {
        /// Blocks before the release.
        var history: [Double]
        /// Blocks since.
        var release: [Double]
    }

    /// One history with the release at its end.
    func play(_ dice: inout Dice) -> Blocks {
        let all =
            switch gauge {
            case .backlog(let capacity): Self.medians(backlog(capacity, &dice))
            case .connections(let holding, let leak):
                Self.medians(connections(holding, leak, &dice))
            case .webhooks(let failing): webhooks(failing, &dice)
            }
        let start = historySeconds / Self.block
        return Blocks(history: Array(all[..<start]), release: Array(all[start...]))
    }

    /// Poisson arrivals, consumers with 1.3 times the capacity they need, and stalls of 5–20 s.
    private func backlog(_ capacity: Double, _ dice: inout Dice) -> [Double] {
        let phase = dice.uniform(0, 2 * .pi)
        let able = 1.3 * 50 * 1.3
        var waiting = 0.0
        var stall = 0.0
        return (0..<(historySeconds + seconds)).map { second in
            let arriving = 50 * (1 + 0.3 * sin(2 * .pi * Double(second) / 86_400 + phase))
            if stall <= 0, dice.uniform() < 4 / 3_600 {
                stall = dice.uniform(5, 20)
            } else {
                stall -= 1
            }
            let served = Double(dice.poisson(second < historySeconds ? able : able * capacity))
            waiting += Double(dice.poisson(arriving)) - (stall > 0 ? 0.1 : 1) * served
            waiting = max(0, waiting)
            return waiting
        }
    }

    /// Arrivals times the holding time, which drifts slowly; batch jobs now and then; at most 200.
    private func connections(
        _ holding: Double,
        _ leak: Double,
        _ dice: inout Dice
    ) -> [Double] {
        let all = historySeconds + seconds
        let phase = dice.uniform(0, 2 * .pi)
        var drift = 0.0
        var used = (0..<all).map { second in
            drift = 0.98 * drift + 0.03 * dice.normal()
            let arriving = 400 * (1 + 0.4 * sin(2 * .pi * Double(second) / 86_400 + phase))
            let held = 0.1 * exp(drift) * (second < historySeconds ? 1 : holding)
            return Double(dice.poisson(arriving * held))
        }
        for _ in 0..<dice.poisson(Double(all) / 86_400 * 12) {
            let start = dice.whole(below: all)
            let end = min(all, start + 20 + dice.whole(below: 220))
            let batch = dice.uniform(10, 40)
            for second in start..<end { used[second] += batch }
        }
        return used.enumerated().map { second, value in
            min(200, value + leak * Double(max(0, second - historySeconds)))
        }
    }

    /// Five calls a second; one customer's endpoint is out for 5–15 minutes six times a day.
    ///
    /// The block's value is the number of failures above what history expects, in units of the
    /// square root of that number plus one.
    private func webhooks(_ failing: Double, _ dice: inout Dice) -> [Double] {
        let all = historySeconds + seconds
        var share = [Double](repeating: 0.005, count: all)
        let calls = (0..<all).map { _ in dice.poisson(5) }
        for _ in 0..<dice.poisson(Double(all) / 86_400 * 6) {
            let start = dice.whole(below: all)
            let end = min(all, start + 300 + dice.whole(below: 600))
            for second in start..<end { share[second] += 0.05 }
        }
        for second in historySeconds..<all { share[second] += failing - 0.005 }
        let failed = zip(calls, share).map { dice.binomial($0, min(1, $1)) }
        let before = historySeconds
        let expected =
            Double(failed[..<before].reduce(0, +)) / Double(max(1, calls[..<before].reduce(0, +)))
        return stride(from: 0, to: all - all % Self.block, by: Self.block).map { start in
            let block = start..<(start + Self.block)
            let mean = Double(calls[block].reduce(0, +)) * expected
            return (Double(failed[block].reduce(0, +)) - mean) / (mean + 1).squareRoot()
        }
    }

    private static func medians(_ values: [Double]) -> [Double] {
        stride(from: 0, to: values.count - values.count % block, by: block).map { start in
            let sorted = values[start..<(start + block)].sorted()
            return (sorted[block / 2 - 1] + sorted[block / 2]) / 2
        }
    }
}
