import RolloutCore

// How requests are told apart beside the share, by a HAProxy that handoff runs.
extension PlanSections {
    /// How users are kept on a revision.
    static var affinity: Section<SessionAffinity> {
        Section(keys: [
            Key("cookie", \.cookie, cookieName, "The cookie's name; `handoff` when not given."),
            Key(
                "within",
                \.within,
                .duration(.zero ... .hours(168), such: "1h"),
                "How long a user met on stable stays there whatever the share; 1h when not given."
            ),
        ])
    }

    /// What marks a request for the canary.
    static var sign: Kind<CanarySign> {
        let section = Section<CanarySignDraft>(
            keys: [
                Key("header", \.header, header, "A header with its value."),
                Key("cookie", \.cookie, cookie, "A cookie with its value."),
            ],
            rules: [
                Rule(at: "header", "cookie") { draft in
                    guard (draft.header == nil) == (draft.cookie == nil) else { return nil }
                    return "requests for the canary have one sign. Write `header` or `cookie`."
                }
            ]
        )
        let expected = "{header: \"X-Canary: yes\"} or {cookie: \"canary=yes\"}"
        return Kind(expected: expected, schema: section.schema, paths: section.paths) {
            node,
            reading in
            guard case .map = node.content else {
                reading.refuse(node, expected: expected)
                return nil
            }
            var draft = CanarySignDraft()
            section.read(node, into: &draft, &reading)
            return draft.header ?? draft.cookie
        }
    }

    /// The contradiction between rules of handoff's and a configuration that is the user's.
    static func rulesOfOurs(_ draft: HAProxyDraft) -> String? {
        let given = [
            draft.affinity.map { _ in "`affinity`" }, draft.canaryWhen.map { _ in "`canaryWhen`" },
        ].compactMap(\.self)
        guard draft.listen == nil, !given.isEmpty else { return nil }
        return
            "\(given.spokenList) needs `listen`: such rules are part of HAProxy's configuration, "
            + "and handoff does not write yours. Remove it, or let handoff run HAProxy."
    }

    private static var cookieName: Kind<String> {
        .text(
            "1 to 40 letters, digits, `-` and `_`, such as handoff",
            pattern: "^[A-Za-z0-9_-]{1,40}$"
        ) { $0.wholeMatch(of: #/[A-Za-z0-9_\-]{1,40}/#) != nil }
    }

    /// A header; nothing in it ends a word of HAProxy's configuration.
    private static var header: Kind<CanarySign?> {
        pair("X-Canary: yes", pattern: "^[A-Za-z0-9-]{1,40}: ?[A-Za-z0-9._~-]{1,80}$") { text in
            text.wholeMatch(of: #/([A-Za-z0-9\-]{1,40}): ?([A-Za-z0-9._~\-]{1,80})/#).map {
                .header(name: String($0.1), value: String($0.2))
            }
        }
    }

    private static var cookie: Kind<CanarySign?> {
        pair("canary=yes", pattern: "^[A-Za-z0-9_-]{1,40}=[A-Za-z0-9._~-]{1,80}$") { text in
            text.wholeMatch(of: #/([A-Za-z0-9_\-]{1,40})=([A-Za-z0-9._~\-]{1,80})/#).map {
                .cookie(name: String($0.1), value: String($0.2))
            }
        }
    }

    private static func pair(
        _ example: String,
        pattern: String,
        _ read: @escaping (String) -> CanarySign?
    ) -> Kind<CanarySign?> {
        .scalar(
            "a name with its value, letters, digits and `._~-` only, such as \"\(example)\"",
            schema: ["type": "string", "pattern": .text(pattern)]
        ) { text, _ in read(text).map(Optional.some) }
    }
}

/// A sign as the plan file says it, by one of two keys.
struct CanarySignDraft {
    var header: CanarySign?
    var cookie: CanarySign?
}
