/// From 0 to what the top of a chart means, chosen so that both the limit and the usual values are
/// seen.
///
/// The limit is always below the top: values far from it are to look as calm as they are. A peak
/// far above everything else is cut, because a second of it would otherwise flatten the minutes
/// beside it.
package struct ChartScale: Hashable, Sendable {
    /// How many times what is usual a peak may be and still be drawn whole.
    static let tallest = 3.0
    /// The share of values that are usual; what is above them may be cut.
    static let usualShare = 0.9

    /// The value at the top, without room above it.
    let reach: Double
    /// The greatest value, above ``reach`` when it is cut; 0 without values.
    package let greatest: Double

    /// Chooses by the values to be drawn, gaps left out.
    package init(_ values: [Double?], limit: Double?) {
        let known = values.compactMap { $0.flatMap { $0.isFinite ? $0 : nil } }.sorted()
        greatest = max(0, known.last ?? 0)
        let usual = known.isEmpty ? 0 : known[Int(Double(known.count - 1) * Self.usualShare)]
        let seen = max(usual, limit ?? 0)
        reach = seen > 0 && greatest > seen * Self.tallest ? seen * 1.5 : max(seen, greatest)
    }

    /// Whether values are higher than the chart.
    package var cutsPeaks: Bool { greatest > top }

    /// The value at the top of an area: a little above what it has to show, and a round figure, so
    /// that it does not change with every second.
    package var top: Double {
        guard reach > 0 else { return 1 }
        let wanted = reach * 1.1
        var unit = 1.0
        while unit * 10 <= wanted { unit *= 10 }
        while unit > wanted { unit /= 10 }
        let steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8]
        return (steps.first { $0 * unit >= wanted } ?? 10) * unit
    }
}
