import RolloutCore

extension PlanSections {
    /// What splits the traffic.
    static var router: Section<HAProxyDraft> {
        Section(keys: [
            Key(
                "haproxy",
                in: \.self,
                haproxy,
                isRequired: true,
                "HAProxy, run by handoff with `listen`, or your own with the other keys."
            )
        ])
    }

    private static var haproxy: Section<HAProxyDraft> {
        Section(
            keys: [
                Key("listen", \.listen, address, "Where handoff's own HAProxy takes requests."),
                Key(
                    "affinity",
                    \.affinity,
                    .section(SessionAffinity(), affinity),
                    "Keeps a user on the revision met first while the share rises."
                ),
                Key(
                    "canaryWhen",
                    \.canaryWhen,
                    sign,
                    "Which requests reach the canary at any share, for a smoke test."
                ),
                Key("socket", \.socket, socket, "The runtime socket of yours, `level admin`."),
                Key(
                    "backends",
                    \.backends,
                    .distinct(
                        "two names such as [shop-a, shop-b]",
                        of: token("shop-a"),
                        count: 2...2
                    ),
                    "The two backends that take turns at being stable."
                ),
                Key(
                    "map",
                    \.map,
                    token("/etc/haproxy/share.map"),
                    "The map file as your configuration names it; its key `share` is set."
                ),
                Key(
                    "records",
                    \.records,
                    .whole(1...65_535, "a UDP port"),
                    "The UDP port on loopback where your HAProxy logs its requests to."
                ),
            ],
            rules: [
                Rule(at: "listen", "socket", "backends", "map", "records") { ownership($0) },
                Rule(at: "affinity", "canaryWhen") { rulesOfOurs($0) },
            ]
        )
    }

    /// The contradiction between a router of handoff's own and one of the user's.
    private static func ownership(_ draft: HAProxyDraft) -> String? {
        let others: [(name: String, isGiven: Bool)] = [
            ("socket", draft.socket != nil), ("backends", draft.backends != nil),
            ("map", draft.map != nil), ("records", draft.records != nil),
        ]
        let given = others.filter(\.isGiven).map { "`\($0.name)`" }
        let missing = others.filter { !$0.isGiven }.map { "`\($0.name)`" }
        if draft.listen != nil {
            guard !given.isEmpty else { return nil }
            return "`listen` is for a HAProxy that handoff runs, \(given.spokenList) for your own. "
                + "Keep one or the other."
        }
        if given.isEmpty {
            return "`haproxy` needs `listen`, such as 127.0.0.1:8080, for one that handoff runs, "
                + "or \(missing.spokenList) for your own."
        }
        guard !missing.isEmpty else { return nil }
        return "your own HAProxy needs \(missing.spokenList) as well. Add what is missing, or "
            + "write `listen` alone for one that handoff runs."
    }

    private static var address: Kind<String> {
        .text(
            "an address and a port, such as 127.0.0.1:8080",
            pattern: #"^([A-Za-z0-9.-]+|\*|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}$"#
        ) { text in
            let match = text.wholeMatch(
                of: #/([A-Za-z0-9.\-]+|\*|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5})/#
            )
            return match.flatMap { Int($0.2) }.map { (1...65_535).contains($0) } ?? false
        }
    }

    /// A word that is given to HAProxy's command line, where spaces and `;` would end it.
    private static func token(_ example: String) -> Kind<String> {
        .text(
            "a name without spaces, quotes, `;` and `#`, such as \(example)",
            pattern: "^[A-Za-z0-9_.:/@+-]+$"
        ) { $0.wholeMatch(of: #/[A-Za-z0-9_.:\/@+\-]+/#) != nil }
    }

    private static var socket: Kind<String> {
        .text("the path of a socket, at most 100 bytes long, such as run/admin.sock") {
            !$0.isEmpty && !$0.hasPrefix("~") && $0.utf8.count <= 100
        }
    }
}
