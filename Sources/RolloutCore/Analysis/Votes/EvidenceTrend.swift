/// The combined evidence of the last minute, to say when it will be decisive.
struct EvidenceTrend: Sendable, Hashable, Codable {
    private static let span = 60
    /// Below this many seconds a slope is noise.
    private static let least = 5

    private var values: [Double] = []
    private var next = 0

    mutating func take(_ evidence: Double) {
        if values.count <= Self.span { values.append(evidence) } else { values[next] = evidence }
        next = (next + 1) % (Self.span + 1)
    }

    /// Seconds until the evidence reaches `limit` at its present pace; nil when it does not rise.
    func seconds(until limit: Double) -> Double? {
        guard values.count > Self.least, let last = value(back: 0),
            let first = value(back: values.count - 1)
        else { return nil }
        let now = max(last, 1e-300).naturalLogarithm
        let slope =
            (now - max(first, 1e-300).naturalLogarithm) / Double(values.count - 1)
        guard slope > 1e-6 else { return nil }
        return max(0, (limit.naturalLogarithm - now) / slope)
    }

    private func value(back: Int) -> Double? {
        guard back < values.count else { return nil }
        return values[(next - 1 - back + 2 * values.count) % values.count]
    }
}
