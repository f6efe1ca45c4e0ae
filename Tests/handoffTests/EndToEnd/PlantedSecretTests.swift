import Foundation
import RolloutCore
import RolloutJournal
import Testing

/// Values that stand nowhere but in their own place, searched for in all that a release leaves.
@Suite(.timeLimit(.minutes(20)))
struct PlantedSecrets {
    private static let ofEnvironment = "planted-environment-7f3a1c"
    private static let ofFile = "planted-file-9b2d4e"
    private static let ofCommand = "planted-command-5c8e6f"
    private static let config =
        "config: { secrets: [FIRST, {name: PAYMENT_WEBHOOK_SECRET, file: payment}, "
        + "{name: THIRD, run: [./vault]}] }"

    /// Puts each value in its place, and has both plans ask for it there.
    private func plant(_ workshop: Workshop) async throws {
        try await workshop.prepare(steps: Workshop.Steps.alone)
        try workshop.write(Self.ofFile + "\n", to: "payment")
        try workshop.write("#!/bin/sh\necho \(Self.ofCommand)\n", to: "vault")
        #expect(chmod(workshop.path("payment"), 0o600) == 0)
        #expect(chmod(workshop.path("vault"), 0o700) == 0)
        for label in ["a", "b"] {
            let plan = workshop.plan(label, steps: Workshop.Steps.alone)
                .replacing("config: { secrets: [PAYMENT_WEBHOOK_SECRET] }", with: Self.config)
            try workshop.write(plan, to: "\(label).yaml")
        }
    }

    private func run(_ workshop: Workshop, _ plan: String) async throws -> Child.Outcome {
        try await workshop.run(
            ["run", plan, "--headless"],
            changing: ["FIRST": Self.ofEnvironment, "PAYMENT_WEBHOOK_SECRET": nil]
        )
    }

    /// Stable must have requests, or nothing could be compared.
    private func sendCustomers(_ workshop: Workshop) throws {
        let words = [
            "shop", "--url", "http://127.0.0.1:\(workshop.port)", "--rate", "50", "--seconds", "0",
            "--quiet-until-end",
        ]
        let changing = ["PAYMENT_WEBHOOK_SECRET": Self.ofFile]
        _ = try workshop.start(words, program: "storefront", changing: changing)
    }

    /// Files below the folder with one of the values in them.
    private func findings(_ workshop: Workshop) -> [String] {
        workshop.files(with: [Self.ofEnvironment, Self.ofFile, Self.ofCommand])
    }

    private func record(_ workshop: Workshop, _ release: Int) throws {
        let journal = URL(filePath: workshop.path("state/shop-test/journal.sqlite"))
        try Recording.write(
            ReleaseID(rawValue: release),
            from: JournalReader(recording: journal),
            to: URL(filePath: workshop.path("recording-\(release).sqlite"))
        )
    }

    @Test func `instances get every value, and nothing that is left of the release has one`()
        async throws
    {
        try await Workshop.open { workshop in
            try await plant(workshop)
            let first = try await run(workshop, "a.yaml")
            #expect(first.code == 0, "\(first.words)")
            try sendCustomers(workshop)
            let loud = try String(contentsOfFile: workshop.path("b.yaml"), encoding: .utf8)
                .replacing(
                    "[\"{artifact}\", serve, --port, \"{port}\",",
                    with: "[sh, -c, 'echo $FIRST; echo $PAYMENT_WEBHOOK_SECRET; "
                        + "echo got $FIRST $PAYMENT_WEBHOOK_SECRET $THIRD; exit 3', "
                        + "\"{artifact}\", \"{port}\","
                )
            try workshop.write(loud, to: "b.yaml")
            let second = try await run(workshop, "b.yaml")
            #expect(second.code == 4, "\(second.words)")
            // Each instance had all three: what it printed is masked once for each.
            #expect(second.words.contains("got [secret] [secret] [secret]"), "\(second.words)")
            for words in [
                ["status"], ["status", "-o", "json"], ["show", "shop", "r2"], ["history"],
                ["report", "r2"], ["report", "r2", "--html", "-"], ["export", "r2"],
            ] {
                #expect(try await workshop.run(words).code == 0)
            }
            for release in 1...2 { try record(workshop, release) }
            #expect(findings(workshop) == ["payment", "vault"])
        }
    }

    @Test func `a secret without a value is refused with the reason for each`() async throws {
        try await Workshop.open { workshop in
            try await plant(workshop)
            #expect(chmod(workshop.path("payment"), 0o644) == 0)
            try workshop.write("#!/bin/sh\necho \(Self.ofCommand)\nexit 2\n", to: "vault")
            let end = try await run(workshop, "a.yaml")
            #expect(end.code == 3, "\(end.words)")
            #expect(
                end.words.contains(
                    "secret PAYMENT_WEBHOOK_SECRET is open to everybody on this host: "
                        + workshop.path("payment") + " has mode 644; `chmod 600` it and secret "
                        + "THIRD has no value: vault ended with exit status 2; run it by hand to "
                        + "see why. Correct where it comes from, or take it out of `config`."
                ),
                "\(end.words)"
            )
            #expect(workshop.running.isEmpty)
            #expect(findings(workshop) == ["payment", "vault"])
        }
    }
}
