import RolloutCore

/// Rows that several sources of numbers share.
extension PlanSections {
    /// The rows that say who asks.
    static func accessKeys<Draft>(
        _ access: WritableKeyPath<Draft, Access>,
        hasToken: Bool
    ) -> [Key<Draft>] {
        let keys: [Key<Draft>] = [
            Key("user", access.appending(path: \.user), key("monitor"), "The name to log in with."),
            Key(
                "password",
                access.appending(path: \.password),
                secret,
                "Where the password is found: a variable of the steward, or a file."
            ),
        ]
        guard hasToken else { return keys }
        return keys + [
            Key(
                "token",
                access.appending(path: \.token),
                secret,
                "Where the bearer token is found: a variable of the steward, or a file."
            )
        ]
    }

    /// The conditions that who asks meets.
    static func accessRules<Draft>(_ access: WritableKeyPath<Draft, Access>) -> [Rule<Draft>] {
        [
            Rule(at: "token") { draft in
                let access = draft[keyPath: access]
                guard access.token != nil, access.user != nil || access.password != nil else {
                    return nil
                }
                return "`token` stands for a name and a password. Keep one or the other."
            }
        ]
    }

    /// Where a secret is found; whatever else stands there may be the secret and is not shown.
    private static var secret: Kind<SecretPlace> {
        let section = Section<SecretPlaceDraft>(
            keys: [
                Key("env", \.variable, .variable, "The variable's name."),
                Key("file", \.file, .path("secrets/password"), "The file's path."),
            ],
            rules: [
                Rule(at: "env", "file") { draft in
                    guard (draft.variable == nil) == (draft.file == nil) else { return nil }
                    return "a secret is in one place. Write `env` or `file`."
                }
            ]
        )
        let expected = "where it is found, {env: NAME} or {file: path}, never the value itself"
        return Kind(expected: expected, schema: section.schema, paths: section.paths) {
            node,
            reading in
            guard case .map = node.content else {
                reading.refuse(node, expected: expected, isQuiet: true)
                return nil
            }
            var draft = SecretPlaceDraft()
            section.read(node, into: &draft, &reading)
            return draft.variable.map(SecretPlace.variable) ?? draft.file.map(SecretPlace.file)
        }
    }

    /// The row that says where a server answers over HTTP.
    static func server<Draft>(
        _ place: WritableKeyPath<Draft, WebPlace>,
        _ example: String
    ) -> Key<Draft> {
        Key(
            "server",
            place.appending(path: \.address),
            address("http://\(example)"),
            isRequired: true,
            "Where it answers, over http."
        )
    }

    /// An address over http.
    ///
    /// Not shown when it is wrong: it may hold a password.
    static func address(_ example: String) -> Kind<WebAddress> {
        .scalar(
            "an address without a name or password in it, such as \(example), over http",
            schema: [
                "type": "string", "pattern": #"^(http://)?[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[!-~]*)?$"#,
            ],
            isQuiet: true
        ) { text, _ in WebAddress(text) }
    }

    /// Whether that is a host and a port, and nothing more.
    static func isHostAndPort(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: #/[A-Za-z0-9.\-]+:([0-9]{1,5})/#),
            let port = Int(match.1)
        else { return false }
        return (1...65_535).contains(port)
    }

    /// The name of something in a server.
    static func key(_ example: String) -> Kind<String> {
        .text("a name such as \(example)") { !$0.isEmpty && $0.count <= 200 }
    }

    /// Something a server is asked in its own language.
    static func question(_ expected: String) -> Kind<String> {
        .text(expected) { !$0.isEmpty && $0.count <= 4_000 }
    }

    /// The way to a number in a JSON document.
    static func way(_ example: String) -> Kind<String> {
        .text("names with dots and numbers in brackets, such as \(example)") {
            $0.wholeMatch(of: #/(\[[0-9]{1,6}\])*[^.\[\]]*((\.[^.\[\]]+)|(\[[0-9]{1,6}\]))*/#)
                != nil
        }
    }

    /// The row that says which jobs are counted.
    static func count<Draft>(_ path: WritableKeyPath<Draft, QueueCount>) -> Key<Draft> {
        Key(
            "count",
            path,
            .word(.waiting, .taken, .all),
            "Jobs that wait, jobs taken and not done, or both; `waiting` when absent."
        )
    }
}

/// Where a secret is found, while its keys are being read.
private struct SecretPlaceDraft {
    var variable: String?
    var file: String?
}

/// Host and port, with the path behind them.
struct WebAddress: Hashable {
    var endpoint: String
    var path: String

    /// The parts of `http://host:port/path`; nil when it is something else.
    init?(_ text: String) {
        guard
            let match = text.wholeMatch(
                of: #/(http:\/\/)?([A-Za-z0-9.\-]+)(:([0-9]{1,5}))?(\/[!-~]*)?/#
            ), let port = Int(match.4 ?? "80"), (1...65_535).contains(port)
        else { return nil }
        endpoint = "\(match.2):\(port)"
        path = match.5.map(String.init) ?? ""
        while path.hasSuffix("/") { path.removeLast() }
    }

    fileprivate init(_ place: WebPlace) {
        endpoint = place.endpoint
        path = place.path
    }
}

extension WebPlace {
    /// Where it is, without who asks.
    var address: WebAddress {
        get { WebAddress(self) }
        set {
            endpoint = newValue.endpoint
            path = newValue.path
        }
    }
}
