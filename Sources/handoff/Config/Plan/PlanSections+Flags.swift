import Foundation
import RolloutCore

/// A feature flag, as the plan file says it.
struct FlagDraft {
    var name: String
    var at = Weight.zero
    var value = FlagValue.bool(false)
    var store = FlagStoreDraft()
}

/// Where a flag is kept, as the plan file says it.
struct FlagStoreDraft {
    var file: String?
    var http: FlagResourceDraft?
    var read: [String]?
    var write: [String]?
    var within: Duration?
}

/// A flag as a resource, as the plan file says it.
struct FlagResourceDraft {
    var url = ""
    var path = ""
    var headers: [SecretHeaderDraft] = []
    var timeout = Duration.seconds(5)
}

/// A header whose value is a secret, as the plan file says it.
struct SecretHeaderDraft {
    var name: String
    var place = PlaceDraft()
}

extension PlanSections {
    /// Feature flags that change with the release.
    static var flags: Section<[FlagDraft]> {
        .named(
            "flag",
            such: "{new_checkout: {at: 50, set: true, store: {file: flags.json}}}",
            pattern: .dotted,
            Section(keys: [
                Key(
                    "at",
                    \.at,
                    weight,
                    isRequired: true,
                    "The weight from which it holds; one of those in `steps`."
                ),
                Key("set", \.value, flagValue, isRequired: true, "The value it gets."),
                Key("store", in: \.store, store, isRequired: true, "Where it is kept."),
            ])
        ) { FlagDraft(name: $0) }
    }

    /// A value of a flag; words that YAML readers do not agree about have to be in quotes.
    private static var flagValue: Kind<FlagValue> {
        .scalar(
            "true, false, a number, or a text of at most 200 characters; yes, no, on and off in "
                + "quotes when they are texts",
            schema: ["type": ["boolean", "number", "string"], "maxLength": 200]
        ) { text, isPlain in
            guard text.count <= 200, text.unicodeScalars.allSatisfy(\.isVisible) else { return nil }
            guard isPlain else { return .text(text) }
            if text == "true" || text == "false" { return .bool(text == "true") }
            let isUnclear = ["true", "false", "yes", "no", "on", "off", "y", "n"]
                .contains(text.lowercased())
            guard !isUnclear else { return nil }
            let isNegative = text.hasPrefix("-")
            if let number = text.dropFirst(isNegative ? 1 : 0).decimal, number.isFinite {
                return .number(isNegative ? -number : number)
            }
            return .text(text)
        }
    }

