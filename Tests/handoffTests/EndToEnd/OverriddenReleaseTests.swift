import Foundation
import Testing

/// Checks that a person may pass, and the record of it.
@Suite(.timeLimit(.minutes(20)))
struct OverriddenReleases {
    private struct Line: Decodable {
        struct Override: Decodable {
            struct Passed: Decodable { var check: String }
            var reason: String
            var checks: [Passed]
        }
        var release: String
        var environment: String
        var serves: Bool
        var override: Override?
    }

    /// Rolls the revision back for what it does: it never gets through its start-up check.
    private func reject(_ label: String, _ workshop: Workshop) async throws {
        let plan = workshop.plan(label, steps: Workshop.Steps.alone)
            .replacing("/startupz, within: 30s", with: "/nowhere, within: 1s")
        try workshop.write(plan, to: "\(label).yaml")
        let end = try await workshop.run(["run", "\(label).yaml", "--headless"])
        #expect(end.code == 4, "\(end.words)")
        try workshop.write(workshop.plan(label, steps: Workshop.Steps.alone), to: "\(label).yaml")
    }

    @Test func `bytes that were rejected pass with a reason, on the record`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            try await workshop.openShop()
            try await reject("b", workshop)
            let refused = try await workshop.run(["run", "b.yaml", "--headless"])
            #expect(refused.code == 3, "\(refused.words)")
            #expect(refused.words.contains("was rejected here as r2 of"), "\(refused.words)")
            let over = ["--override", "--reason", "the check was wrong"]
            let end = try await workshop.run(["run", "b.yaml", "--headless"] + over)
            #expect(end.code == 0, "\(end.words)")
            let shown = try await workshop.run(["show", "shop", "r4"])
            #expect(shown.output.contains("overridden by root: the check was wrong\n"))
            #expect(shown.output.contains("  not rejected before: b ("))
            let history = try await workshop.run(["history"])
            #expect(history.output.contains("overridden: not rejected before (the check was"))
            let json = try await workshop.run(["history", "-o", "json"]).output
            let lines = try JSONDecoder().decode([Line].self, from: Data(json.utf8))
            #expect(lines.map(\.release) == ["r4", "r3", "r2", "r1"])
            #expect(lines.map(\.serves) == [true, false, false, false])
            #expect(lines.map(\.override?.reason) == ["the check was wrong", nil, nil, nil])
            #expect(lines.first?.override?.checks.map(\.check) == ["not rejected before"])
        }
    }

    @Test func `an override passes nothing that would not work`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(["a"])
            let end = try await workshop.run(
                ["run", "a.yaml", "--headless", "--override", "--reason", "now"],
                changing: ["PAYMENT_WEBHOOK_SECRET": nil]
            )
            #expect(end.code == 3, "\(end.words)")
            let history = try await workshop.run(["history"])
            #expect(history.output.hasPrefix("shop in test: nothing serves\n"))
            #expect(history.output.contains("overridden: nothing (now)"), "\(history.words)")
        }
    }

    @Test func `what another host rejected or wrote badly is not released here`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare()
            try await workshop.openShop()
            try await reject("b", workshop)
            let exported = try await workshop.run(["ledger", "-o", "json"])
            #expect(exported.code == 0, "\(exported.words)")
            #expect(exported.output.split(separator: "\n").count == 2)
            try workshop.write(exported.output, to: "ledger.jsonl")
            try workshop.write("{\"version\":1,\"record\":{\"end\":\"succ", to: "torn.jsonl")
            let elsewhere = ["--headless", "--state", workshop.path("other")]
            for (file, words) in [
                ("ledger.jsonl", "was rejected here as r2"),
                ("torn.jsonl", "line 1 of the ledger \(workshop.path("torn.jsonl")) cannot be"),
            ] {
                let end =
                    try await workshop
                    .start(["run", "b.yaml", "--ledger", file] + elsewhere).outcome()
                #expect(end.code == 3, "\(end.words)")
                #expect(end.words.contains(words), "\(end.words)")
            }
            let lost = try await workshop.start(["run", "b.yaml", "--ledger", "none"] + elsewhere)
                .outcome()
            #expect(lost.code == 2 && lost.words.contains("the ledger none cannot be read"))
        }
    }

    @Test func `the ledger tells what ended how and what cannot be read`() async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            try await workshop.openShop()
            let told = try await workshop.run(["ledger", "shop"])
            #expect(told.code == 0)
            #expect(told.output.hasPrefix("shop   test   a   "), "\(told.words)")
            #expect(told.output.contains("   succeeded   r1   "), "\(told.words)")
            let folder = workshop.path("state/shop-staging")
            try FileManager.default.createDirectory(
                atPath: folder,
                withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700]
            )
            try workshop.write("nothing of ours", to: "state/shop-staging/journal.sqlite")
            let damaged = try await workshop.run(["ledger", "shop"])
            #expect(damaged.code == 1)
            #expect(damaged.errors.hasPrefix("not told: the journal \(folder)/journal.sqlite"))
            #expect(damaged.output == told.output)
            let other = try await workshop.run(["ledger", "till"])
            #expect(other.code == 2 && other.errors.contains("no service `till` is known"))
        }
    }
}
