/// One field of a `cron` line: the values it allows.
struct CronField: Sendable, Hashable {
    /// Which field it is, with its range and names.
    enum Kind: String, Sendable {
        case minute
        case hour
        case day = "day of the month"
        case month
        case weekday

        var range: ClosedRange<Int> {
            switch self {
            case .minute: 0...59
            case .hour: 0...23
            case .day: 1...31
            case .month: 1...12
            case .weekday: 0...7
            }
        }

        /// Three letters each, the first one for the least value.
        var names: [String] {
            switch self {
            case .minute, .hour, .day: []
            case .month:
                [
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC",
                ]
            case .weekday: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
            }
        }
    }

    /// The values, rising; Sunday is 0.
    let values: [Int]
    /// Whether it begins with `*`, which is what crontab(5) takes for unrestricted.
    let isOpen: Bool

    init(_ text: String, _ kind: Kind) throws(CronProblem) {
        var found: Set<Int> = []
        for item in text.split(separator: ",", omittingEmptySubsequences: false) {
            found.formUnion(try Self.values(of: String(item), kind))
        }
        if kind == .weekday, found.remove(7) != nil { found.insert(0) }
        values = found.sorted()
        isOpen = text.hasPrefix("*")
    }

    func contains(_ value: Int) -> Bool { values.contains(value) }

    private static func values(of item: String, _ kind: Kind) throws(CronProblem) -> [Int] {
        let parts = item.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard let span = parts.first, parts.count <= 2 else { throw problem(item, kind) }
        let range = try range(span, kind, in: item)
        guard parts.count == 2 else { return Array(range) }
        guard span == "*" || span.contains("-") else {
            throw CronProblem(
                "the \(kind.rawValue) `\(item)` has a step behind a single value. Write it behind "
                    + "`*` or a range, as in `\(span)-\(kind.range.upperBound)/\(parts[1])`."
            )
        }
        guard let step = number(parts[1]), step >= 1 else { throw problem(item, kind) }
        return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }

    private static func range(
        _ span: String,
        _ kind: Kind,
        in item: String
    ) throws(CronProblem) -> ClosedRange<Int> {
        if span == "*" {
            // Sunday is not counted twice by a step.
            return kind == .weekday ? 0...6 : kind.range
        }
        let ends = span.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard ends.count <= 2, let low = value(ends[0], kind),
            var high = value(ends[ends.count - 1], kind)
        else { throw problem(item, kind) }
        // `FRI-SUN` ends with the week's last day.
        if kind == .weekday, ends.count == 2, high == 0, low > 0 { high = 7 }
        guard low <= high else {
            throw CronProblem(
                "the \(kind.rawValue) `\(item)` runs backwards. Write two ranges with a comma, "
                    + "as in `\(low)-\(kind.range.upperBound),\(kind.range.lowerBound)-\(high)`."
            )
        }
        return low...high
    }

    private static func value(_ word: String, _ kind: Kind) -> Int? {
        if let place = kind.names.firstIndex(of: word.uppercased()) {
            return kind.range.lowerBound + place
        }
        return number(word).flatMap { kind.range.contains($0) ? $0 : nil }
    }

    private static func number(_ word: String) -> Int? {
        word.allSatisfy { $0.isASCII && $0.isNumber } ? Int(word) : nil
    }

    private static func problem(_ item: String, _ kind: Kind) -> CronProblem {
        let range = "\(kind.range.lowerBound) through \(kind.range.upperBound)"
        let names = kind.names
        let named = names.isEmpty ? "" : ", or \(names[0]) through \(names[names.count - 1])"
        return CronProblem(
            "`\(item)` is no \(kind.rawValue). Write `*`, values from \(range)\(named), ranges "
                + "such as `1-5`, lists such as `1,3`, or steps such as `*/2`."
        )
    }
}
