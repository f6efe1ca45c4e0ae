/// The five fields of a `cron` line, checked one by one.
///
/// Numbers, names of months and weekdays, `*`, ranges, steps and lists, as POSIX and Vixie's cron
/// have them; what only some programs know (`@weekly`, `?`, `L`, `5/15`) is refused.
struct CronLine {
    /// What one field counts.
    private struct Field {
        var name: String
        var range: ClosedRange<Int>
        /// Words that stand for numbers, the first one for the lowest.
        var words: [String] = []
    }

    private static let fields = [
        Field(name: "minute", range: 0...59),
        Field(name: "hour", range: 0...23),
        Field(name: "day of the month", range: 1...31),
        Field(
            name: "month",
            range: 1...12,
            words: [
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
            ]
        ),
        Field(
            name: "weekday",
            range: 0...7,
            words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        ),
    ]

    /// The line with numbers for names and one space between two fields.
    private(set) var text = ""
    /// What is wrong with it, and what to write instead; nil when nothing is.
    private(set) var trouble: String?

    /// Looks at a line.
    init(_ line: String) {
        let parts = line.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == Self.fields.count else {
            trouble =
                "it has \(parts.count) \(parts.count == 1 ? "field" : "fields"). Write five: "
                + "minute, hour, day of the month, month and weekday, such as \"0 18 * * 5\" for "
                + "Fridays at 18:00."
            return
        }
        var texts: [String] = []
        var values: [Set<Int>] = []
        for (part, field) in zip(parts, Self.fields) {
            let items = part.split(separator: ",", omittingEmptySubsequences: false)
            let read = items.map { Self.read($0, field) }
            if let index = read.firstIndex(where: { $0 == nil }) {
                trouble = Self.trouble(items[index], field)
                return
            }
            texts.append(read.compactMap { $0?.text }.joined(separator: ","))
            values.append(Set(read.compactMap { $0 }.flatMap(\.values)))
        }
        if parts[4] == "*", Self.isNever(days: values[2], months: values[3]) {
            trouble =
                "no month has such a day, so it would never begin. Write another day or month."
        }
        text = texts.joined(separator: " ")
    }

    private static func trouble(_ item: Substring, _ field: Field) -> String {
        let words = field.words.isEmpty ? "" : ", or \(field.words[1]) and the like"
        return "\(String(item).quotedForSentence) is no \(field.name). Write * or a number from "
            + "\(field.range.lowerBound) to \(field.range.upperBound)\(words), a range such as "
            + "\(field.range.lowerBound)-\(field.range.lowerBound + 3), or a step such as */2."
    }

    /// One item of a list: `*`, `5`, `1-5`, each but the number with a step behind it.
    private static func read(
        _ item: Substring,
        _ field: Field
    ) -> (text: String, values: [Int])? {
        let halves = item.split(separator: "/", omittingEmptySubsequences: false)
        guard let base = halves.first, halves.count <= 2 else { return nil }
        var step = 1
        var tail = ""
        if halves.count == 2 {
            guard let count = number(halves[1]), count >= 1, count <= field.range.upperBound else {
                return nil
            }
            step = count
            tail = "/\(count)"
        }
        if base == "*" { return ("*" + tail, field.range.by(step)) }
        let ends = base.split(separator: "-", omittingEmptySubsequences: false)
            .map { value($0, field) }
        guard let first = ends.first, let low = first else { return nil }
        if ends.count == 1, halves.count == 1 { return ("\(low)", [low]) }
        guard ends.count == 2, let high = ends[1], low <= high else { return nil }
        return ("\(low)-\(high)" + tail, (low...high).by(step))
    }

    private static func value(_ text: Substring, _ field: Field) -> Int? {
        if let index = field.words.firstIndex(of: text.lowercased()) {
            return index + field.range.lowerBound
        }
        return number(text).flatMap { field.range.contains($0) ? $0 : nil }
    }

    private static func number(_ text: Substring) -> Int? {
        guard (1...2).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return nil
        }
        return Int(text)
    }

    private static func isNever(days: Set<Int>, months: Set<Int>) -> Bool {
        // A leap year, in which each month has the most days it can have.
        let longest = months.map { DateText.days(in: $0, of: 2_024) }.max() ?? 31
        return days.allSatisfy { $0 > longest }
    }
}

extension ClosedRange<Int> {
    fileprivate func by(_ step: Int) -> [Int] {
        Array(stride(from: lowerBound, through: upperBound, by: step))
    }
}
