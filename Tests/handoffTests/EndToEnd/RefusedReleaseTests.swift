import Foundation
import Testing

/// Releases that preflight refuses: exit code 3, a sentence that says what to do, nothing touched.
@Suite(.timeLimit(.minutes(2)))
struct RefusedReleases {
    /// Tries the release and expects it to be refused for exactly that.
    private func refuse(
        _ workshop: Workshop,
        _ plan: String = "a.yaml",
        changing: [String: String?] = [:],
        for sentence: String
    ) async throws {
        let files = try workshop.filesOfThePerson
        let running = Set(workshop.running)
        let end = try await workshop.run(["run", plan, "--headless"], changing: changing)
        #expect(end.code == 3, "\(end.words)")
        #expect(end.words.contains(sentence), "\(end.words)")
        #expect(end.lastLine.contains("refused"), "\(end.lastLine)")
        #expect(Set(workshop.running) == running)
        #expect(try workshop.filesOfThePerson == files)
        let router = workshop.path("state/shop-test/router/haproxy.cfg")
        #expect(FileManager.default.fileExists(atPath: router) == !running.isEmpty)
    }

    @Test func `other bytes than the pinned ones`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            let digest = "sha256:" + String(repeating: "0", count: 64)
            let plan = workshop.plan("a").replacing(
                "path: shop-a",
                with: "path: shop-a, digest: \(digest)"
            )
            try workshop.write(plan, to: "a.yaml")
            try await refuse(
                workshop,
                for: "the plan has 000000000000…. Nothing was started. Build that revision again, "
                    + "or correct `artifact.digest`."
            )
        }
    }

    @Test func `an artifact that was not built`() async throws {
        try await Workshop.open { workshop in
            try workshop.write(workshop.plan("a"), to: "a.yaml")
            try await refuse(
                workshop,
                for: "shop-a was not pinned: no such file or directory. Nothing was started. "
                    + "Build it, or correct `artifact.path`."
            )
        }
    }

    @Test func `a secret that is not set`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            try await refuse(
                workshop,
                changing: ["PAYMENT_WEBHOOK_SECRET": nil],
                for: "environment: secret PAYMENT_WEBHOOK_SECRET is not set. Set what is missing "
                    + "where handoff is started, or take it out of `config`."
            )
        }
    }

    @Test func `a port of the router that somebody has`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            let other = try Listener(port: workshop.port)
            try await refuse(
                workshop,
                for: "router port: 127.0.0.1:\(workshop.port) cannot be listened on: Address "
                    + "already in use. Stop what uses it, or change `router.haproxy.listen`."
            )
            withExtendedLifetime(other) {}
        }
    }

    @Test func `ports of instances that somebody has`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            let others = try workshop.ports.map { try Listener(port: $0) }
            let range = "\(workshop.ports.lowerBound)-\(workshop.ports.upperBound)"
            try await refuse(
                workshop,
                for: "ports: 2 more ports are needed and 0 of \(range) are free. Free some, or "
                    + "widen `process.ports`."
            )
            withExtendedLifetime(others) {}
        }
    }

    @Test func `a HAProxy that is not installed`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            try await refuse(
                workshop,
                changing: ["HANDOFF_HAPROXY": workshop.path("haproxy")],
                for: "HAProxy: There is no program at \(workshop.path("haproxy")). Install it "
                    + "(`apt-get install haproxy` on Debian, `brew install haproxy` on macOS), or "
                    + "name the program in HANDOFF_HAPROXY."
            )
        }
    }

    @Test func `a HAProxy of one's own that does not answer`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            let own = "socket: admin.sock, backends: [x-a, x-b], map: share.map, records: 15199"
            let listen = "listen: 127.0.0.1:\(workshop.port)"
            try workshop.write(workshop.plan("a").replacing(listen, with: own), to: "a.yaml")
            try await refuse(
                workshop,
                for: "router answers: HAProxy does not answer on \(workshop.path("admin.sock")): "
                    + "No such file or directory. Nothing was changed. Set "
                    + "`router.haproxy.socket`, or start HAProxy with `stats socket … level admin`."
            )
        }
    }

    @Test func `a source of numbers that does not answer`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            #expect(try await workshop.run(["run", "a.yaml", "--headless"]).code == 0)
            let redis = "server: 127.0.0.1:1, list: jobs, password: {env: PAYMENT_WEBHOOK_SECRET}"
            let plan = workshop.plan("b").replacing(
                "metrics:\n",
                with: "metrics:\n  backlog: { above: 5, from: { redis: { \(redis) } } }\n"
            )
            try workshop.write(plan, to: "b.yaml")
            try await refuse(
                workshop,
                "b.yaml",
                for: "metric queue backlog: Redis at 127.0.0.1:1 refused the connection, so queue "
                    + "backlog cannot be judged. Correct `from` of that metric, or what it names."
            )
            #expect(workshop.files(with: ["a secret of the tests"]).isEmpty)
        }
    }

    @Test func `everything wrong is said at once, and the revision that serves stays`() async throws
    {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            #expect(try await workshop.run(["run", "a.yaml", "--headless"]).code == 0)
            try await refuse(
                workshop,
                "b.yaml",
                changing: ["PAYMENT_WEBHOOK_SECRET": ""],
                for: "3 of 15 checks failed: environment, rollback target: environment and "
                    + "metric error rate"
            )
            let status = try await workshop.status()
            #expect(status.outcome == "refused")
            #expect(status.observedPercent == 0)
        }
    }
}

extension Workshop {
    /// What the person has in the folder, with its size and time; not what is handoff's.
    fileprivate var filesOfThePerson: [String: [String]] {
        get throws {
            let manager = FileManager.default
            var files: [String: [String]] = [:]
            for name in try manager.contentsOfDirectory(atPath: folder)
            where name != "state" && !name.hasPrefix("child-") {
                let attributes = try manager.attributesOfItem(atPath: path(name))
                let keys: [FileAttributeKey] = [.size, .modificationDate]
                files[name] = keys.map { "\(attributes[$0] ?? "")" }
            }
            return files
        }
    }
}
