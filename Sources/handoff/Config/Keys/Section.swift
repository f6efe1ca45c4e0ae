import RolloutCore

/// The keys of one section of a file, and what must hold between them.
///
/// A section is the table that reader, messages and schema share: whoever adds a key adds a row.
struct Section<Draft> {
    /// The rows, in the order of the schema.
    var keys: [Key<Draft>]
    /// What a key means that has no row, where the person chooses names.
    var others: Others<Draft>?
    /// What must hold between values that are fine by themselves.
    var rules: [Rule<Draft>] = []
    /// Whether keys that begin with `x-` are the person's own and ignored.
    var hasNotes = true
}

/// Keys whose names the person chooses.
struct Others<Draft> {
    /// What names are allowed, as a pattern of JSON Schema.
    var pattern: String
    /// The value in JSON Schema.
    var schema: JSONValue
    /// What to write, as it follows "Write", where there are no other keys.
    var expected = ""
    /// The row for one such name with its value; nil when it cannot be meant.
    var key: (YAMLNode.Entry) -> Key<Draft>?
}

/// A condition between several values of one section, or a contradiction of theirs.
struct Rule<Draft> {
    /// Keys it is reported at: the first one that was given, else the section.
    var places: [String]
    /// What contradicts what, and what to write instead; empty when the condition holds.
    var findings: (Draft) -> [Finding]

    /// A rule; it is not looked at while one of the places has a problem of its own.
    init(at places: String..., sentence: @escaping (Draft) -> String?) {
        self.places = places
        findings = { draft in
            sentence(draft).map { [Finding(place: nil, sentence: $0)] } ?? []
        }
    }

    /// A rule that can fail at several places, such as entries of a list.
    init(over places: String..., findings: @escaping (Draft) -> [Finding]) {
        self.places = places
        self.findings = findings
    }
}

/// A contradiction that a rule found.
struct Finding {
    /// The key it is reported at, `hooks[2].before`; nil for the first of the rule's that was
    /// given.
    var place: String?
    /// What contradicts what, and what to write instead.
    var sentence: String
}

extension Section {
    /// Reads a section into a draft, noting everything that is wrong with it.
    func read(_ node: YAMLNode, into draft: inout Draft, _ reading: inout Reading) {
        guard case .map(let entries) = node.content else {
            return reading.refuse(node, expected: expected)
        }
        let given = read(entries, into: &draft, &reading)
        for key in keys where key.isRequired && !given.contains(key.name) {
            let sentence = "\(reading.subject) needs `\(key.name)`: \(key.expected)."
            reading.within(key.name, at: node.position) { reading in
                reading.report(sentence, at: node.position, isWithoutValue: true)
            }
        }
        for rule in rules where rule.places.allSatisfy(reading.isSound) {
            for finding in rule.findings(draft) {
                let places = [finding.place].compactMap(\.self) + rule.places
                let place = places.lazy.compactMap(reading.place(of:)).first
                reading.report(finding.sentence, at: place ?? node.position)
            }
        }
    }

    /// Reads each entry by its row and returns the names of the rows that were given.
    private func read(
        _ entries: [YAMLNode.Entry],
        into draft: inout Draft,
        _ reading: inout Reading
    ) -> Set<String> {
        var first: [String: YAMLNode.Entry] = [:]
        for entry in entries where !(hasNotes && entry.key.hasPrefix("x-")) {
            guard let key = key(of: entry) else {
                reading.report(unknown(entry.key, reading), at: entry.keyPosition)
                continue
            }
            if let first = first[key.name] {
                reading.report(Self.duplicate(entry, of: first), at: entry.keyPosition)
                continue
            }
            first[key.name] = entry
            reading.within(key.name, at: entry.value.position) { reading in
                if let refusal = key.refusal {
                    reading.report(refusal, at: entry.keyPosition)
                } else {
                    key.read(entry.value, &draft, &reading)
                }
            }
        }
        return Set(first.keys)
    }

    private func key(of entry: YAMLNode.Entry) -> Key<Draft>? {
        keys.first { $0.name == entry.key || $0.spellings.contains(entry.key) }
            ?? others?.key(entry)
    }

    private func unknown(_ name: String, _ reading: Reading) -> String {
        let known = keys.filter { $0.refusal == nil }.map(\.name)
        let start = "unknown key \(name.quotedForSentence) in \(reading.section)."
        if let near = keys.flatMap({ [$0.name] + $0.spellings }).nearest(to: name) {
            return start + " Write `\(near)`."
        }
        if let home = reading.home(of: name) {
            return start + " It belongs " + (home.isEmpty ? "at the top." : "under `\(home)`.")
        }
        return start + " Write \(Self.phrase(known)), or remove it."
    }

    private static func phrase(_ names: [String]) -> String {
        guard names.count > 1 else { return "`\(names.first ?? "x-…")`" }
        return "one of " + names.map { "`\($0)`" }.joined(separator: ", ")
    }

    private static func duplicate(_ entry: YAMLNode.Entry, of first: YAMLNode.Entry) -> String {
        let name = entry.key.quotedForSentence
        let line = first.keyPosition.line
        return entry.key == first.key
            ? "\(name) is given twice, first in line \(line). Keep one."
            : "\(name) and `\(first.key)` in line \(line) mean the same. Keep one."
    }
}
