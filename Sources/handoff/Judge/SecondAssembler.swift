import RolloutCore

/// Puts rows together into seconds, in order, and counts what it repaired.
///
/// Memory is that of ``patience`` seconds and of the slices' names.
struct SecondAssembler: Sendable {
    /// Seconds a row may stand behind the newest one.
    static let patience = 30
    /// The longest gap, in seconds.
    static let longestGap = 86_400
    /// Rises in a row from the beginning that no count of single seconds has by chance.
    private static let telltaleRises = 20

    private(set) var repairs = Repairs()
    /// The share for files that do not say.
    private let weight: Double?
    private let areTotals: Bool
    private var open: [Int: FileSecond] = [:]
    private var newest: Int?
    private var next: Int?
    private var lastRows: [FileSecond.SliceName: CountRow] = [:]
    private var rises: [FileSecond.SliceName: Int] = [:]

    /// An assembler; `areTotals` for files with running totals in place of counts.
    init(weight: Double? = nil, areTotals: Bool = false) {
        self.weight = weight
        self.areTotals = areTotals
    }

    /// Takes in a row; gives back the seconds that are complete with it.
    mutating func take(_ row: CountRow) throws(CountFileProblem) -> [FileSecond] {
        if let next, row.second < next {
            throw CountFileProblem(
                row.line,
                1,
                "second \(row.second) is more than \(Self.patience) s behind second "
                    + "\(newest ?? next). Sort the file by second."
            )
        }
        if let newest, row.second > newest + Self.longestGap {
            throw CountFileProblem(
                row.line,
                1,
                "second \(row.second) is more than a day behind second \(newest). Cut the file "
                    + "in two, or write seconds."
            )
        }
        if let newest, row.second < newest { repairs.reorderedRows += 1 }
        newest = max(newest ?? row.second, row.second)
        try enter(row)
        return release(before: (newest ?? 0) - Self.patience)
    }

    /// The seconds that are left at the end of the file.
    mutating func finish() -> [FileSecond] { release(before: .max) }

    private mutating func enter(_ row: CountRow) throws(CountFileProblem) {
        let name = FileSecond.SliceName(group: row.group, slice: row.slice)
        var entry = open[row.second] ?? FileSecond(second: row.second, weight: nil)
        guard entry.slices[name] == nil else {
            repairs.duplicateRows += 1
            return
        }
        if let new = row.weight {
            if let old = entry.weight, old != new {
                throw CountFileProblem(
                    row.line,
                    1,
                    "second \(row.second) has two weights. Write the same in all its rows."
                )
            }
            entry.weight = new
        }
        let usable = try difference(row, name)
        // A row that cannot be used still keeps its second from taking another one.
        entry.slices[name] = usable.map(\.counts) ?? ArmCounts()
        if usable == nil { entry.isIncomplete = true }
        open[row.second] = entry
    }

    /// What a row adds; nil when that is not known.
    private mutating func difference(
        _ row: CountRow,
        _ name: FileSecond.SliceName
    ) throws(CountFileProblem) -> CountRow? {
        defer { lastRows[name] = row }
        let last = lastRows[name]
        guard areTotals else {
            try notice(row, after: last, name)
            return row
        }
        if let last, last.second > row.second {
            throw CountFileProblem(
                row.line,
                1,
                "running totals must be in order. Sort the file by second."
            )
        }
        guard let last, let difference = row.since(last) else {
            repairs.counterResets += last == nil ? 0 : 1
            return nil
        }
        return row.second == last.second + 1 ? difference : nil
    }

    /// Refuses files with running totals that nobody said were.
    private mutating func notice(
        _ row: CountRow,
        after last: CountRow?,
        _ name: FileSecond.SliceName
    ) throws(CountFileProblem) {
        guard let seen = last == nil ? 0 : rises[name] else { return }
        guard let last else {
            rises[name] = 0
            return
        }
        guard row.requests > last.requests, row.second > last.second else {
            rises[name] = nil
            return
        }
        rises[name] = seen + 1
        guard seen + 1 >= Self.telltaleRises else { return }
        throw CountFileProblem(
            row.line,
            1,
            "requests have only risen for \(Self.telltaleRises) rows: these are running totals. "
                + "Give --totals to take their differences."
        )
    }

    private mutating func release(before bound: Int) -> [FileSecond] {
        // In a file without gaps at most one second leaves with each row.
        if let next, bound != .max, next >= bound { return [] }
        let ready = open.keys.filter { $0 < bound }.sorted()
        return ready.map { second in
            if let next { repairs.missingSeconds += second - next }
            next = second + 1
            var entry = open.removeValue(forKey: second) ?? FileSecond(second: second)
            entry.weight = entry.weight ?? weight
            if !entry.isIncomplete { entry.sum() }
            return entry
        }
    }

    /// Counts a second that has rows and yet could not be judged.
    mutating func countMissing() { repairs.missingSeconds += 1 }

    /// Says that the last line was left out.
    mutating func cutOff() { repairs.isCutOff = true }
}

extension CountRow {
    /// What came since an earlier row of running totals; nil when a total fell.
    fileprivate func since(_ last: CountRow) -> CountRow? {
        var row = self
        row.requests -= last.requests
        row.errors -= last.errors
        guard row.requests >= 0, row.errors >= 0, row.errors <= row.requests else { return nil }
        guard latency.map(\.most) == last.latency.map(\.most) else { return nil }
        for index in latency.indices { row.latency[index].requests -= last.latency[index].requests }
        let counts = [0] + row.latency.map(\.requests)
        guard zip(counts, counts.dropFirst()).allSatisfy({ $0 <= $1 }) else { return nil }
        return row
    }
}
