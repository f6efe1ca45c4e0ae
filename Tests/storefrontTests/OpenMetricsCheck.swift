/// The rules of the OpenMetrics text format that a page of ours could break.
enum OpenMetricsCheck {
    private static let suffixes: [String: [String]] = [
        "gauge": [""], "counter": ["_total"], "info": ["_info"],
        "histogram": ["_bucket", "_count", "_sum"],
    ]

    /// What is wrong with a page, one sentence each.
    static func problems(in text: String) -> [String] {
        var problems: [String] = []
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        if lines.popLast() != "" { problems.append("the last line does not end") }
        if lines.popLast() != "# EOF" { problems.append("there is no # EOF") }
        var families: Set<Substring> = []
        var family: (name: Substring, type: Substring) = ("", "")
        var samples: Set<Substring> = []
        for line in lines {
            let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
            if words.first == "#", words.count == 4, words[1] == "TYPE" {
                family = (words[2], words[3])
                if !families.insert(family.name).inserted {
                    problems.append("\(family.name) comes twice")
                }
            } else if words.first == "#", words.count == 4 {
                if words[2] != family.name || !["UNIT", "HELP"].contains(words[1]) {
                    problems.append("out of place: \(line)")
                }
                if words[1] == "UNIT", !family.name.hasSuffix("_" + words[3]) {
                    problems.append("\(family.name) does not end in its unit")
                }
            } else {
                problems += sampleProblems(line, of: family, seen: &samples)
            }
        }
        return problems
    }

    private static func sampleProblems(
        _ line: Substring,
        of family: (name: Substring, type: Substring),
        seen: inout Set<Substring>
    ) -> [String] {
        let pattern = /([a-z_]+)(\{(?:[a-z]+="(?:[^"\\\n]|\\.)*",?)*\})? (-?[0-9.e+-]+)/
        guard let match = line.wholeMatch(of: pattern), Double(match.3) != nil else {
            return ["not a sample: \(line)"]
        }
        var problems: [String] = []
        let names = suffixes[String(family.type), default: []].map { "\(family.name)\($0)" }
        if !names.contains(String(match.1)) {
            problems.append("\(match.1) is not of the \(family.type) \(family.name)")
        }
        if !seen.insert(match.1 + (match.2 ?? "")).inserted {
            problems.append("twice: \(line)")
        }
        return problems
    }
}
