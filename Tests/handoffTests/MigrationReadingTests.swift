import Foundation
import RolloutCore
import Testing

@testable import handoff

/// How a plan says that the schema is changed, read by the section's own table.
@Suite struct MigrationReadingTests {
    private func read(_ text: String) -> (draft: MigrationsDraft, problems: [String]) {
        let section = PlanSections.migrations
        var reading = Reading(known: section.paths)
        var draft = MigrationsDraft()
        if let root = YAMLText(text).root { section.read(root, into: &draft, &reading) }
        return (draft, ConfigProblems(file: "shop.yaml", reading.problems).lines)
    }

    private static let sound = """
        check: { run: [psql, -c, "SELECT version"] }
        expand: { run: [./migrate, expand], state: 42, sql: [db/expand.sql], within: 2m }
        backfill: { run: [./migrate, backfill], every: 1s }
        contract: { run: [./migrate, contract], state: 43 }
        lint: required
        allow: [ban-drop-table]
        """

    @Test func `a plan for the schema has its files beside the plan`() throws {
        let (draft, problems) = read(Self.sound)
        #expect(problems == [])
        var process = ProcessPlan(command: ["shop"], ports: 1...2)
        process.environment = ["PGHOST", "PGPASSWORD"]
        process.secrets = ["PGPASSWORD"]
        let folder = URL(filePath: "/plans/", directoryHint: .isDirectory)
        let plan = MigrationPlan(draft, process: process, folder: folder)
        #expect(plan.check.arguments == ["psql", "-c", "SELECT version"])
        #expect(plan.check.within == .seconds(10))
        #expect(plan.expand?.command.arguments == ["/plans/migrate", "expand"])
        #expect(plan.expand?.command.within == .seconds(120))
        #expect(plan.expand?.reaches.rawValue == "42")
        #expect(plan.expand?.files == ["/plans/db/expand.sql"])
        #expect(plan.backfill?.every == .seconds(1))
        #expect(plan.contract?.reaches.rawValue == "43")
        #expect(plan.lint == .required && plan.allowedRules == ["ban-drop-table"])
        #expect(plan.lockTimeout == .seconds(5))
        #expect(plan.variables == ["PGHOST"])
        #expect(plan.secrets == [SecretSource(name: "PGPASSWORD", origin: .environment)])
    }

    @Test(arguments: [
        ("check: { run: [a] }", "1:1: `migrations` changes nothing."),
        ("check: { run: [a] }\nexpand: { run: [b] }", "2:9: `expand` needs `state`"),
        (
            "check: { run: [a] }\nexpand: { run: [b], state: 1 }\n"
                + "contract: { run: [b], state: 1 }",
            "3:11: `contract` and `expand` reach the same state `1`"
        ),
        (
            "check: { run: [a] }\ncontract: { run: [b], state: 1 }\nbackfill: { run: [b] }",
            "3:11: `backfill` fills what `expand` adds"
        ),
        ("check: { run: [\"\"] }\nexpand: { run: [b], state: 1 }", "1:15: `run` begins with an"),
        ("check: { run: psql }\nexpand: { run: [b], state: 1 }", "1:15: `run` is `psql`. Write a"),
        ("expand: { run: [b], state: 1 }", "1:1: the file needs `check`"),
        ("check: { run: [a] }\nexpand: { run: [b], state: 1 }\nlint: no", "3:7: `lint` is"),
        ("check: { runs: [a] }\nexpand: { run: [b], state: 1 }", "1:10: unknown key `runs`"),
    ])
    func `a mistake is named with its place`(text: String, message: String) {
        let problems = read(text).problems
        #expect(problems.contains { $0.hasPrefix("shop.yaml:" + message) }, "\(problems)")
    }

    @Test func `a plan carries its migrations with what instances get`() throws {
        let lines = """
            config: { env: [PGHOST], secrets: [PGPASSWORD] }
            migrations: { check: { run: [state] }, expand: { run: [./up], state: 2 } }
            """
        let migrations = try PlanText.read(PlanText.sound(adding: lines)).migrations
        #expect(migrations?.expand?.command.arguments == ["/plans/up"])
        #expect(migrations?.expand?.command.folder == "/plans/")
        #expect(migrations?.variables == ["PGHOST"])
        #expect(migrations?.secrets.map(\.name) == ["PGPASSWORD"])
        #expect(try PlanText.read(PlanText.sound).migrations == nil)
    }
}
