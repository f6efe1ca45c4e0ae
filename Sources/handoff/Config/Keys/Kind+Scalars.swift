import RolloutCore

extension Kind where Value == String {
    /// A text; numbers and `yes` are texts as well, in the spelling they are written in.
    static func text(
        _ expected: String,
        pattern: String? = nil,
        isQuiet: Bool = false,
        where isAllowed: @escaping (String) -> Bool = { !$0.isEmpty }
    ) -> Kind {
        var schema: JSONValue = ["type": ["string", "number", "boolean"]]
        if let pattern {
            schema = schema.adding([.init(name: "pattern", value: .text(pattern))])
        }
        return scalar(expected, schema: schema, isQuiet: isQuiet) { text, _ in
            text.unicodeScalars.allSatisfy(\.isVisible) && isAllowed(text) ? text : nil
        }
    }

    /// A name that is safe in paths, in the router's configuration and on screen.
    static func name(_ example: String) -> Kind {
        text(
            "1 to 40 letters, digits, `-` and `_`, such as \(example)",
            pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$"
        ) { $0.wholeMatch(of: #/[A-Za-z0-9][A-Za-z0-9_-]{0,39}/#) != nil }
    }

    /// A file; relative ones lie beside the plan file.
    static func path(_ example: String) -> Kind {
        text("the path of a file, such as \(example) (`~` is only known to shells)") {
            !$0.isEmpty && !$0.hasPrefix("~")
        }
    }

    /// The path of an HTTP request.
    static func httpPath(_ example: String) -> Kind {
        text("a path that begins with `/`, such as \(example)", pattern: "^/[!-~]*$") {
            $0.wholeMatch(of: #/\/[!-~]*/#) != nil
        }
    }

    /// The name of an environment variable; what stands there instead may be its value.
    static var variable: Kind {
        text(
            "the name of a variable alone, such as DATABASE_URL; values stay in the environment",
            pattern: "^[A-Za-z_][A-Za-z0-9_]*$",
            isQuiet: true
        ) { $0.wholeMatch(of: #/[A-Za-z_][A-Za-z0-9_]*/#) != nil }
    }
}

extension Kind where Value == Int {
    /// A whole number.
    static func whole(_ range: ClosedRange<Int>, _ what: String = "a whole number") -> Kind {
        scalar(
            "\(what) from \(range.lowerBound.grouped) to \(range.upperBound.grouped)",
            schema: [
                "type": "integer", "minimum": .whole(range.lowerBound),
                "maximum": .whole(range.upperBound),
            ]
        ) { text, isPlain in
            isPlain ? Int(text).flatMap { range.contains($0) ? $0 : nil } : nil
        }
    }
}

extension Kind where Value == Bool {
    /// Yes or no, in the two words every YAML reader agrees about.
    static var flag: Kind {
        scalar("true or false", schema: ["type": "boolean"]) { text, isPlain in
            isPlain ? ["true": true, "false": false][text] : nil
        }
    }
}

extension Kind where Value == Double {
    /// A number that is not negative, without a unit.
    static func number(_ expected: String, upTo limit: Double) -> Kind {
        scalar(
            expected,
            schema: ["type": "number", "minimum": 0, "maximum": .number(limit)]
        ) { text, isPlain in
            isPlain ? text.decimal.flatMap { $0 <= limit ? $0 : nil } : nil
        }
    }

    /// A share or a ratio with its `%`; the value is in percent.
    static func percent(_ expected: String, upTo limit: Double) -> Kind {
        scalar(
            expected,
            schema: ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)? ?%$"#]
        ) { text, _ in
            guard text.hasSuffix("%"), let number = text.dropLast().withoutTrailingSpace.decimal
            else { return nil }
            return number <= limit ? number : nil
        }
    }

    /// A length of time in milliseconds, with its unit.
    static var latency: Kind {
        scalar(
            "milliseconds or seconds with their unit, such as 400ms or 1.5s, at most 1h",
            schema: ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)?(ms|s|m|h)$"#]
        ) { text, _ in
            guard text.decimal == nil, let length = Duration(spelled: text), length <= .hours(1)
            else { return nil }
            return length.milliseconds
        }
    }
}

extension Kind where Value == Duration {
    /// A length of time within bounds; a bare number is seconds.
    static func duration(_ range: ClosedRange<Duration>, such example: String) -> Kind {
        let bounds = "\(range.lowerBound.spelled) to \(range.upperBound.spelled)"
        return scalar(
            "a duration from \(bounds), such as \(example)",
            schema: [
                "anyOf": [
                    ["type": "number", "minimum": 0],
                    ["type": "string", "pattern": #"^[0-9]+(\.[0-9]+)?(ms|s|m|h|d)?$"#],
                ]
            ]
        ) { text, _ in
            Duration(spelled: text).flatMap { range.contains($0) ? $0 : nil }
        }
    }
}

extension Kind where Value: RawRepresentable, Value.RawValue == String {
    /// One of a few words.
    static func word(_ values: Value...) -> Kind { word(of: values) }

    /// One of a few words.
    static func word(of values: [Value]) -> Kind {
        let words = values.map(\.rawValue)
        let list = words.dropLast().joined(separator: ", ") + " or " + (words.last ?? "")
        return scalar(list, schema: ["enum": .list(words.map(JSONValue.text))]) { text, _ in
            words.contains(text) ? Value(rawValue: text) : nil
        }
    }
}
