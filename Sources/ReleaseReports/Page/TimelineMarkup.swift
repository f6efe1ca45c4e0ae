import RolloutCore

/// The whole release on one axis: the canary's share, the steps, the marks.
struct TimelineMarkup {
    private let report: ReleaseReport
    private let time: TimeAxis
    private let labels: MarkLabels
    private let values = ValueAxis([[100]], limit: nil, unit: "%")

    init(_ report: ReleaseReport, _ time: TimeAxis) {
        self.report = report
        self.time = time
        labels = MarkLabels(report.marks, on: time)
    }

    var markup: Markup {
        """
        <figure class="chart timeline">
        <figcaption><h3>share of traffic</h3><ul class="legend">\
        <li class="canary swatch">canary \(report.plan.canary.label)</li>\
        <li class="stable swatch">stable \(report.stableLabel)</li></ul></figcaption>
        <div class="plot">
        \(Axes.markup(values, unit: "%"))\
        <div class="area">
        <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label="\(words)">
        \(areas)\(Axes.grid(values))\(Axes.lines(labels))\
        </svg>
        \(Axes.labels(labels))\
        </div>
        <div class="steps">
        <svg viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        \(steps)\
        </svg>
        \(stepNames)\
        </div>
        \(Axes.markup(time))\
        </div>
        </figure>
        \(markList)
        """
    }

    private var words: String {
        let shares = report.weights.compactMap { change in
            change.weight.map { "\($0) at \(change.at.clock)" }
        }
        return "the canary's share of traffic: \(shares.spokenList)"
    }

    /// The share as the router reported it; what nobody could read is left blank.
    private var areas: Markup {
        let end = time.to
        return report.weights.enumerated().map { index, change -> Markup in
            guard let weight = change.weight else { return .empty }
            let next = index + 1 < report.weights.count ? report.weights[index + 1].at : end
            let x = time.share(change.at) * 1_000
            let width = Coordinate.text(max(0, time.share(next) * 1_000 - x))
            let height = weight.share * 100
            let left = Coordinate.text(x)
            let top = Coordinate.text(100 - height)
            return """
                <path class="fill stable" d="M\(left) 0h\(width)V\(top)H\(left)z"/>
                <path class="fill canary" d="M\(left) \(top)h\(width)V100H\(left)z"/>

                """
        }
        .joined
    }

    private var steps: Markup {
        report.spans.enumerated().map { index, span -> Markup in
            let x = time.share(span.from) * 1_000
            let width = Coordinate.text(max(0, time.share(span.to) * 1_000 - x))
            let look = span.step == .rollback ? "rollback" : index % 2 == 0 ? "even" : "odd"
            return """
                <path class="\(look)" d="M\(Coordinate.text(x)) 0h\(width)v10H\
                \(Coordinate.text(x))z">\
                <title>\(span.step.name), \((span.to - span.from).spoken)</title></path>

                """
        }
        .joined
    }

    /// The names of steps that are wide enough for them.
    private var stepNames: Markup {
        report.spans.map { span -> Markup in
            let from = time.share(span.from)
            let width = time.share(span.to) - from
            let needed = Double(span.step.name.count + 1) * 6.8
            guard width * 900 >= needed else { return .empty }
            let look =
                (width * 290 >= needed ? "" : "wide ")
                + (span.step == .rollback ? "rollback" : "")
            return """
                <span class="\(look)" style="left:\(percent: from);width:\(percent: width)">\
                \(span.step.name)</span>
                """
        }
        .joined
    }

    /// Every mark with its time, for narrow pages and for those who do not see the drawing.
    private var markList: Markup {
        let items = report.marks.map { mark -> Markup in
            """
            <li class="\(mark.kind.look)"><time datetime="\(mark.at.machine)">\
            \(mark.at.clock)</time> \(mark.label)</li>
            """
        }
        return items.isEmpty ? .empty : "<ol class=\"marks\">\(items.joined)</ol>\n"
    }
}
