import Foundation
import RolloutCore
import Testing

/// A way back that does not work any more, found before anything is changed.
@Suite(.timeLimit(.minutes(20)))
struct RefusedRehearsals {
    /// Revision 1.0 begins with a look at a file it needs; every run of the migration is noted.
    private func prepare(_ workshop: Workshop) async throws -> String {
        let database = workshop.path("shop.sqlite")
        try await workshop.shop(["migrate", "--to", "base", "--database", database])
        for label in ["1.0", "2.0"] { try await workshop.stamp(label) }
        try workshop.script(
            "test -e \(workshop.path("licence")) || { echo the licence is gone; exit 3; }\n"
                + "exec \"$@\"",
            to: "licensed"
        )
        try workshop.write("paid", to: "licence")
        try workshop.script(
            "echo ran >> \(workshop.path("ran"))\n"
                + "exec \(workshop.path("shop-2.0")) migrate --database \(database)",
            to: "expand"
        )
        let old = workshop.plan("1.0", steps: Workshop.Steps.alone)
            .replacing("[\"{artifact}\", serve", with: "[./licensed, \"{artifact}\", serve")
        try workshop.write(old, to: "1.0.yaml")
        let migrations =
            "migrations: { check: { run: [./shop-2.0, schema, --database, \(database)] }, "
            + "expand: { run: [./expand], state: \"4\" } }"
        let new = workshop.plan("2.0", steps: Workshop.Steps.alone, adding: migrations)
        try workshop.write(new, to: "2.0.yaml")
        return database
    }

    @Test func `an old revision that lost what it needs refuses the release before the schema`()
        async throws
    {
        try await Workshop.open { workshop in
            let database = try await prepare(workshop)
            let customers = try await workshop.openShop("1.0.yaml")
            try FileManager.default.removeItem(atPath: workshop.path("licence"))
            let running = Set(workshop.running)
            let end = try await workshop.run(["run", "2.0.yaml", "--headless"])
            #expect(end.code == 3, "\(end.words)")
            #expect(
                end.words.contains(
                    "1.0 would not start any more: its rehearsal ended, exit status 3, "
                        + "the licence is gone"
                ),
                "\(end.words)"
            )
            #expect(end.lastLine.contains("refused"), "\(end.lastLine)")
            #expect(workshop.text("ran") == "")
            #expect(try await workshop.shop(["schema", "--database", database]) == "3\n")
            #expect(Set(workshop.running).isSubset(of: running))
            try workshop.write("paid again", to: "licence")
            let again = try await workshop.run(["retry", "--headless"])
            #expect(again.code == 0, "\(again.words)")
            #expect(try await workshop.shop(["schema", "--database", database]) == "4\n")
            #expect(workshop.text("ran") == "ran\n")
            try await workshop.close(customers)
        }
    }

    @Test func `rehearse alone tells whether the way back works and leaves a receipt`()
        async throws
    {
        try await Workshop.open { workshop in
            _ = try await prepare(workshop)
            #expect(try await workshop.run(["rehearse", "--headless"]).code == 2)
            try await workshop.openShop("1.0.yaml")
            let good = try await workshop.run(["rehearse", "--headless"])
            #expect(good.code == 0, "\(good.words)")
            #expect(good.lastLine.contains("rehearsed"), "\(good.lastLine)")
            // A plan that rests on a recent receipt rehearses nothing.
            let relying =
                workshop.text("2.0.yaml") + "rollback: { rehearsal: { whenOlderThan: 1h } }\n"
            try workshop.write(relying, to: "2.0.yaml")
            let release = try await workshop.run(["run", "2.0.yaml", "--headless"])
            #expect(release.code == 0, "\(release.words)")
            let kinds = try workshop.entries(3).map { "\($0.event)".prefix { $0 != "(" } }
            #expect(!kinds.contains("rehearsalBegan"), "\(kinds)")
            let history = try await workshop.run(["history"])
            #expect(history.output.contains("rehearsed after"), "\(history.words)")
        }
    }

    @Test func `a rehearsal that fails ends with 3 and leaves the service alone`() async throws {
        try await Workshop.open { workshop in
            _ = try await prepare(workshop)
            let customers = try await workshop.openShop("1.0.yaml")
            try FileManager.default.removeItem(atPath: workshop.path("licence"))
            let end = try await workshop.run(["rehearse", "--headless"])
            #expect(end.code == 3, "\(end.words)")
            #expect(end.words.contains("the licence is gone"), "\(end.words)")
            let history = try await workshop.run(["history"])
            #expect(history.output.contains("refused after"), "\(history.words)")
            #expect(history.output.hasPrefix("shop in test: 1.0 ("), "\(history.words)")
            try await workshop.close(customers)
        }
    }
}
