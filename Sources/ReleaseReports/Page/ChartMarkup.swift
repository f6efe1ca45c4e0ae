import RolloutCore

/// One metric over time as inline SVG, with its labels beside it in text.
///
/// The drawing is stretched to the width there is and its labels are not, so that both are legible
/// on a wide page, on a phone and on paper.
struct ChartMarkup {
    private let chart: MetricChart
    private let time: TimeAxis
    private let values: ValueAxis
    private let labels: MarkLabels

    init(_ chart: MetricChart, _ time: TimeAxis, marks: [ReportMark]) {
        self.chart = chart
        self.time = time
        values = ValueAxis(
            chart.series.map { $0.values.compactMap(\.self) },
            limit: chart.limits.map(\.limit).max(),
            unit: chart.unit
        )
        labels = MarkLabels(marks, on: time)
    }

    var markup: Markup {
        """
        <figure class="chart">
        <figcaption><h3>\(chart.name)</h3>\(legend)\(verdict)</figcaption>
        <div class="plot">
        \(Axes.markup(values, unit: chart.unit))\
        <div class="area">
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="\(words)">
        \(Axes.grid(values))\(Axes.lines(labels))\(limitLine)\
        \(chart.series.map { line($0.values, $0.name) }.joined)\
        </svg>
        \(Axes.labels(labels))\
        </div>
        \(Axes.markup(time))\
        </div>
        </figure>

        """
    }

    /// What each line is, with its highest value.
    private var legend: Markup {
        let items = chart.series.map { name, values -> Markup in
            let highest = values.compactMap(\.self).max() ?? 0
            let place = highest > self.values.top ? ", off the scale" : ""
            return "<li class=\"\(name)\">\(name), at most \(shown(highest))\(place)</li>"
        }
        let limit = chart.limits.last.map { last -> Markup in
            let isDrawn = values.share(last.limit) < 1 || last.limit <= values.top
            let place = isDrawn ? "" : ", above the chart"
            return "<li class=\"limit\">limit \(shown(last.limit))\(place)</li>"
        }
        return "<ul class=\"legend\">\(items.joined)\(limit ?? .empty)</ul>"
    }

    private var verdict: Markup {
        chart.worst.map { BadgeMarkup($0.kind).markup } ?? .empty
    }

    private func shown(_ value: Double) -> String {
        chart.unit.isEmpty ? value.formatted(digits: 1, trimmed: true) : value.told(in: chart.unit)
    }

    /// The drawing in a sentence, for those who do not see it.
    private var words: String {
        let lines = chart.series.map { name, values in
            let known = values.compactMap(\.self)
            return "\(name) between \(shown(known.min() ?? 0)) and \(shown(known.max() ?? 0))"
        }
        return "\(chart.name) over time: \(lines.spokenList)"
    }

    private func line(_ points: MetricChart.Values, _ name: String) -> Markup {
        var path = ""
        var isDrawing = false
        for (index, value) in points.enumerated() {
            guard let value else {
                isDrawing = false
                continue
            }
            let middle = chart.from + chart.bucket * index + chart.bucket / 2
            let x = Coordinate.text(time.share(min(middle, time.to)) * 1_000)
            let y = Coordinate.text(100 - values.share(value) * 100)
            // A point alone is a dot: a line of no length with round ends.
            path += isDrawing ? "L\(x) \(y)" : "M\(x) \(y)h.01"
            isDrawing = true
        }
        return "<path class=\"line \(name)\" d=\"\(path)\"/>\n"
    }

    /// The limit as verdicts named it, from each on to the next.
    private var limitLine: Markup {
        let known = chart.limits.filter { $0.limit <= values.top }
        guard let last = known.last else { return .empty }
        let points = known.enumerated().map { index, change in
            let y = Coordinate.text(100 - values.share(change.limit) * 100)
            let x = Coordinate.text(time.share(change.at) * 1_000)
            return index == 0 ? "M\(x) \(y)" : "H\(x)V\(y)"
        }
        let end = Coordinate.text(max(time.share(last.at) * 1_000, judgedUntil))
        return "<path class=\"line limit\" d=\"\(points.joined())H\(end)\"/>\n"
    }

    /// The end of the last bucket with a value of the canary.
    private var judgedUntil: Double {
        let values = chart.canary.isEmpty ? chart.shared : chart.canary
        guard let last = values.lastIndex(where: { $0 != nil }) else { return 1_000 }
        return time.share(chart.from + chart.bucket * (last + 1)) * 1_000
    }
}

/// A verdict as sign, word and colour together.
struct BadgeMarkup {
    private let kind: Verdict.Kind

    init(_ kind: Verdict.Kind) { self.kind = kind }

    var markup: Markup {
        "<span class=\"badge \(kind.rawValue)\">\(String(kind.glyph)) \(kind.word)</span>"
    }
}
