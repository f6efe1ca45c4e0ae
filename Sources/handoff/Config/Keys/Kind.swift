/// A kind of value that a key can have: how it is read, and how the schema describes it.
///
/// Both come from the same place, so that the schema cannot promise what the reader refuses.
struct Kind<Value> {
    /// What to write, as it follows "Write": `a duration such as 30s`.
    var expected: String
    /// The value in JSON Schema.
    var schema: JSONValue
    /// Keys below, each with its path from here, such as `drain.within`.
    var paths: [String] = []
    /// The value, or nil when it was reported what is wrong with it.
    var read: (YAMLNode, inout Reading) -> Value?
}

extension Kind {
    /// A kind whose values are single words, numbers or texts.
    ///
    /// `parse` gets the text and whether it stands without quotes, and gives nil when it is no
    /// such value. With `isQuiet`, messages do not show what stands there: it may be a secret.
    static func scalar(
        _ expected: String,
        schema: JSONValue,
        isQuiet: Bool = false,
        parse: @escaping (_ text: String, _ isPlain: Bool) -> Value?
    ) -> Kind {
        Kind(expected: expected, schema: schema) { node, reading in
            if case .scalar(let text, let isPlain) = node.content, !node.isEmpty,
                let value = parse(text, isPlain)
            {
                return value
            }
            reading.refuse(node, expected: expected, isQuiet: isQuiet)
            return nil
        }
    }

    /// The same kind with its value turned into another one.
    func map<Other>(_ turn: @escaping (Value) -> Other) -> Kind<Other> {
        Kind<Other>(expected: expected, schema: schema, paths: paths) { node, reading in
            read(node, &reading).map(turn)
        }
    }

    /// The same kind with the place of its value beside it.
    var located: Kind<Located<Value>> {
        Kind<Located<Value>>(expected: expected, schema: schema, paths: paths) { node, reading in
            read(node, &reading).map { Located(value: $0, position: node.position) }
        }
    }

    /// The same kind, or the word `off` for nothing.
    var orOff: Kind<Value?> {
        let choice = expected + ", or off"
        return Kind<Value?>(
            expected: choice,
            schema: ["anyOf": [schema, ["const": "off"]]],
            paths: paths
        ) { node, reading in
            if case .scalar("off", isPlain: true) = node.content { return .some(nil) }
            return reading.attempt(node, self, expected: choice).map(Optional.some)
        }
    }
}

/// A value with the place where it stands.
struct Located<Value> {
    var value: Value
    var position: Position
}

extension Reading {
    /// The value of one of several kinds; what is wrong with it is said in words for all of them.
    mutating func attempt<Value>(
        _ node: YAMLNode,
        _ kind: Kind<Value>,
        expected: String
    ) -> Value? {
        var trial = self
        guard let value = kind.read(node, &trial) else {
            refuse(node, expected: expected)
            return nil
        }
        self = trial
        return value
    }

    /// Notes that a value is not of the kind its key needs.
    mutating func refuse(_ node: YAMLNode, expected: String, isQuiet: Bool = false) {
        var fact = "is \(node.spoken)"
        if isQuiet, case .scalar = node.content, !node.isEmpty {
            fact = "cannot be used as written"
        }
        let sentence = "\(subject) \(fact). Write \(expected)."
        report(sentence, at: node.position, isWithoutValue: true)
    }
}
