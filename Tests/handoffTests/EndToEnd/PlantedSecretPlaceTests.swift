import Foundation
import RolloutCore
import RolloutJournal
import Testing

/// Secrets of all that a release does beside its instances, each told back by whoever got it, and
/// searched for in all that is left and shown.
@Suite(.timeLimit(.minutes(20)))
struct PlantedSecretPlaces {
    /// Who gets a secret and says it again.
    enum Place: CaseIterable {
        case flag, receiver, migration, hook, worker

        /// The exit code of the release that is spoilt by it.
        var code: Int32 {
            switch self {
            case .receiver: 0
            case .migration, .worker: 4
            case .flag, .hook: 5
            }
        }

        /// Whether a person has to end the release.
        var isHeld: Bool { self == .flag || self == .hook }
    }

    private static let values = [
        "planted-value-7f3a1c", "planted-flag-5e2b8d", "planted-url-9c4d7a",
        "planted-key-3b6e1f",
    ]
    private static let variables: [String: String?] = [
        "FIRST": values[0], "FLAG_TOKEN": "Bearer " + values[1], "NOTIFY_KEY": values[3],
    ]

    private func sections(_ place: Place, _ workshop: Workshop) throws -> String {
        let url = "http://127.0.0.1:\(workshop.otherPorts[0])"
        switch place {
        case .flag:
            return "flags: { new: { at: 20, set: true, store: { http: { url: \"\(url)/new\", "
                + "headers: { Authorization: { env: FLAG_TOKEN } } } } } }"
        case .receiver:
            return "notify: [ { webhook: { env: NOTIFY_URL }, key: { env: NOTIFY_KEY } } ]"
        case .migration:
            try workshop.script("test -e migrated && cat migrated || echo 1", to: "version")
            let words = "echo expanding with $FIRST"
            try workshop.script("echo 3 > migrated; \(words); exit 3", to: "expand")
            return "migrations: { check: { run: [./version] }, "
                + "expand: { run: [./expand], state: \"2\" } }"
        case .hook:
            try workshop.script("echo smoke with $(cat planted); exit 3", to: "smoke")
            return "hooks: [ { name: smoke, after: start, run: [./smoke] } ]"
        case .worker:
            try workshop.script("echo working with $FIRST; sleep 1; exit 3", to: "work")
            return "workers: { mode: overlap, process: { command: [./work, \"{artifact}\"] }, "
                + "count: 1 }"
        }
    }

    private func prepare(_ place: Place, _ workshop: Workshop) async throws {
        try await workshop.prepare(steps: Workshop.Steps.alone)
        let secrets = "config: { secrets: [FIRST, PAYMENT_WEBHOOK_SECRET] }"
        try workshop.write(Self.values[0] + "\n", to: "planted")
        for label in ["a", "b"] {
            let sections = label == "b" ? try sections(place, workshop) : ""
            let plan = workshop.plan(label, steps: Workshop.Steps.alone, adding: sections)
                .replacing("config: { secrets: [PAYMENT_WEBHOOK_SECRET] }", with: secrets)
            try workshop.write(plan, to: "\(label).yaml")
        }
    }

    /// Has every command that reads say all it has to say, and the dashboard show it.
    private func tellAll(_ workshop: Workshop, _ variables: [String: String?]) async throws {
        let words: [[String]] = [
            ["status"], ["status", "-o", "json"], ["show", "shop", "r2"],
            ["show", "shop", "r2", "-o", "json"], ["history"], ["history", "-o", "json"],
            ["report", "r2"], ["report", "r2", "--html", "-"], ["export", "r2"],
            ["compare", "r1", "r2"], ["ledger", "shop"], ["ledger", "-o", "json"],
            ["plan", "b.yaml"],
            ["plan", "b.yaml", "-o", "json"], ["check", "b.yaml", "-o", "json"],
            ["record", "r2", workshop.path("recording-\(UUID())")],
        ]
        for words in words {
            let end = try await workshop.run(words, changing: variables)
            #expect(end.code == 0, "\(words): \(end.words)")
        }
        guard Tmux.program != nil else { return }
        try await Tmux.open(in: workshop) { terminal in
            try await terminal.dashboard(["watch"], state: workshop.path("state"))
            try await terminal.wait(for: "a → b")
            // Every screen it has is captured into a file of the workshop.
            for key in ["Tab", "2", "3", "4", "5", "l", "e", "?"] {
                try await terminal.type(key)
                try await Task.sleep(for: .milliseconds(200))
                _ = try await terminal.screen
            }
        }
    }

    @Test(arguments: Place.allCases)
    func `what is told back is found nowhere`(_ place: Place) async throws {
        try await Workshop.open { workshop in
            let port = workshop.otherPorts[0]
            let answers = try WebAnswers(port: port, status: 200, body: "false")
            answers.refusal = place == .flag ? "PUT" : "POST"
            var variables = Self.variables
            variables["NOTIFY_URL"] = "http://127.0.0.1:\(port)/\(Self.values[2])"
            try await prepare(place, workshop)
            try await workshop.openShop(rate: 50, changing: variables)
            let run = try workshop.begin(changing: variables)
            if place.isHeld {
                let held = try await workshop.wait("held") { $0.hold != nil }
                #expect(place == .flag || held.hold?.contains("[secret]") == true, "\(held)")
                try await tellAll(workshop, variables)
                let back = try await workshop.run(["rollback", "--yes"], changing: variables)
                #expect(back.code == 0, "\(back.words)")
            }
            let end = try await run.outcome(within: .seconds(90))
            #expect(end.code == place.code, "\(end.words)")
            try await tellAll(workshop, variables)
            let heard = answers.requests.map { "\($0)" }.joined()
            #expect(place != .flag || heard.contains(Self.values[1]))
            #expect(place != .receiver || heard.contains(Self.values[2]))
            #expect(workshop.files(with: Self.values) == ["planted"])
        }
    }
}
