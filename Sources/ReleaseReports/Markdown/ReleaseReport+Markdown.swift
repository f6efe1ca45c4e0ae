import RolloutCore

extension ReleaseReport {
    /// The report as Markdown, to begin a post-mortem with: the same facts as the page, in tables
    /// and rows of blocks.
    package var markdown: String {
        var whole: MarkdownText = "# \(headline)\n\n"
        whole += summary.map { "\($0)\n\n" as MarkdownText }.joined
        for (title, body) in chapters {
            guard let body else { continue }
            whole += "## \(title)\n\n\(body)\n"
        }
        whole += """
            ---

            Made by handoff \(start.version) from the \(entryCount.grouped) entries of this \
            release. Times are UTC.

            """
        return whole.text
    }

    private var chapters: [(String, MarkdownText?)] {
        [
            ("This release", Self.text(facts)),
            ("Timeline", markText),
            ("Where the time went", Self.text(timeTable)),
            ("What the rollback did", wayBackTable.map(Self.text)),
            ("Decisions and their evidence", decisionText),
            (
                "What was served at each weight",
                figureTable.rows.isEmpty ? nil : Self.text(figureTable, groups: figureGroups)
            ),
            ("Measurements", chartText),
            ("Who did what, and why", Self.text(deedTable)),
            ("Beside the traffic", works.isEmpty ? nil : Self.text(workTable)),
            ("Instances", Self.text(instanceTable)),
            ("Checks before anything was changed", checks.isEmpty ? nil : Self.text(checkTable)),
            ("What the release changed", changeTable.map { Self.text($0) }),
            ("Everything that happened", lines.isEmpty ? nil : Self.text(lineTable)),
        ]
    }

    private var figureGroups: [String] {
        ["", "", ""] + Array(repeating: "stable ", count: 4)
            + Array(repeating: "canary ", count: 4)
    }

    private static func text(_ table: ReportTable) -> MarkdownText { text(table, groups: []) }

    private static func text(_ table: ReportTable, groups: [String]) -> MarkdownText {
        guard !table.rows.isEmpty else { return "Nothing.\n" }
        func line(_ cells: [MarkdownText]) -> MarkdownText {
            cells.reduce("|") { "\($0) \($1) |" } as MarkdownText
        }
        let heads = table.columns.enumerated().map { index, column -> MarkdownText in
            let group = groups.indices.contains(index) ? groups[index] : ""
            return column.title.lowercased().hasPrefix(group)
                ? "\(column.title)" : "\(group)\(column.title)"
        }
        let rule = table.columns.map { $0.isNumber ? "---:" : "---" as MarkdownText }
        let rows = table.rows.map { row in "\(line(row.map { "\($0)" }))\n" as MarkdownText }
        let note: MarkdownText = table.note.map { "\n\($0)\n" } ?? ""
        return "\(line(heads))\n\(line(rule))\n\(rows.joined)\(note)"
    }

    private var markText: MarkdownText {
        let top = 100.0
        let axis = TimeAxis(from: began, to: end?.at ?? through)
        let count = Double(TextSparkline.width)
        let shares = (0..<TextSparkline.width).map { column -> Double? in
            let passed = weights.last { axis.share($0.at) <= (Double(column) + 0.5) / count }
            return passed?.weight.map { $0.share * 100 }
        }
        let row = TextSparkline(shares, top: top).text
        let marks = marks.map { "- \($0.at.clock) \($0.label)\n" as MarkdownText }.joined
        return """
            ```
            canary's share  \(code: row)  0% to 100%
            ```

            \(marks)
            """
    }

    private var chartText: MarkdownText? {
        let measured = charts.filter(\.hasValues)
        guard !measured.isEmpty else { return nil }
        let width = measured.map(\.name.count).max() ?? 0
        let rows = measured.map { chart -> MarkdownText in
            let top = chart.series.flatMap { $0.values.compactMap(\.self) }.max() ?? 0
            let lines = chart.series.enumerated().map { index, line -> MarkdownText in
                let name = index == 0 ? chart.name : ""
                let row = TextSparkline(line.values, top: top).text
                let highest = line.values.compactMap(\.self).max() ?? 0
                let limit = chart.limits.last.map { ", limit \(Self.shown($0.limit, chart))" }
                let end = "at most \(Self.shown(highest, chart))" + (index == 0 ? limit ?? "" : "")
                return """
                    \(code: Self.padded(name, to: width))  \(code: Self.padded(line.name, to: 6))  \
                    \(code: row)  \(code: end)

                    """
            }
            return lines.joined
        }
        return "```\n\(rows.joined)```\n"
    }

    private static func padded(_ text: String, to width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    private static func shown(_ value: Double, _ chart: MetricChart) -> String {
        chart.unit.isEmpty
            ? value.formatted(digits: 1, trimmed: true) : value.told(in: chart.unit)
    }

    private var decisionText: MarkdownText {
        decisions.map { decision -> MarkdownText in
            let who = decision.by.map { $0 == .engine ? "handoff, by the plan" : person($0) }
            let reason: MarkdownText = decision.reason.map { "  \n  \($0)" } ?? ""
            let past = decision.past.map { "  - \($0)\n" as MarkdownText }.joined
            let evidence = decision.evidence.map { line -> MarkdownText in
                let passed = line.isOverridden ? ", passed by a person" : ""
                return """
                      - \(line.verdict.kind.word)\(passed), \(line.metric.rawValue): \
                    \(line.verdict.evidence.sentence)

                    """
            }
            return """
                - \(decision.at.clock) **\(decision.title)**, \
                \(who ?? "a person the entry does not name"), \
                entry \(String(decision.sequence))\(reason)
                \(past)\(evidence.joined)
                """
        }
        .joined
    }
}
