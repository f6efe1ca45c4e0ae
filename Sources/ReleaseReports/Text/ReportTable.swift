/// A table of plain words; each form of the report sets it in its own way.
struct ReportTable: Sendable, Hashable {
    /// A column's heading, and whether it holds numbers.
    struct Column: Sendable, Hashable {
        var title: String
        var isNumber = false
        /// Whether its words come from people or other programs, in any script.
        var isFree = false

        init(_ title: String, isNumber: Bool = false, isFree: Bool = false) {
            self.title = title
            self.isNumber = isNumber
            self.isFree = isFree
        }
    }

    var columns: [Column]
    var rows: [[String]]
    /// What was left out, in a sentence; nil when nothing was.
    var note: String?

    init(_ columns: [Column], _ rows: [[String]], note: String? = nil) {
        self.columns = columns
        self.rows = rows
        self.note = note
    }

    /// Two columns without headings, a name and a value.
    init(pairs: [(String, String?)]) {
        columns = [Column(""), Column("", isFree: true)]
        rows = pairs.compactMap { name, value in value.map { [name, $0] } }
    }

    /// Whether it is of names and values.
    var isPairs: Bool { columns.allSatisfy { $0.title.isEmpty } }
}
