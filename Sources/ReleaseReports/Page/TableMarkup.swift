/// A table in HTML, which turns into cards on a narrow page.
struct TableMarkup {
    private let table: ReportTable
    /// Headings over several columns, with how many each spans; empty without.
    private let groups: [(String, Int)]
    /// Whether the last row is the sum of the others; few and short columns, which stay a table on
    /// a narrow page.
    private let isTotalled: Bool

    init(_ table: ReportTable, groups: [(String, Int)] = [], isTotalled: Bool = false) {
        self.table = table
        self.groups = groups
        self.isTotalled = isTotalled
    }

    var markup: Markup {
        if table.isPairs { return pairs }
        guard !table.rows.isEmpty else { return "<p class=\"note\">Nothing.</p>\n" }
        let heads = table.columns.map { column -> Markup in
            "<th scope=\"col\"\(look(column))>\(column.title)</th>"
        }
        let rows = table.rows.enumerated().map { index, row -> Markup in
            let isLast = isTotalled && index == table.rows.count - 1
            let look: Markup = isLast ? " class=\"total\"" : ""
            return "<tr\(look)>\(cells(row))</tr>\n"
        }
        let note: Markup = table.note.map { "<p class=\"note\">\($0)</p>\n" } ?? .empty
        return """
            <table class="\(isTotalled ? "compact" : "cards")">
            <thead>\(groupRow)<tr>\(heads.joined)</tr></thead>
            <tbody>
            \(rows.joined)</tbody>
            </table>
            \(note)
            """
    }

    private var pairs: Markup {
        let rows = table.rows.map { row -> Markup in
            let look: Markup = row[1].count > 60 ? " class=\"long\"" : ""
            return "<div\(look)><dt>\(row[0])</dt><dd>\(free: row[1])</dd></div>\n"
        }
        return "<dl>\n\(rows.joined)</dl>\n"
    }

    private var groupRow: Markup {
        guard !groups.isEmpty else { return .empty }
        let heads = groups.map { title, span -> Markup in
            "<th colspan=\"\(span)\" scope=\"colgroup\">\(title)</th>"
        }
        return "<tr class=\"groups\">\(heads.joined)</tr>"
    }

    private func cells(_ row: [String]) -> Markup {
        zip(table.columns, row).enumerated().map { index, cell -> Markup in
            let (column, words) = cell
            let text: Markup = column.isFree ? "\(free: words)" : "\(words)"
            guard index > 0 else { return "<th scope=\"row\">\(text)</th>" }
            return "<td data-label=\"\(label(index))\"\(look(column))>\(text)</td>"
        }
        .joined
    }

    /// A column's heading with that of its group, for a card.
    private func label(_ index: Int) -> String {
        var first = 0
        for (title, span) in groups {
            if index < first + span {
                let name = table.columns[index].title
                let isTold = title.isEmpty || name.hasPrefix(title.split(separator: " ")[0])
                return isTold ? name : "\(title.split(separator: " ")[0]) \(name)"
            }
            first += span
        }
        return table.columns[index].title
    }

    private func look(_ column: ReportTable.Column) -> Markup {
        column.isNumber ? " class=\"number\"" : ""
    }
}
