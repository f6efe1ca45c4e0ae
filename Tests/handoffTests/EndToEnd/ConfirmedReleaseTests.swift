import Foundation
import RolloutCore
import Testing

/// What a release leaves to persons: gates for two, the warm time, the removal from the schema.
@Suite(.timeLimit(.minutes(20)))
struct ConfirmedReleases {
    @Test func `a gate for two opens for two persons, not for one twice`() async throws {
        try await Workshop.open { workshop in
            let steps = "[ {setWeight: 5}, {pause: {approvals: 2}}, {setWeight: 100} ]"
            try await workshop.prepare(steps: steps)
            try await workshop.openShop()
            let run = try workshop.begin()
            try await workshop.waitForBake(at: 5)
            #expect(try await workshop.run(["advance"]).code == 0)
            let again = try await workshop.run(["advance"])
            #expect(again.code == 2)
            #expect(again.words.contains("not advanced again: root did so already"))
            let status = try await workshop.status()
            #expect(status.askedPercent == 5)
            let words = "the plan asks 2 persons to advance, root did; 1 to go"
            #expect(status.blockers.contains(words), "\(status)")
            let other = ["SUDO_UID": Optional("4242"), "SUDO_USER": Optional("alex")]
            #expect(try await workshop.run(["advance"], changing: other).code == 0)
            let end = try await run.outcome()
            #expect(end.code == 0, "\(end.words)")
            let names = try workshop.entries(2).compactMap { entry -> String? in
                switch entry.event {
                case .approved(let person): person.name
                case .gateOpened(_, .person(let person, _, _, _)): person.name
                default: nil
                }
            }
            #expect(names.first == "root" && names.last == "alex", "\(names)")
        }
    }

    @Test(arguments: [true, false])
    func `the previous revision is kept warm until somebody decides`(isKept: Bool) async throws {
        try await Workshop.open { workshop in
            try await workshop.prepare(steps: Workshop.Steps.alone)
            let plan = workshop.plan("b", steps: Workshop.Steps.alone)
                .replacing("warm: 1s", with: "warm: 10m")
            try workshop.write(plan, to: "b.yaml")
            let customers = try await workshop.openShop()
            let run = try workshop.begin()
            try await workshop.wait("warm") { $0.phase == "warm" }
            let held = try await workshop.run(["hold-warm", "--reason", "until Monday"])
            #expect(held.code == 0, "\(held.words)")
            #expect(held.words.contains("until Monday"), "\(held.words)")
            let words = "root keeps the previous revision warm"
            #expect(try await workshop.status().blockers.contains(words))
            #expect(try await workshop.run(["hold-warm"]).words.contains("not kept warm again"))
            let verb = isKept ? "release-warm" : "rollback"
            #expect(try await workshop.run([verb, "--yes"]).code == 0)
            let end = try await run.outcome()
            #expect(end.code == (isKept ? 0 : 5), "\(end.words)")
            let left = isKept ? "/shop-b serve" : "/shop-a serve"
            #expect(workshop.running.filter { $0.command.contains(" serve ") }.count == 2)
            #expect(workshop.running.filter { $0.command.contains(left) }.count == 2)
            try await workshop.close(customers)
        }
    }

    /// Releases 2.0 with its whole migration, up to the removal.
    private func goToContract(_ workshop: Workshop) async throws -> (run: Child, database: String) {
        let database = workshop.path("shop.sqlite")
        try await workshop.shop(["migrate", "--to", "base", "--database", database])
        for label in ["1.0", "2.0"] { try await workshop.stamp(label) }
        try workshop.script(
            "sleep 3\n\(workshop.path("shop-2.0")) migrate --to contract --database \(database)",
            to: "contract"
        )
        let migrations = """
            migrations:
              check: { run: [./shop-2.0, schema, --database, \(database)] }
              expand: { run: [./shop-2.0, migrate, --database, \(database)], state: "4" }
              backfill: { run: [./shop-2.0, migrate, --backfill, --database, \(database)] }
              contract: { run: [./contract], state: "5" }
            """
        try workshop.write(workshop.plan("1.0"), to: "1.0.yaml")
        let new = workshop.plan("2.0", steps: Workshop.Steps.alone, adding: migrations)
        try workshop.write(new, to: "2.0.yaml")
        try await workshop.openShop("1.0.yaml")
        let run = try workshop.begin("2.0.yaml")
        try await workshop.wait("contracting") { $0.phase == "contracting" }
        return (run, database)
    }

    @Test func `the removal waits for its own word, and there is no way back from it`()
        async throws
    {
        try await Workshop.open { workshop in
            let (run, database) = try await goToContract(workshop)
            #expect(!workshop.running.contains { $0.command.contains("/shop-1.0 ") })
            let advance = try await workshop.run(["advance"])
            #expect(
                advance.code == 2 && advance.words.contains("`contract` lets the removal begin")
            )
            let asked = try await workshop.run(["contract"])
            #expect(asked.code == 2 && asked.words.contains("Add `--yes`"), "\(asked.words)")
            #expect(try await workshop.shop(["schema", "--database", database]) == "4\n")
            #expect(try await workshop.run(["contract", "--yes"]).code == 0)
            let back = try await workshop.run(["rollback", "--yes"])
            #expect(back.code == 2)
            #expect(
                back.words.contains("not rolled back: the removal from the schema was let begin"),
                "\(back.words)"
            )
            let end = try await run.outcome()
            #expect(end.code == 0, "\(end.words)")
            #expect(try await workshop.shop(["schema", "--database", database]) == "5\n")
        }
    }

    @Test func `the removal is left for later`() async throws {
        try await Workshop.open { workshop in
            let (run, database) = try await goToContract(workshop)
            let left = try await workshop.run(
                ["contract", "--later", "--yes", "--reason", "next week"]
            )
            #expect(left.code == 0, "\(left.words)")
            let end = try await run.outcome()
            #expect(end.code == 0, "\(end.words)")
            #expect(end.words.contains("next week"), "\(end.words)")
            #expect(try await workshop.shop(["schema", "--database", database]) == "4\n")
        }
    }

    @Test func `a gate that nobody answers turns back after its time`() async throws {
        try await Workshop.open { workshop in
            let unanswered = "rollback: { unanswered: { rollback: 60s } }"
            try await workshop.prepare(["a", "b"], adding: unanswered)
            try await workshop.openShop(rate: 30)
            let end = try await workshop.begin().outcome(within: .seconds(150))
            #expect(end.code == 4, "\(end.words)")
            #expect(end.words.contains("nobody answered for 1 m"), "\(end.words)")
            #expect(try await workshop.status().observedPercent == 0)
        }
    }
}
