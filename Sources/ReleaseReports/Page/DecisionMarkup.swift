import RolloutCore

/// The decisions, each with what was known when it was made.
struct DecisionMarkup {
    private let report: ReleaseReport

    init(_ report: ReleaseReport) { self.report = report }

    var markup: Markup {
        guard !report.decisions.isEmpty else { return "<p class=\"note\">Nothing.</p>\n" }
        return "<ol class=\"decisions\">\n\(report.decisions.map(item).joined)</ol>\n"
    }

    private func item(_ decision: Decision) -> Markup {
        let who = decision.by.map { $0 == .engine ? "handoff, by the plan" : report.person($0) }
        let why: Markup =
            decision.reason.map { "<p class=\"reason\">\(free: $0)</p>\n" } ?? .empty
        return """
            <li class="\(decision.kind.rawValue)">
            <p class="what"><time datetime="\(decision.at.machine)">\(decision.at.clock)</time>
            <strong>\(free: decision.title)</strong>
            <span class="who">\(who ?? "a person the entry does not name"), \
            entry \(decision.sequence)</span></p>
            \(why)\(past(decision))\(evidence(decision))</li>

            """
    }

    private func past(_ decision: Decision) -> Markup {
        guard !decision.past.isEmpty else { return .empty }
        let items = decision.past.map { "<li>\(free: $0)</li>" as Markup }
        return "<ul class=\"past\">\(items.joined)</ul>\n"
    }

    private func evidence(_ decision: Decision) -> Markup {
        guard !decision.evidence.isEmpty else { return .empty }
        let items = decision.evidence.map { line -> Markup in
            let passed: Markup = line.isOverridden ? " <em>passed by a person</em>" : ""
            return """
                <li>\(BadgeMarkup(line.verdict.kind).markup) \
                <span class="metric">\(free: line.metric.rawValue)</span>\(passed) \
                <span class="sentence">\(free: line.verdict.evidence.sentence)</span></li>

                """
        }
        return "<ul class=\"evidence\">\n\(items.joined)</ul>\n"
    }
}
