extension Kind {
    /// Values of one kind in order, `[a, b]` or a line each.
    static func list<Element>(
        _ expected: String,
        of element: Kind<Element>,
        count: ClosedRange<Int> = 1...100
    ) -> Kind where Value == [Element] {
        Kind(
            expected: expected,
            schema: [
                "type": "array", "items": element.schema,
                "minItems": .whole(count.lowerBound), "maxItems": .whole(count.upperBound),
            ],
            paths: element.paths.map { "[].\($0)" }
        ) { node, reading in
            guard case .list(let nodes) = node.content, count.contains(nodes.count) else {
                reading.refuse(node, expected: expected)
                return nil
            }
            return nodes.enumerated().compactMap { index, node in
                reading.within("[\(index + 1)]", at: node.position) { reading in
                    element.read(node, &reading)
                }
            }
        }
    }

    /// Texts of one kind in order, none of them twice.
    static func distinct(
        _ expected: String,
        of element: Kind<String>,
        count: ClosedRange<Int> = 1...100
    ) -> Kind where Value == [String] {
        let list = Kind<[Located<String>]>.list(expected, of: element.located, count: count)
        return Kind(
            expected: expected,
            schema: list.schema.adding([.init(name: "uniqueItems", value: true)])
        ) { node, reading in
            var seen: Set<String> = []
            return list.read(node, &reading)?.map { item in
                if !seen.insert(item.value).inserted {
                    let name = item.value.quotedForSentence
                    reading.report("\(name) is listed twice. Keep one.", at: item.position)
                }
                return item.value
            }
        }
    }

    /// Sections in order, each with a name that no other has.
    static func named<Element>(
        _ expected: String,
        _ section: Kind<Element>,
        by name: KeyPath<Element, String>,
        count: ClosedRange<Int> = 1...100
    ) -> Kind where Value == [Element] {
        let list = Kind<[Located<Element>]>.list(expected, of: section.located, count: count)
        return Kind(
            expected: expected,
            schema: list.schema,
            paths: list.paths
        ) { node, reading in
            var seen: Set<String> = []
            return list.read(node, &reading)?.map { item in
                let name = item.value[keyPath: name]
                if !name.isEmpty, !seen.insert(name).inserted {
                    let sentence = "\(name.quotedForSentence) is listed twice. Keep one."
                    reading.report(sentence, at: item.position)
                }
                return item.value
            }
        }
    }

    /// A section of keys whose values make one value.
    static func section(_ start: Value, _ section: Section<Value>) -> Kind {
        Kind(
            expected: section.expected,
            schema: section.schema,
            paths: section.paths
        ) { node, reading in
            var draft = start
            section.read(node, into: &draft, &reading)
            return draft
        }
    }

    /// Either of two kinds: one for sections, one for everything else.
    static func either(
        _ scalar: Kind,
        orSection section: Kind,
        _ expected: String
    ) -> Kind {
        Kind(
            expected: expected,
            schema: ["anyOf": [scalar.schema, section.schema]],
            paths: scalar.paths + section.paths
        ) { node, reading in
            if case .map = node.content { return section.read(node, &reading) }
            return reading.attempt(node, scalar, expected: expected)
        }
    }

    /// A section of names that the person chooses, with texts behind them.
    static func texts(_ expected: String) -> Kind where Value == [String: Located<String>] {
        let text = Kind<String>.text(expected)
        return Kind(
            expected: "`name: \(expected)` for each",
            schema: ["type": "object", "additionalProperties": text.schema]
        ) { node, reading in
            guard case .map(let entries) = node.content else {
                reading.refuse(node, expected: "`name: \(expected)` for each")
                return nil
            }
            var texts: [String: Located<String>] = [:]
            for entry in entries {
                let position = entry.value.position
                if texts[entry.key] != nil {
                    let name = entry.key.quotedForSentence
                    reading.report("\(name) is given twice. Keep one.", at: entry.keyPosition)
                }
                texts[entry.key] = reading.within(entry.key, at: position) { reading in
                    text.located.read(entry.value, &reading)
                }
            }
            return texts
        }
    }
}
