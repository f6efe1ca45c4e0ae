import Foundation
import RolloutCore
import Testing

@testable import storefront

/// Additive changes of the schema that do not work: no traffic moves, nobody notices.
@Suite(.timeLimit(.minutes(20)))
struct FailedExpands {
    private func migrations(_ command: String, check: String, reaches state: String) -> String {
        "migrations: { check: { run: \(check) }, "
            + "expand: { run: \(command), state: \"\(state)\" }, lockTimeout: 1s }"
    }

    private func expectUntouched(_ workshop: Workshop) throws {
        for entry in try workshop.entries(2) {
            if case .shiftStarted(let shift) = entry.event { #expect(shift.to == .zero) }
            if case .startBegan = entry.event { Issue.record("instances were started") }
        }
        #expect(
            try workshop.entries(2).contains {
                if case .rollbackStarted = $0.event { true } else { false }
            }
        )
    }

    @Test func `one that stops half-way ends the release and says what the schema is`()
        async throws
    {
        try await Workshop.open { workshop in
            let database = workshop.path("shop.sqlite")
            try await workshop.shop(["migrate", "--to", "base", "--database", database])
            for label in ["1.0", "2.0"] { try await workshop.stamp(label) }
            try workshop.script(
                "\(workshop.path("shop-2.0")) migrate --to expand --database \(database)\n"
                    + "echo the second half is missing\nexit 4",
                to: "half"
            )
            let check = "[./shop-2.0, schema, --database, \(database)]"
            let new = workshop.plan(
                "2.0",
                steps: Workshop.Steps.alone,
                adding: migrations("[./half]", check: check, reaches: "5")
            )
            try workshop.write(workshop.plan("1.0"), to: "1.0.yaml")
            try workshop.write(new, to: "2.0.yaml")
            let customers = try await workshop.openShop("1.0.yaml")
            let end = try await workshop.run(["run", "2.0.yaml", "--headless"])
            #expect(end.code == 4, "\(end.words)")
            let fact =
                "expand is not done: its command ended with exit status 4, and the database says "
                + "`4`, neither `3` as before nor `5`"
            #expect(end.words.contains(fact), "\(end.words)")
            #expect(end.words.contains("the second half is missing"), "\(end.words)")
            #expect(try await workshop.status().observedPercent == 0)
            try expectUntouched(workshop)
            try await workshop.close(customers)
        }
    }

    @Test(.enabled(if: LoosePostgres.programs != nil, "PostgreSQL is missing here"))
    func `a lock that somebody holds ends the release after its time, and nobody waits for it`()
        async throws
    {
        try await Workshop.open { workshop in
            let (server, url) = try await LoosePostgres.start(in: workshop)
            defer { server.signal(SIGQUIT) }
            try await workshop.shop(["migrate", "--to", "base", "--database", url])
            for label in ["1.0", "2.0"] { try await workshop.stamp(label) }
            func onServer(_ plan: String) -> String {
                plan.replacing(workshop.path("shop.sqlite"), with: url)
            }
            let sections = migrations(
                "[psql, -v, ON_ERROR_STOP=1, -d, \"\(url)\", -c, "
                    + "ALTER TABLE purchase ADD COLUMN priceCents BIGINT]",
                check: "[./shop-2.0, schema, --database, \"\(url)\"]",
                reaches: "4"
            )
            let new = workshop.plan("2.0", steps: Workshop.Steps.alone, adding: sections)
                .replacing("/startupz, within: 30s", with: "/startupz, within: 5s")
            try workshop.write(onServer(workshop.plan("1.0")), to: "1.0.yaml")
            try workshop.write(onServer(new) + "progressDeadline: 10s\n", to: "2.0.yaml")
            let customers = try await workshop.openShop("1.0.yaml", rate: 30)
            let holder = try PostgresConnection(url: url, patience: .seconds(5))
            try holder.script("BEGIN; SELECT 1 FROM purchase LIMIT 1")
            let end = try await workshop.run(["run", "2.0.yaml", "--headless"])
            try holder.script("ROLLBACK")
            #expect(end.code == 4, "\(end.words)")
            #expect(end.words.contains("the database says `3` as before, not `4`"), "\(end.words)")
            let why = "ended with exit status 1 because a lock was not free within 1 s, and"
            #expect(end.lastLine.contains(why), "\(end.words)")
            try expectUntouched(workshop)
            try await workshop.close(customers)
        }
    }
}
