import RolloutCore

extension ReleaseReport {
    /// The report as one HTML file that needs nothing else: no network, no script, no font.
    ///
    /// Light or dark as the reader's system is, legible from 360 CSS pixels on, and made to be
    /// printed. Everything that came from people or other programs is escaped.
    package var page: String {
        let leads = summary.map { "<p class=\"lead\">\(free: $0)</p>\n" as Markup }
        let whole: Markup = """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <meta name="generator" content="handoff \(start.version)">
            <meta name="referrer" content="no-referrer">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'">
            <title>\(plan.service.rawValue) \(start.release.description): \(verdictWord)</title>
            <style>\(Stylesheet.markup)</style>
            </head>
            <body>
            <main>
            <header class="\(look)">
            <p class="kicker">\(kicker)</p>
            <h1>\(free: headline)</h1>
            \(leads.joined)\
            </header>
            \(sections.map(markup).joined)\
            <footer><p>Made by handoff from the \(entryCount.grouped) entries of this release. \
            Times are UTC. Every figure was journaled or is a sum of what was.</p></footer>
            </main>
            </body>
            </html>

            """
        return whole.text
    }

    private var kicker: Markup {
        let state: Markup = "<span class=\"outcome\">\(outcomeGlyph) \(verdictWord)</span>"
        let place = "\(plan.service) in \(plan.environment), release \(start.release), \(began.day)"
        return "\(state) \(free: place)"
    }

    private var outcomeGlyph: String {
        switch isFine {
        case true?: "✓"
        case false?: "✗"
        case nil: "…"
        }
    }

    /// The class that colours the head.
    private var look: String {
        switch isFine {
        case true?: "fine"
        case false?: "bad"
        case nil: "open"
        }
    }

    private func markup(_ section: Section) -> Markup {
        "<section id=\"\(section.id)\">\n<h2>\(section.title)</h2>\n\(section.body)</section>\n"
    }

    /// A part of the page.
    private struct Section {
        var id: String
        var title: String
        var body: Markup
    }

    private var sections: [Section] {
        let axis = TimeAxis(from: began, to: end?.at ?? through)
        let all: [(String, String, Markup?)] = [
            ("facts", "This release", TableMarkup(facts).markup),
            ("timeline", "Timeline", TimelineMarkup(self, axis).markup),
            ("time", "Where the time went", timeSection),
            ("rollback", "What the rollback did", wayBackTable.map { TableMarkup($0).markup }),
            ("decisions", "Decisions and their evidence", DecisionMarkup(self).markup),
            ("figures", "What was served at each weight", figureSection),
            ("charts", "Measurements", chartSection(axis)),
            ("people", "Who did what, and why", TableMarkup(deedTable).markup),
            ("works", "Beside the traffic", works.isEmpty ? nil : TableMarkup(workTable).markup),
            ("instances", "Instances", TableMarkup(instanceTable).markup),
            ("checks", "Checks before anything was changed", checkSection),
            ("changes", "What the release changed", changeTable.map { TableMarkup($0).markup }),
            ("log", "Everything that happened", logSection),
        ]
        return all.compactMap { id, title, body in
            body.map { Section(id: id, title: title, body: $0) }
        }
    }

    private var timeSection: Markup {
        "\(TimeBarMarkup(times).markup)\(TableMarkup(timeTable, isTotalled: true).markup)"
    }

    private var figureSection: Markup? {
        guard !figureTable.rows.isEmpty else { return nil }
        return TableMarkup(
            figureTable,
            groups: [("", 3), ("Stable \(stableLabel)", 4), ("Canary \(plan.canary.label)", 4)]
        ).markup
    }

    private func chartSection(_ axis: TimeAxis) -> Markup? {
        let measured = charts.filter(\.hasValues)
        guard !measured.isEmpty else { return nil }
        let shifts = marks.filter { $0.kind == .shift || $0.kind == .rollback }
        let drawings = measured.map { ChartMarkup($0, axis, marks: shifts).markup }.joined
        let missing = charts.filter { !$0.hasValues }.map(\.name)
        let rest: Markup =
            missing.isEmpty
            ? .empty : "<p class=\"note\">Never measured: \(missing.spokenList).</p>\n"
        return "<div class=\"charts\">\n\(drawings)</div>\n\(rest)"
    }

    private var checkSection: Markup? {
        checks.isEmpty ? nil : TableMarkup(checkTable).markup
    }

    private var logSection: Markup? {
        guard !lines.isEmpty else { return nil }
        return """
            <details>
            <summary>\(lines.count.grouped) lines</summary>
            \(TableMarkup(lineTable).markup)</details>

            """
    }
}