    private static var store: Section<FlagStoreDraft> {
        Section(
            keys: [
                Key(
                    "file",
                    \.file,
                    .path("run/flags.json"),
                    "A file with one JSON object, names of flags as keys."
                ),
                Key(
                    "http",
                    \.http,
                    .section(FlagResourceDraft(), resource),
                    "A resource that answers GET with JSON and takes PUT."
                ),
                Key(
                    "read",
                    \.read,
                    arguments(such: #"[flagctl, get, "{flag}"]"#),
                    "A command that prints the value; {flag} stands for the name."
                ),
                Key(
                    "write",
                    \.write,
                    arguments(such: #"[flagctl, set, "{flag}", "{value}"]"#),
                    "A command that sets it; {flag} and {value} stand for name and value."
                ),
                Key(
                    "within",
                    \.within,
                    .duration(.milliseconds(100)...(.hours(1)), such: "10s"),
                    "How long one of the two commands may take; 10s when absent."
                ),
            ],
            rules: storeRules
        )
    }

    private static var storeRules: [Rule<FlagStoreDraft>] {
        [
            Rule(at: "file", "http", "read", "write") { store in
                let given = store.given
                if given.isEmpty {
                    return "`store` names no place. Write `file`, `http`, or `read` and `write`."
                }
                guard given.count > 1 else { return nil }
                return "a flag is kept in one place, and here are \(given.spokenList). Keep one."
            },
            Rule(at: "read", "write") { store in
                guard (store.read == nil) != (store.write == nil) else { return nil }
                let missing = store.read == nil ? "read" : "write"
                return "`read` and `write` go together: what was written is read back. Add "
                    + "`\(missing)`."
            },
            Rule(at: "within", "read") { store in
                guard store.within != nil, store.read == nil, store.write == nil else { return nil }
                return "`within` is the limit of commands, and there are none. Remove it."
            },
            programRule(at: "read", \.read),
            programRule(at: "write", \.write),
            Rule(at: "write") { store in
                guard let write = store.write, !write.contains(where: { $0.contains("{value}") })
                else { return nil }
                return "`write` has no \"{value}\", so it could not set one, nor put an old one "
                    + "back. Add \"{value}\" in quotes where the value belongs."
            },
        ]
    }

    private static var resource: Section<FlagResourceDraft> {
        Section(keys: [
            Key(
                "url",
                \.url,
                url("http://127.0.0.1:7000/flags/{flag}"),
                isRequired: true,
                "Where it is; {flag} stands for the flag's name."
            ),
            Key(
                "path",
                \.path,
                .text("names with dots, such as value or data.enabled") {
                    $0.wholeMatch(of: #/[^.\s]+(\.[^.\s]+)*/#) != nil
                },
                "The way to the value in the answer; without it the answer is the value."
            ),
            Key("headers", in: \.headers, headers, "Headers to send whose values are secret."),
            Key(
                "timeout",
                \.timeout,
                .duration(.milliseconds(10)...(.seconds(300)), such: "5s"),
                "How long one answer may take."
            ),
        ])
    }

    private static var headers: Section<[SecretHeaderDraft]> {
        let place = secretPlace
        let expected = "a section such as {Authorization: {env: TOKEN}}"
        return Section(
            keys: [],
            others: Others(
                pattern: "^[A-Za-z][A-Za-z0-9-]{0,63}$",
                schema: place.schema,
                expected: expected
            ) { entry in
                guard entry.key.wholeMatch(of: #/[A-Za-z][A-Za-z0-9\-]{0,63}/#) != nil else {
                    let name = entry.key.quotedForSentence
                    return .refused(
                        entry.key,
                        "\(name) cannot be the name of a header. Write \(expected)."
                    )
                }
                return Key(name: entry.key, note: "", schema: place.schema, paths: []) {
                    node,
                    headers,
                    reading in
                    guard let place = place.read(node, &reading) else { return }
                    headers.append(SecretHeaderDraft(name: entry.key, place: place))
                }
            },
            // `x-api-key` is a header here, and left out only the store would miss it.
            hasNotes: false
        )
    }
}

extension FlagStoreDraft {
    /// The places given, of which there has to be one.
    fileprivate var given: [String] {
        [
            ("`file`", file != nil), ("`http`", http != nil),
            ("`read` with `write`", read != nil || write != nil),
        ].filter(\.1).map(\.0)
    }

    /// The place; nil when there is none, which the table's rules exclude.
    fileprivate func plan(folder: URL) -> FlagStorePlan? {
        if let file { return .file(folder.resolving(file)) }
        if let http { return .http(http.resource(folder: folder)) }
        guard let read, let write else { return nil }
        let within = within ?? .seconds(10)
        return .command(
            FlagCommands(
                read: DeclaredCommand(read, within: within, folder: folder),
                write: DeclaredCommand(write, within: within, folder: folder)
            )
        )
    }
}

extension FlagResourceDraft {
    fileprivate func resource(folder: URL) -> FlagResource {
        var resource = FlagResource(url: url, path: path)
        resource.timeout = timeout
        for header in headers {
            resource.secretHeaders[header.name] =
                SecretSource(header.place, for: header.name, folder: folder)
        }
        return resource
    }
}

extension FlagDraft {
    /// The flag that the draft describes; nil when nothing says where it is kept.
    func plan(folder: URL) -> FlagPlan? {
        store.plan(folder: folder).map { FlagPlan(name: name, value: value, at: at, store: $0) }
    }
}
