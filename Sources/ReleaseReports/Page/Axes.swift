import RolloutCore

/// What surrounds every drawing: scales, grid, and the marks with their labels.
enum Axes {
    /// The scale on the left.
    static func markup(_ values: ValueAxis, unit: String) -> Markup {
        let ticks = values.ticks.map { tick -> Markup in
            let word = word(tick, unit, isLong: values.top >= 2_000)
            return "<span style=\"bottom:\(percent: values.share(tick))\">\(word)</span>"
        }
        return "<div class=\"y\" aria-hidden=\"true\">\(ticks.joined)</div>\n"
    }

    /// Long times in seconds, because there is little room beside a drawing.
    private static func word(_ tick: Double, _ unit: String, isLong: Bool) -> String {
        if unit.isEmpty { return tick.formatted(digits: 2, trimmed: true) }
        guard unit == "ms", isLong else { return tick.shown(in: unit, trimmed: true) }
        return tick.scaled(by: 1_000).formatted(digits: 2, trimmed: true) + " s"
    }

    /// The scale below.
    static func markup(_ time: TimeAxis) -> Markup {
        let ticks = time.ticks.map { tick -> Markup in
            let look = (tick.isMajor ? "" : "minor ") + (tick.share > 0.95 ? "last" : "")
            let place: Markup = "left:\(percent: tick.share)"
            return "<span class=\"\(look)\" style=\"\(place)\">\(tick.label)</span>"
        }
        return "<div class=\"x\" aria-hidden=\"true\">\(ticks.joined)</div>\n"
    }

    /// A line for each value that has one.
    static func grid(_ values: ValueAxis) -> Markup {
        values.ticks.map { tick -> Markup in
            let y = Coordinate.text(100 - values.share(tick) * 100)
            return "<path class=\"grid\" d=\"M0 \(y)H1000\"/>\n"
        }
        .joined
    }

    /// A line from top to bottom for each mark.
    static func lines(_ labels: MarkLabels) -> Markup {
        labels.placed.map { placed -> Markup in
            let x = Coordinate.text(placed.share * 1_000)
            let words = "\(placed.mark.at.clockWithTenths) \(placed.mark.label)"
            return """
                <path class="mark \(placed.mark.kind.look)" d="M\(x) 0V100">\
                <title>\(words)</title></path>

                """
        }
        .joined
    }

    /// The labels that have room; the others are in the lists of the page.
    static func labels(_ labels: MarkLabels) -> Markup {
        let shown = labels.placed.filter { $0.isShownWide || $0.isShownNarrow }
        let spans = shown.map { placed -> Markup in
            let looks = [
                placed.mark.kind.look, placed.isTurned ? "turned" : "",
                placed.isShownWide ? "" : "narrow", placed.isShownNarrow ? "" : "wide",
            ]
            let look = looks.filter { !$0.isEmpty }.joined(separator: " ")
            return """
                <span class="\(look)" style="left:\(percent: placed.share)">\
                \(placed.mark.label)</span>
                """
        }
        return "<div class=\"labels\" aria-hidden=\"true\">\(spans.joined)</div>\n"
    }
}
