import Foundation
import RolloutCore

/// Where a secret is found, as the plan file says it.
struct PlaceDraft {
    var variable: String?
    var file: String?
    var command: [String]?
    var within: Duration?
}

/// An address, as the plan file says it: itself, or where it is found because it is a secret.
enum AddressDraft {
    case open(String)
    case secret(PlaceDraft)
}

/// Secrets and addresses that several sections have.
extension PlanSections {
    /// Where a secret is found; whatever else stands there may be the secret and is not shown.
    static var secretPlace: Kind<PlaceDraft> {
        let expected =
            "where it is found, {env: NAME}, {file: path} or {run: [vault, read, key]}, never the "
            + "value itself"
        let section = Kind<PlaceDraft>.section(PlaceDraft(), place)
        return Kind(expected: expected, schema: section.schema, paths: section.paths) {
            node,
            reading in
            guard case .map = node.content else {
                reading.refuse(node, expected: expected, isQuiet: true)
                return nil
            }
            return section.read(node, &reading)
        }
    }

    private static var place: Section<PlaceDraft> {
        Section(
            keys: [
                Key("env", \.variable, .variable, "The variable's name."),
                Key(
                    "file",
                    \.file,
                    .path("run/flag-token"),
                    "A file that holds the value and that not everybody may read."
                ),
                Key(
                    "run",
                    \.command,
                    arguments(such: "[vault, read, -field=value, secret/flags]"),
                    "A command that prints the value, never given to a shell."
                ),
                Key(
                    "within",
                    \.within,
                    .duration(.milliseconds(100)...(.seconds(120)), such: "10s"),
                    "How long the command of `run` may take; 10s when absent."
                ),
            ],
            rules: [
                Rule(at: "env", "file", "run") { draft in
                    let given = [draft.variable != nil, draft.file != nil, draft.command != nil]
                    guard given.filter(\.self).count != 1 else { return nil }
                    return "a secret is in one place. Write one of `env`, `file` and `run`."
                },
                Rule(at: "within", "run") { draft in
                    guard draft.within != nil, draft.command == nil else { return nil }
                    return "`within` is the limit of a command, and there is no `run`. Remove it."
                },
                programRule(\.command),
            ]
        )
    }

    /// An address over HTTP, with TLS or without.
    ///
    /// Not shown when it is wrong: it may hold a password.
    static func url(_ example: String) -> Kind<String> {
        .text(
            "an address over http or https without a name, password or token in it, such as "
                + example,
            pattern: #"^https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?(/[!-~]*)?$"#,
            isQuiet: true
        ) { isAddress($0) }
    }

    /// An address, or where it is found; one that lets everybody post who knows it has to be
    /// somewhere else.
    static func receiver(_ example: String) -> Kind<AddressDraft> {
        let open = url(example)
        let place = secretPlace
        return Kind(
            expected: open.expected + ", or {env: NAME}",
            schema: ["anyOf": [open.schema, place.schema]],
            paths: place.paths
        ) { node, reading in
            if case .map = node.content { return place.read(node, &reading).map { .secret($0) } }
            guard let address = open.read(node, &reading) else { return nil }
            if address.contains("://hooks.slack.com/") {
                let sentence =
                    "\(reading.subject) is an address that lets everybody post who knows it, and a "
                    + "plan holds no secrets. Put it in a variable or a file, and write "
                    + "{env: NAME} or {file: path}."
                reading.report(sentence, at: node.position, isWithoutValue: true)
            }
            return .open(address)
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        guard
            let match = text.wholeMatch(
                of: #/https?:\/\/([A-Za-z0-9.\-]+|\[[0-9A-Fa-f:]+\])(:([0-9]{1,5}))?(\/[!-~]*)?/#
            )
        else { return false }
        if let port = match.3 {
            guard let number = Int(port), (1...65_535).contains(number) else { return false }
        }
        let names = #/[?&](access_?token|token|api_?key|key|secret|password|sig|signature)=/#
        return text.firstMatch(of: names.ignoresCase()) == nil && !text.contains("#")
    }
}

extension SecretSource {
    /// The source that a place names, with what it names looked for in the plan file's folder.
    ///
    /// `what` is the name of a secret that is no variable, for messages.
    init(_ draft: PlaceDraft, for what: String, folder: URL) {
        var origin = Origin.environment
        if let file = draft.file { origin = .file(folder.resolving(file)) }
        if let command = draft.command {
            let within = draft.within ?? PlanSections.secretLimit
            origin = .command(DeclaredCommand(command, within: within, folder: folder))
        }
        self.init(name: draft.variable ?? what, origin: origin)
    }
}
