import RolloutCore

/// One row of a section's table: a key, what it means, and where its value goes.
struct Key<Draft> {
    /// The key as the documentation spells it.
    var name: String
    /// Spellings from other tools that mean the same.
    var spellings: [String] = []
    /// What it is, in one sentence, for the schema.
    var note: String
    /// Whether the section is incomplete without it.
    var isRequired = false
    /// What to write, as it follows "Write".
    var expected = ""
    /// What is said when the key is there, which it must not be; nil when it may.
    var refusal: String?
    /// The value in JSON Schema.
    var schema: JSONValue
    /// Paths of the keys below, from this section: `within`, and `drain.within` for a group.
    var paths: [String]
    /// Reads the value into the draft.
    var read: (YAMLNode, inout Draft, inout Reading) -> Void
}

extension Key {
    /// A key with a value of one kind.
    init<Value>(
        _ name: String,
        spellings: [String] = [],
        _ path: WritableKeyPath<Draft, Value>,
        _ kind: Kind<Value>,
        isRequired: Bool = false,
        _ note: String
    ) {
        self.init(
            name: name,
            spellings: spellings,
            note: note,
            isRequired: isRequired,
            expected: kind.expected,
            schema: kind.schema,
            paths: [name] + spellings + kind.paths.map { Self.below(name, $0) }
        ) { node, draft, reading in
            if let value = kind.read(node, &reading) { draft[keyPath: path] = value }
        }
    }

    /// A key with a value of one kind that may be absent.
    init<Value>(
        _ name: String,
        _ path: WritableKeyPath<Draft, Value?>,
        _ kind: Kind<Value>,
        _ note: String
    ) {
        self.init(name, path, kind.map(Optional.some), note)
    }

    /// A key with keys below it whose values go into the same draft, or into a part of it.
    init<Part>(
        _ name: String,
        in path: WritableKeyPath<Draft, Part>,
        _ section: Section<Part>,
        isRequired: Bool = false,
        _ note: String
    ) {
        self.init(
            name: name,
            note: note,
            isRequired: isRequired,
            expected: section.expected,
            schema: section.schema,
            paths: [name] + section.paths.map { Self.below(name, $0) }
        ) { node, draft, reading in
            section.read(node, into: &draft[keyPath: path], &reading)
        }
    }

    /// A key of the release model that this version cannot carry out.
    ///
    /// It is refused instead of ignored, because a plan is a promise of what will happen.
    static func later(_ name: String, _ advice: String = "Remove it to release without it.") -> Key
    {
        let fact = "this version cannot do it yet, and nothing was done. \(advice)"
        return refused(name, "`\(name)`: \(fact)")
    }

    /// A key that somebody might write here and that must not be, with the reason and what to do.
    static func refused(_ name: String, _ sentence: String) -> Key {
        Key(
            name: name,
            note: sentence,
            refusal: sentence,
            schema: ["not": [:]],
            paths: [name]
        ) { _, _, _ in }
    }

    private static func below(_ name: String, _ path: String) -> String {
        path.hasPrefix("[") ? name + path : "\(name).\(path)"
    }
}

extension Section {
    /// The section in JSON Schema: nothing but its keys and those that begin with `x-`.
    var schema: JSONValue {
        var properties: [JSONValue.Member] = []
        for key in keys {
            let note = JSONValue.Member(name: "description", value: .text(key.note))
            for name in [key.name] + key.spellings {
                properties.append(.init(name: name, value: key.schema.adding([note])))
            }
        }
        let required = keys.filter(\.isRequired).map { JSONValue.text($0.name) }
        let requirement = JSONValue.Member(name: "required", value: .list(required))
        var names: [JSONValue.Member] = []
        if let others {
            let pattern = JSONValue.text((hasNotes ? "^x-|" : "") + others.pattern)
            names = [.init(name: "propertyNames", value: ["pattern": pattern])]
        }
        let notes = JSONValue.Member(name: "patternProperties", value: ["^x-": [:]])
        return .object(
            [
                .init(name: "type", value: "object"),
                .init(name: "properties", value: .object(properties)),
            ] + (hasNotes ? [notes] : [])
                + [.init(name: "additionalProperties", value: others?.schema ?? false)]
                + names + (required.isEmpty ? [] : [requirement])
        )
    }

    /// Paths of all keys from here down.
    var paths: [String] { keys.flatMap(\.paths) }

    /// What to write, as it follows "Write": the keys it needs, else those it may have.
    var expected: String {
        if keys.isEmpty, let others { return others.expected }
        let needed = keys.filter(\.isRequired)
        let names = (needed.isEmpty ? keys.filter { $0.refusal == nil } : needed)
            .map { "`\($0.name)`" }
        return needed.isEmpty
            ? "a section with any of " + names.joined(separator: ", ")
            : "a section with " + names.spokenList
    }
}
