extension GaugeScenario.Blocks {
    /// When the rules for a number without a split stop this release, in seconds.
    func stops(_ dice: inout Dice) -> PeerStops {
        let seconds = GaugeScenario.block
        return [
            .kayentaShifted: kayenta(&dice).map { $0 * seconds },
            .alertRule: alert().map { $0 * seconds },
            .threeSigma: threeSigma().map { $0 * seconds },
        ]
    }

    /// Kayenta with the hour before the release in place of a baseline, every ten minutes.
    private func kayenta(_ dice: inout Dice) -> Int? {
        let before = Self.minutes(Array(history.suffix(360)))
        let rule = Kayenta(step: 60, interval: 600)
        for block in stride(from: 60, through: release.count, by: 60) {
            let label = rule.label(Self.minutes(Array(release[..<block])), before, &dice)
            if label == .high { return block }
        }
        return nil
    }

    private func alert() -> Int? {
        let sorted = history.sorted()
        let place = Double(sorted.count - 1) * 0.999
        let index = Int(place)
        let next = sorted[min(index + 1, sorted.count - 1)]
        let quantile = sorted[index] + (place - Double(index)) * (next - sorted[index])
        return Self.firstRun(of: 30, above: 1.2 * quantile, in: release)
    }

    private func threeSigma() -> Int? {
        let before = history.suffix(360)
        let mean = before.reduce(0, +) / Double(before.count)
        let square = before.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(before.count)
        let limit = mean + 3 * max(square.squareRoot(), 1e-9)
        return Self.firstRun(of: 3, above: limit, in: release)
    }

    private static func firstRun(of length: Int, above limit: Double, in values: [Double]) -> Int? {
        var run = 0
        for (index, value) in values.enumerated() {
            run = value > limit ? run + 1 : 0
            if run >= length { return index + 1 }
        }
        return nil
    }

    private static func minutes(_ blocks: [Double]) -> [Double] {
        stride(from: 0, to: blocks.count - blocks.count % 6, by: 6).map { start in
            blocks[start..<(start + 6)].reduce(0, +) / 6
        }
    }
}
