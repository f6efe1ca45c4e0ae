/// A stretch of time, in seconds since 1970.
struct Interval: Sendable, Equatable, Encodable {
    var from: Double
    var to: Double

    /// Intervals joined where they touch or overlap, in order.
    static func union(_ intervals: [Interval]) -> [Interval] {
        intervals.sorted { $0.from < $1.from }.reduce(into: []) { joined, next in
            guard let last = joined.last, next.from <= last.to else { return joined.append(next) }
            joined[joined.count - 1].to = max(last.to, next.to)
        }
    }

    /// What both have of time; nothing when that is no time at all.
    func intersection(_ other: Interval) -> Interval? {
        let shared = Interval(from: max(from, other.from), to: min(to, other.to))
        return shared.from < shared.to ? shared : nil
    }
}
