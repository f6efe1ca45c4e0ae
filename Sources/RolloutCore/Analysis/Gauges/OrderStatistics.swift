/// Values in rising order, for medians and other quantiles.
struct OrderStatistics: Sendable {
    /// The values, rising; at least one.
    let values: [Double]

    /// Sorts the values; nil without any.
    init?(_ values: some Sequence<Double>) {
        let sorted = values.sorted()
        guard !sorted.isEmpty else { return nil }
        self.values = sorted
    }

    /// The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan).
    func quantile(_ share: Double) -> Double {
        Self.quantile(share, count: values.count) { values[$0] }
    }

    /// The middle value, or halfway between the two middle ones.
    var median: Double { quantile(0.5) }

    /// The median of the values without their signs, found without sorting them again.
    var medianMagnitude: Double {
        let middle = (values.count - 1) / 2
        var above = values.partitionedIndex { $0 < 0 }
        var below = above - 1
        var pair = (0.0, 0.0)
        // Outwards from zero in both directions, always to the nearer of the two.
        for rank in 0...min(middle + 1, values.count - 1) {
            let magnitude: Double
            if below < 0 || (above < values.count && values[above] <= -values[below]) {
                magnitude = values[above]
                above += 1
            } else {
                magnitude = -values[below]
                below -= 1
            }
            if rank <= middle { pair.0 = magnitude }
            pair.1 = magnitude
        }
        return values.count % 2 == 1 ? pair.0 : pair.0 + 0.5 * (pair.1 - pair.0)
    }

    /// The same quantile for values that are computed from their rank, without an array of them.
    static func quantile(_ share: Double, count: Int, value: (Int) -> Double) -> Double {
        let place = Double(count - 1) * share
        let rank = Int(place.rounded(.down))
        let low = value(rank)
        return low + (place - Double(rank)) * (value(min(rank + 1, count - 1)) - low)
    }
}

extension [Double] {
    /// The first index of a rising array whose value no longer fulfils `isBefore`.
    fileprivate func partitionedIndex(where isBefore: (Double) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
