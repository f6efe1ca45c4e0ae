extension Section {
    /// A section whose keys are names that the person chooses, all with the same keys below.
    ///
    /// `what` is named, such as `flag`; `section` has the keys below each name, and `start` is the
    /// value for a name before they are read.
    static func named<Item>(
        _ what: String,
        such example: String,
        pattern: NamePattern,
        _ section: Section<Item>,
        start: @escaping (String) -> Item
    ) -> Section where Draft == [Item] {
        Section(
            keys: [],
            others: Others(
                pattern: pattern.text,
                schema: section.schema,
                expected: "a section of names, such as \(example)"
            ) { entry in
                guard pattern.isMet(by: entry.key) else {
                    let name = entry.key.quotedForSentence
                    return .refused(
                        entry.key,
                        "\(name) cannot be the name of a \(what). Write \(pattern.words)."
                    )
                }
                return Key(name: entry.key, note: "", schema: section.schema, paths: []) {
                    node,
                    items,
                    reading in
                    var item = start(entry.key)
                    section.read(node, into: &item, &reading)
                    items.append(item)
                }
            },
            rules: [
                Rule(at: "") { items in
                    guard items.isEmpty else { return nil }
                    return "there is no \(what) here. Remove the key, or write one, such as "
                        + "\(example)."
                }
            ]
        )
    }
}

/// What a name chosen by a person may look like.
enum NamePattern {
    /// What is safe in paths and on screen.
    case plain
    /// Also dots, as names of feature flags have them.
    case dotted

    /// As a pattern of JSON Schema.
    var text: String {
        switch self {
        case .plain: "^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"
        case .dotted: "^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$"
        }
    }

    /// In words, as they follow "Write".
    var words: String {
        switch self {
        case .plain: "1 to 40 letters, digits, `-` and `_`"
        case .dotted: "1 to 80 letters, digits, `-`, `_` and `.`"
        }
    }

    /// Whether a name is one.
    func isMet(by name: String) -> Bool {
        switch self {
        case .plain: name.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9_\-]{0,39}/#) != nil
        case .dotted: name.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9_.\-]{0,79}/#) != nil
        }
    }
}
