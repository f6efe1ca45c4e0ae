import RolloutCore

/// Values at whole seconds, gaps included, of at most ``MetricHistory/capacity`` seconds.
struct Series: Sendable, Hashable {
    /// The first second kept, since 1970.
    var first: Int64 = 0
    /// One value a second from there on.
    var values: [Double?] = []

    /// Puts a value at its second; one that is older than what is kept is dropped.
    mutating func set(_ value: Double, at moment: Timestamp) {
        let second = Self.second(of: moment)
        if values.isEmpty { first = second }
        guard second >= first else { return }
        let missing = second - first - Int64(values.count) + 1
        if missing > Int64(MetricHistory.capacity) {
            first = second
            values = []
        } else if missing > 0 {
            values.append(contentsOf: repeatElement(nil, count: Int(missing)))
        }
        if values.isEmpty { values = [value] } else { values[Int(second - first)] = value }
        trim()
    }

    /// So many values from a second on; what is not kept is a gap.
    func values(from moment: Timestamp, count: Int) -> [Double?] {
        let start = Self.second(of: moment) - first
        return (0..<Int64(max(0, count))).map { offset in
            let index = start + offset
            guard index >= 0, index < Int64(values.count) else { return nil }
            return values[Int(index)]
        }
    }

    /// A tenth more than allowed is kept before cutting, so that not every second moves an hour.
    private mutating func trim() {
        let excess = values.count - MetricHistory.capacity
        guard excess > MetricHistory.capacity / 10 else { return }
        values.removeFirst(excess)
        first += Int64(excess)
    }

    private static func second(of moment: Timestamp) -> Int64 {
        moment.second.microseconds / 1_000_000
    }
}
